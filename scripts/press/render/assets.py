"""The theme's static files as assets: published below one folder whose name is the digest of them all.

One folder for the whole tree lets stylesheets and modules name each other by relative paths, and lets a host keep all
of it for ever: another theme is another folder.
"""

from __future__ import annotations

import json
import re
from base64 import b32encode
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from scripts.press.render.colours import STYLE_SHEET, style_of

FOLDER = "theme"
AT_ROOT = ("sw.js", "favicon.ico")
"""Files that are published at the site's root too: a service worker sees only what is below its own address, and what
reads no page asks for its icon there."""

_IMPORTS = re.compile(r"""^import words from ["'][./]*/words\.js["']""", re.M)
_NAMED = re.compile(r"""\bwords\.(?!js["'])(\w+)""")
"""How a script imports the words that it shows, and how it names one."""


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


def word_scripts(files: Mapping[str, bytes], words: Mapping[str, Mapping[str, str]]) -> dict[str, bytes]:
    """For each variant a script (`js/words.zh-Hans.js`) with the words that scripts show: words.yml's, by variant.

    They are those that a script names as `words.NAME` after `import words from "./words.js"`. So they are fetched once
    and not with each page.
    """
    named = words_named(files)
    scripts = {}
    for variant, table in words.items():
        if chosen := {key: table[key] for key in sorted(named & table.keys())}:
            text = json.dumps(chosen, ensure_ascii=False, separators=(",", ":"))
            scripts[f"js/words.{variant}.js"] = f"export default {text};\n".encode()
    return scripts


def words_named(files: Mapping[str, bytes]) -> set[str]:
    """The keys of words.yml that scripts name."""
    scripts = (data.decode("utf-8", "replace") for name, data in files.items() if name.endswith(".js"))
    return {key for text in scripts if _IMPORTS.search(text) for key in _NAMED.findall(text)}


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
    """A digest of names and contents: eight letters and figures, for each page names it up to nine times."""
    total = blake2b(digest_size=5)
    for name, data in sorted(files.items()):
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return b32encode(total.digest()).decode().lower()


def asset_urls(files: Mapping[str, bytes], digest: str, base: str) -> dict[str, str]:
    """What templates know as `site.assets`: from a file's name to its address."""
    return {name: f"{base}/{FOLDER}/{digest}/{name}" for name in files}
