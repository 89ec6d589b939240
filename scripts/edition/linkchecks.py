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
    place = target(typed, date)
    if not isinstance(place, EditionFile):
        return folder, unquote(typed)
    there = folder.parents[2] / edition_folder(place.date)
    return there, file_of(there, typed, place)


def leads(typed: str, folder: Path, date: dt.date) -> bool:
    """Whether a link in a body leads to something: outside, to what lies in content, or to another of the site's."""
    place = target(typed, date)
    if isinstance(place, SitePath) and (variant := _VARIANT.match(place.path)):
        place = target(place.path[variant.end() :] + place.rest, date)
    if isinstance(place, SitePath) and place.date is None and (below := _BELOW.match(place.path)):
        place = target(below[1] + place.rest, date)  # with the path that the site lies under
    if isinstance(place, (Outside, Nowhere)):
        return isinstance(place, Outside)
    if place.date is None:
        return _OTHER.fullmatch(place.path) is not None
    there = folder.parents[2] / edition_folder(place.date)
    if isinstance(place, EditionFile):
        return located(there, file_of(there, typed, place)) is not None
    if place.file:
        return (there / place.file).is_file()
    return there.is_dir() and (place.path.endswith("/") or _MADE.search(place.path) is not None)
