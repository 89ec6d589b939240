"""Measurements: speed beside its peers, and the quality of conversion on pages of our own."""
