"""Many editions converted: in one process or several, in order of date, a few at a time, so that memory stays flat."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

from scripts.conversion.editions import ConversionJob, EditionOutcome, convert_edition
from scripts.work.code import code_digest
from scripts.work.parallel import in_order, processes

PARALLEL_FROM = 3
"""Editions from which more processes pay for their start (about 0.1 s, as much as an edition of eight pages)."""
AHEAD = 4
"""Editions waiting for each process: enough to keep it busy while the report is written, few enough to be small."""

_MAKERS = (
    "pagetext",
    "conversion/comparing.py",
    "conversion/model/answer.py",
    "edition/frontmatter.py",
    "edition/yamltext.py",
    "edition/editionfile.py",
    "edition/model.py",
    "edition/label.py",
)
"""What an item's bytes depend on besides the raw page, below scripts/."""


def converter_version() -> str:
    """A name for what turns bytes into items: it changes when that code does, and with nothing else."""
    return code_digest(_MAKERS, unicodedata.unidata_version)[:12]


def converted(
    jobs: Sequence[ConversionJob], workers: int, executor: Executor | None = None
) -> Iterator[EditionOutcome]:
    """Editions converted, in their order, by so many workers: of `executor`, or else processes of this machine."""
    with contextlib.ExitStack() as stack:
        if executor is None and len(jobs) >= PARALLEL_FROM:
            executor = stack.enter_context(processes(min(workers, len(jobs))))
        yield from in_order(convert_edition, jobs, executor, workers * AHEAD)
