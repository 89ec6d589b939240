"""A digest of the project's own code: by it conversions, builds and clusters know whether they are of one version."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""scripts/"""

APART = frozenset({"__pycache__", "vendor"})
"""Folders without code of ours; the form editor's program under vendor/ has its own digest."""


def code_digest(parts: Iterable[str] = ("",), extra: str = "") -> str:
    """Of the files and rooms of scripts/ that are named, with their data; of all where none is. Hexadecimal.

    Line ends do not count, so that Windows' are the same code. `extra` is what else decides (a version).
    """
    total = blake2b(extra.encode(), digest_size=16)
    for part in parts:
        top = ROOT / part
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and not APART.intersection(path.parts):
                data = path.read_bytes().replace(b"\r\n", b"\n")
                total.update(f"{path.relative_to(ROOT).as_posix()}\0{len(data)}\0".encode())
                total.update(data)
    return total.hexdigest()
