"""The built-in reader: a small neural network that sees a whole page at once, and what makes a reading of its word."""
