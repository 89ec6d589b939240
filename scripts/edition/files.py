"""Writing files so that a reader, a crash or a full disk never leaves half of one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomic(path: Path, data: str | bytes) -> None:
    """Replace a file's content in one step, making its folder if need be; text is written as UTF-8 with LF.

    Raises OSError where the place cannot be written; the old file is then still whole.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_if_changed(path: Path, data: str | bytes) -> bool:
    """`write_atomic`, but only if the bytes differ. Returns whether it wrote."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    with suppress(OSError):
        if path.read_bytes() == raw:
            return False
    write_atomic(path, raw)
    return True


def leads_outside(path: Path, content: Path) -> bool:
    """Whether a file or folder is a link, or lies behind one, that leads out of content: none of ours to publish."""
    real = os.path.realpath(path)
    return real != os.path.abspath(path) and not Path(real).is_relative_to(os.path.realpath(content))  # noqa: PTH100
