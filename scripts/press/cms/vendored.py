"""The form editor's program as it is published at /admin: the files of vendor/, and what has to be said otherwise.

The files are the packages' own, byte for byte (vendor.json gives the checksums, `vendor-cms` renews them). Two things
differ on the site: fonts come from beside the program and not from a foreign host, and the words of its interface are
scripts, because a browser loads no JSON as a module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "vendor"
RECORD = HERE / "vendor.json"


@cache
def record() -> dict[str, Any]:
    """vendor.json: `packages` with version, licence and checksum, `addresses` of fonts, `files` with their SHA-256."""
    data: dict[str, Any] = json.loads(RECORD.read_bytes())
    return data


def import_map() -> dict[str, str]:
    """What the program imports by other names than those of the published files, relative to the page."""
    words = [name for name in record()["files"] if name.endswith(".json")]
    return {"immutable": "./immutable/dist/immutable.es.js"} | {f"./{name}": f"./{_script(name)}" for name in words}


def program() -> Iterator[tuple[str, bytes]]:
    """The published files by their address below /admin/."""
    for name in record()["files"]:
        data = (FOLDER / name).read_bytes()
        if name.endswith(".json"):
            yield _script(name), b"export default " + data
        elif name.endswith("index.js"):
            yield name, _with_own_fonts(data)
        else:
            yield name, data


def digest() -> str:
    """Of all that is published below /admin/ whatever the paper: the record stands for the files it names."""
    total = hashlib.sha256(RECORD.read_bytes())
    for path in sorted(HERE.glob("*.py")) + sorted((HERE / "page").iterdir()):
        total.update(path.read_bytes())
    return total.hexdigest()


def _with_own_fonts(data: bytes) -> bytes:
    for address, name in record()["addresses"].items():
        data = data.replace(address.encode(), f"./{name}".encode())
    return data


def _script(name: str) -> str:
    return name.removesuffix(".json") + ".js"
