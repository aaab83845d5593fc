"""What a browser may send when somebody moves in or out."""
