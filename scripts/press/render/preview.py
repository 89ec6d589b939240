"""What a preview shows to editors and no reader sees: all that is open in an edition, item by item."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from scripts.edition import urls
from scripts.edition.model import Edition
from scripts.press.render.desk import Desk
from scripts.press.render.views import OpenView


def open_in(desk: Desk, content: Path, edition: Edition) -> tuple[OpenView, ...]:
    """Every finding on an edition's files, open review entries among them, in the order of the files."""
    from scripts.edition.check import check_edition  # here, so that a build for readers does not wait for it

    titles = {urls.item_file(item.page, item.order): item.title for item in edition.items}
    open_findings = sorted(
        check_edition(content, edition.date, rules=desk.paper.rules), key=lambda f: (f.path, f.line or 0)
    )
    views = []
    for path, findings in groupby(open_findings, key=lambda f: f.path):
        name = path.rpartition("/")[2]
        place = urls.place_of(name)
        url = desk.href(urls.item_url(edition.date, *place)) if place and name in titles else ""
        asks = tuple((f.line, f.message_zh or f.message) for f in findings)
        views.append(OpenView(path, url, desk.text(titles.get(name, name)), asks))
    return tuple(views)
