"""Texts as convert wrote them, for merging: from git's history, or from a store on this machine until they are in it.

The store, `.banmian/pristine/` beside the content folder, is a convenience that may be deleted at any time: with it an
item that was edited before it was ever committed can still be merged. One small file an edition, compressed.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from scripts.conversion.merge import text_from_git
from scripts.edition.files import write_if_changed

FOLDER = Path(".banmian") / "pristine"


class Pristine:
    """The texts of one edition by blob id: kept ones at once, git's when asked for."""

    def __init__(self, content: Path, date: dt.date) -> None:
        self._content = content
        self._path = content.parent / FOLDER / f"{date:%Y-%m-%d}.json.z"
        self._texts: dict[str, str] | None = None

    def text(self, blob: str) -> str | None:
        """The text of a blob id, or None where neither the store nor git has it."""
        if not blob:
            return None
        known = self._kept().get(blob)
        return known if known is not None else text_from_git(self._content, blob)

    def keep(self, texts: Mapping[str, str], wanted: Iterable[str]) -> None:
        """Store new texts by blob id and drop what is not wanted any more; a store that cannot be written is none."""
        everything = {**self._kept(), **texts}
        kept = {blob: everything[blob] for blob in sorted(set(wanted)) if blob in everything}
        packed = zlib.compress(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogateescape"), 1)
        with suppress(OSError):
            write_if_changed(self._path, packed)

    def _kept(self) -> dict[str, str]:
        if self._texts is None:
            self._texts = {}
            with suppress(OSError, ValueError, zlib.error):
                read = json.loads(zlib.decompress(self._path.read_bytes()))
                self._texts = {str(blob): str(text) for blob, text in read.items()}
        return self._texts
