"""One build at a time: a lock on a file that the system gives back even when its holder is killed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.edition.catalogue import words
from scripts.edition.finding import Language


@contextmanager
def locked(path: Path, language: Language = "en") -> Iterator[None]:
    """Hold the lock; while another build has it, say so once and wait."""
    with path.open("a+", encoding="ascii") as file:
        if not _try(file.fileno()):
            file.seek(0)
            holder = file.read().strip()
            print(words("build-running", holder=holder).within(language), file=sys.stderr)
            while not _try(file.fileno()):
                time.sleep(0.1)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
