"""What the outputs beside the pages cost."""
