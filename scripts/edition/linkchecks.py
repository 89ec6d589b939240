"""Whether what a body's links and pictures name is in content: the check's side of `links`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from urllib.parse import unquote

from scripts.edition.links import EditionFile, Nowhere, Outside, SitePath, file_of, located, target
from scripts.edition.urls import VARIANT_PREFIX, edition_folder

_OTHER = re.compile(
    r"/(?:\d{4}/(?:\d{2}/)?|search/|archive/|admin/|authors/.*|page-names/.*|[^/]+\.[a-z0-9]+|static/.*|theme/.*)?"
)
"""Documents of the site that are no edition's."""

_MADE = re.compile(r"/(?:\d{4}-\d{2}-\d{2}(?:-vertical)?\.(?:epub|pdf)|edition\.json|index\.md)$")
"""What is published of an edition beside its documents and pictures."""

_BELOW = re.compile(r"/[^/]+(/\d{4}/\d{2}/.*)")
_VARIANT = re.compile(rf"/(?:{'|'.join(VARIANT_PREFIX.values())})(?=/)")


def picture_of(typed: str, folder: Path, date: dt.date) -> tuple[Path, str]:
    """The edition's folder and the file's name that a picture in a body means; `folder` is the body's edition's."""
    found = target(typed, date)
    if not isinstance(found, EditionFile):
        return folder, unquote(typed)
    there = folder.parents[2] / edition_folder(found.date)
    return there, file_of(there, typed, found)


def leads(typed: str, folder: Path, date: dt.date) -> bool:
    """Whether a link in a body leads to something: outside, to what lies in content, or to another of the site's."""
    found = target(typed, date)
    if isinstance(found, SitePath) and (variant := _VARIANT.match(found.path)):
        found = target(found.path[variant.end() :] + found.rest, date)
    if isinstance(found, SitePath) and found.date is None and (below := _BELOW.match(found.path)):
        found = target(below[1] + found.rest, date)  # with the path that the site lies under
    if isinstance(found, (Outside, Nowhere)):
        return isinstance(found, Outside)
    if found.date is None:
        return _OTHER.fullmatch(found.path) is not None
    there = folder.parents[2] / edition_folder(found.date)
    if isinstance(found, EditionFile):
        return located(there, file_of(there, typed, found)) is not None
    if found.file:
        return (there / found.file).is_file()
    return there.is_dir() and (found.path.endswith("/") or _MADE.search(found.path) is not None)
