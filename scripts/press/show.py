"""What a build prints: the findings, and a small table."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.edition.catalogue import words
from scripts.edition.finding import Language
from scripts.press.stats import Stats


def report(stats: Stats, output: Path, quiet: bool, language: Language = "en") -> None:
    """Findings on stderr; unless quiet, what was done on stdout."""
    for finding in stats.findings:
        where = f"{finding.path}:{finding.line}" if finding.line else finding.path
        print(
            f"{where}: {words(f'severity-{finding.severity}').within(language)}: {finding.within(language)}",
            file=sys.stderr,
        )
    if stats.budget.is_tight:
        print(words("budget-remedies").within(language), file=sys.stderr)
    if quiet:
        return
    stages = ", ".join(f"{name} {value:.2f}" for name, value in stats.seconds.items() if value >= 0.005)
    seconds = f"{sum(stats.seconds.values()):.2f}"
    built = {"built": stats.editions_built, "kept": stats.editions_kept, "removed": stats.editions_removed}
    files = {"written": stats.files_written, "unchanged": stats.files_unchanged, "deleted": stats.files_deleted}
    rows = [
        words("row-editions", **built),
        words("row-files", **files),
        words("row-site", files=f"{stats.output_files:,}", output=output),
        *([words("row-budget", budget=stats.budget.in_words())] if stats.budget.limit else []),
        words("row-time", seconds=seconds, stages=stages or "-"),
        *([] if stats.address else [words("row-address")]),
    ]
    for row in rows:
        print(row.within(language))
