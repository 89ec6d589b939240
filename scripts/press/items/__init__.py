"""Editions read and prepared: bodies as HTML, pictures, corrections, the views of items."""
