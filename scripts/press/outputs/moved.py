"""Items that moved: `content/redirects.tsv` gives an old address and a new one a line, and the old one leads on.

An address holds for ever, but an edition can have been converted with a page or an order that was wrong. Lines are
`/2022/04/11/01/02/`, a tab, and another item's address, or an absolute one; `#` begins a remark. An address at which
there is an item again is the item's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.edition import urls
from scripts.edition.catalogue import finding
from scripts.edition.content import read_text
from scripts.edition.finding import Finding
from scripts.edition.label import FORM, Label
from scripts.press.render.desk import Desk
from scripts.press.render.redirect import redirect
from scripts.press.render.views import EditionView, SiteFile
from scripts.press.store.siteindex import SiteIndex

FILE = "redirects.tsv"
_ITEM = re.compile(rf"/(\d{{4}})/(\d\d)/(\d\d)/({FORM})/(\d{{2,3}})/", re.ASCII)
_THERE = re.compile(r"/[0-9A-Z/]+/|https?://\S+", re.ASCII)


def read(content: Path) -> tuple[tuple[tuple[str, str], ...], list[Finding]]:
    """Pairs of old and new address, and what is wrong with the file's lines."""
    path = content / FILE
    if not path.exists():
        return (), []
    text, unreadable = read_text(path, f"{content.name}/{FILE}")
    pairs: dict[str, str] = {}
    findings = list(unreadable)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        old, _, new = (part.strip() for part in line.partition("\t"))
        if place(old) and _THERE.fullmatch(new) and new != old and old not in pairs:
            pairs[old] = new
            continue
        findings.append(finding("redirect-wrong", f"{content.name}/{FILE}", number))
    return tuple(pairs.items()), findings


def place(url: str) -> tuple[dt.date, Label, int] | None:
    """The date, page and order that an item's address gives."""
    match = _ITEM.fullmatch(url)
    try:
        return (dt.date(*map(int, match.groups()[:3])), Label.parse(match[4]), int(match[5])) if match else None
    except ValueError:
        return None


def moved(desk: Desk, shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """A page that redirects, at each old address that has no item."""
    for old, new in desk.run.redirects:
        at = place(old)
        if at is None or not desk.run.has(desk.variant, at[0]):
            continue
        manifest = shelf.manifest(at[0])
        if manifest and any((item.page, item.order) == at[1:] for item in manifest.items):
            continue
        there = new if new.startswith("http") else desk.absolute(desk.href(new))
        yield urls.item_url(*at), redirect(there, desk.variant)
