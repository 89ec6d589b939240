"""PDF pages to raw text."""
