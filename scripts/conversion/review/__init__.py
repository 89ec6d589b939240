"""The review report: for each raw page an HTML page that shows an editor where every line of it went, and an index.

`view` gathers what is to be seen as plain values, `html` makes pages of it. Static files that load nothing: they can be
opened from a folder, put on any server, or attached to a run of CI. A small script of their own gathers what was ticked
into one command.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from scripts.conversion.accepting import Online
from scripts.conversion.pages import PageConversion
from scripts.conversion.ranking import PageRow, Ranking
from scripts.conversion.report import PageReport
from scripts.conversion.review.html import EVERY, edition_html, index_html, page_html
from scripts.conversion.review.view import failed_row, view_page
from scripts.conversion.sources import shown
from scripts.edition.check import check_edition
from scripts.edition.files import write_if_changed
from scripts.edition.finding import Finding, Language
from scripts.edition.rules import Rules
from scripts.edition.urls import edition_folder

__all__ = ["Online", "write_index", "write_pages"]


def write_pages(
    folder: Path,
    content: Path,
    date: dt.date,
    reports: Sequence[PageReport],
    conversions: Sequence[PageConversion],
    online: Online = Online(),  # noqa: B008 - frozen
    rules: Rules = Rules(),  # noqa: B008 - frozen
    language: Language = "zh",
) -> tuple[tuple[PageRow, ...], tuple[Finding, ...]]:
    """Write the pages of an edition; their rows for the index, and what was found elsewhere. Raises OSError."""
    checked: dict[str, list[Finding]] = defaultdict(list)
    for finding in check_edition(content, date, rules=rules):
        checked[finding.path.rpartition("/")[2]].append(finding)
    views = [
        view_page(
            conversion.page, conversion.orders, conversion.report, content, date, checked, language, shown(folder)
        )
        for conversion in conversions
        if conversion.page is not None
    ]
    seen = {(view.row.page, view.row.raw) for view in views}
    failed = [failed_row(report, date, language) for report in reports if (report.page, report.raw) not in seen]
    rows = sorted([*(view.row for view in views), *failed], key=lambda row: (row.page, row.raw))
    cards = {card.path.rpartition("/")[2] for view in views for card in view.cards}
    rest = tuple(one for name, found in checked.items() if name not in cards for one in found)
    for view in views:
        write_if_changed(folder / view.row.href, page_html(view, rows, online, language))
    every = folder / edition_folder(date) / EVERY
    write_if_changed(
        every, edition_html(sorted(views, key=lambda view: view.row.page), rows, rest, date, online, language)
    )
    return tuple(rows), rest


def write_index(
    folder: Path,
    ranking: Ranking,
    findings: Sequence[Finding],
    online: Online = Online(),  # noqa: B008 - frozen
    language: Language = "zh",
) -> None:
    """Write the index; `findings` are about files that are no page. Raises OSError."""
    write_if_changed(folder / "index.html", index_html(ranking, findings, online, language))
