"""What a build tells a person: the findings, and a small table."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.press.budget import REMEDIES
from scripts.press.build import Stats


def report(stats: Stats, output: Path, quiet: bool) -> None:
    """Findings on stderr; unless quiet, what was done on stdout."""
    for finding in stats.findings:
        where = f"{finding.path}:{finding.line}" if finding.line else finding.path
        print(f"{where}: {finding.severity}: {finding.message}\n    {finding.message_zh}", file=sys.stderr)
    if stats.budget.is_tight:
        print(REMEDIES, file=sys.stderr)
    if quiet:
        return
    seconds = sum(stats.seconds.values())
    stages = ", ".join(f"{name} {value:.2f}" for name, value in stats.seconds.items() if value >= 0.005)
    rows = [
        ("Editions", f"{stats.editions_built} built, {stats.editions_kept} kept, {stats.editions_removed} removed"),
        ("Files", f"{stats.files_written} written, {stats.files_unchanged} unchanged, {stats.files_deleted} deleted"),
        ("Site", f"{stats.output_files:,} files and search in {output}"),
        ("Time", f"{seconds:.2f} s ({stages})" if stages else f"{seconds:.2f} s"),
    ]
    if stats.budget.limit:
        rows.insert(3, ("Budget", stats.budget.told()))
    if not stats.address:
        rows.append(
            (
                "Address",
                "SITEURL is not set: feeds, sitemaps and catalogues are left out 未设 SITEURL，不生成订阅和站点地图",
            )
        )
    for name, text in rows:
        print(f"{name:10}{text}")
