"""Addresses typed in another case or without the zero, for hosts that read `_redirects`: /2025/11/28/a1/ is A01's.

Netlify, GitLab Pages and Cloudflare Pages read such a file; elsewhere the page for what is not found does the same.
Only a paper with letters in its labels has one. Cloudflare takes the first hundred rules with placeholders; so the
paper's own variant comes first, and in it the first pages of each section.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from scripts.edition import urls
from scripts.edition.label import Label
from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, SiteFile
from scripts.press.store.siteindex import SiteIndex

URL = "/_redirects"
_DAY = "/:year/:month/:day/"


def redirects_file(desk: Desk, index: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """One rule for each other way to write each label that the archive has, in each variant."""
    labels = sorted(index.lettered(), key=lambda label: (label.number, label))
    rules = [
        f"{desk.paper.base}{folder}{other}/*  {desk.paper.base}{folder}{label.file}/:splat  301\n"
        for folder in (urls.in_variant(_DAY, variant, desk.paper.lang) for variant in desk.paper.variants)
        for label in labels
        for other in spellings(label)
    ]
    if rules:
        yield URL, "".join(rules)


def reads(index: SiteIndex) -> object:
    """What it is made from: the labels that have letters."""
    return [label.value for label in index.lettered()]


def spellings(label: Label) -> list[str]:
    """The other ways to write a label: `a01`, `A1`, `a1`; of two letters `Aa01` and `aA01`, too."""
    letters = ["".join(spelling) for spelling in product(*((char, char.lower()) for char in label.letters))]
    numbers = dict.fromkeys((f"{label.number:02d}", str(label.number)))
    return [text for number in numbers for spelling in letters if (text := spelling + number) != label.file]
