"""Prepared values to documents: views, templates, lists, the table of producers."""
