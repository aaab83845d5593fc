"""What pages want to know about money, work and duties."""
