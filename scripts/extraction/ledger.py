"""What extract wrote before, so that a raw page that a person changed is told from one that may be renewed."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from scripts.edition.files import write_if_changed

LEDGER = ".extracted.json"
"""In the raw folder, where no other command looks at it: digests of what was written, to tell a file that a person
changed. May be deleted."""
OLD_LEDGER = Path(".banmian") / "extracted.json"
"""Where it lay before, beside the raw folder: read while there is no other."""


class ExtractionLedger:
    """Digests of raw files as extract wrote them, by their path in the raw folder."""

    def __init__(self, raw: Path) -> None:
        self._path = raw / LEDGER
        self._digests: dict[str, str] = {}
        with suppress(OSError, ValueError, AttributeError):
            there = self._path if self._path.exists() else raw.parent / OLD_LEDGER
            self._digests = {str(k): str(v) for k, v in json.loads(there.read_text(encoding="utf-8")).items()}

    def wrote(self, name: str, data: bytes) -> bool:
        """Whether these bytes are what was written under that name."""
        return self._digests.get(name) == hashlib.sha256(data).hexdigest()

    def note(self, name: str, data: bytes) -> None:
        """Remember what was written."""
        self._digests[name] = hashlib.sha256(data).hexdigest()

    def save(self) -> None:
        """Keep it for the next run; where that cannot be, files that differ count as edited."""
        if not self._digests:
            return
        with suppress(OSError):
            write_if_changed(self._path, json.dumps(self._digests, indent=0, sort_keys=True) + "\n")
