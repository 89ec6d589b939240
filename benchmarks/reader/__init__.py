"""Makes the weights of the built-in reader: simulated pages with their truth, training, judging on pages held back."""
