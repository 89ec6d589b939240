"""What the press's tests share."""
