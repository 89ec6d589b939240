"""The theme's static files as assets: published below one folder whose name is the digest of them all.

One folder for the whole tree lets stylesheets and modules name each other by relative paths, and lets a host keep all
of it for ever: another theme is another folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from scripts.press.render.colours import STYLE_SHEET, style_of

FOLDER = "theme"
AT_ROOT = ("sw.js", "favicon.ico")
"""Files that are published at the site's root too: a service worker sees only what lies below its own address, and what
reads no page asks for its icon there."""


def asset_files(static: Path, settings: Mapping[str, Any] | None = None, paper: Path | None = None) -> dict[str, bytes]:
    """The theme's static files by name (`css/site.css`), the colours of THEME_SETTINGS, and the paper's own files.

    Of two with the same name the paper's is taken. Hidden files and READMEs are left out.
    """
    files = _files(static)
    if colours := style_of((settings or {}).get("colours", {})):
        files[STYLE_SHEET] = colours.encode()
    if paper is not None:
        files |= _files(paper)
    return dict(sorted(files.items()))


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.startswith("README")
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def places(name: str, digest: str) -> list[str]:
    """Where a file is published, below output/."""
    return [f"{FOLDER}/{digest}/{name}", *([name] if name in AT_ROOT else [])]


def tree_digest(files: Mapping[str, bytes]) -> str:
    """A digest of names and contents."""
    total = blake2b(digest_size=8)
    for name, data in sorted(files.items()):
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def asset_urls(files: Mapping[str, bytes], digest: str, base: str) -> dict[str, str]:
    """What templates know as `site.assets`: from a file's name to its address."""
    return {name: f"{base}/{FOLDER}/{digest}/{name}" for name in files}
