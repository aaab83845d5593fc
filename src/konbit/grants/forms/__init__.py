"""What a browser may send about money, work and duties."""
