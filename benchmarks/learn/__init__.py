"""Learns the weights by which `scripts/pagetext` reads a page: makes pages, aligns them with their truth, fits."""
