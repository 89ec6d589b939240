"""What the press remembers between builds, and how files come into output/."""
