"""The rules of money, work and time as plain functions."""
