"""Who owns which file: the one list that keeps a paper and the tool apart, so that a newer tool can be merged."""

from __future__ import annotations

PAPER_PATHS: tuple[str, ...] = ("content", "raw", "paper", "pelicanconf.py", "publishconf.py")
"""Files and folders of the paper, from the project's root. `paper/` holds its own CSS and pictures."""


def is_papers(path: str) -> bool:
    """Whether a path from the project's root, with forward slashes, belongs to the paper."""
    return any(path == own or path.startswith(f"{own}/") for own in PAPER_PATHS)
