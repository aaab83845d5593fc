"""How Django's own filters and fields write days and numbers: US figures in all four languages."""
