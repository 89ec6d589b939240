"""What a build did, in numbers and findings."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.edition.finding import Finding
from scripts.press.budget import Budget


@dataclass(slots=True)
class Stats:
    """What a build did. `seconds` are per stage, wall time; `search` is what the indexer said.

    `editions_built` counts those of which anything was printed. `output_…` is the whole site as it is now,
    `search_bytes` what search adds to it, `address` SITEURL.
    """

    editions_built: int = 0
    editions_kept: int = 0
    editions_removed: int = 0
    items: int = 0
    files_written: int = 0
    files_unchanged: int = 0
    files_deleted: int = 0
    output_files: int = 0
    output_bytes: int = 0
    search_bytes: int = 0
    address: str = ""
    budget: Budget = field(default_factory=lambda: Budget(0, 0, 0))
    seconds: dict[str, float] = field(default_factory=dict)
    search: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the time of a block to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
