"""Whether the targets of a body's links and pictures exist in content: the check's side of `links`."""

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
"""Documents of the site that belong to no edition."""

_DOWNLOADS = re.compile(r"/(?:\d{4}-\d{2}-\d{2}(?:-vertical)?\.(?:epub|pdf)|edition\.json|index\.md)$")
"""Files that are published of an edition beside its documents and pictures."""

_BELOW = re.compile(r"/[^/]+(/\d{4}/\d{2}/.*)")
"""An edition's address on a site that is published below a path: `/paper/2022/04/11/`."""
_VARIANT = re.compile(rf"/(?:{'|'.join(VARIANT_PREFIX.values())})(?=/)")


def picture_of(typed: str, folder: Path, date: dt.date) -> tuple[Path, str]:
    """The edition folder and the file name of a picture in a body; `folder` is that of the body's own edition."""
    place = target(typed, date)
    if not isinstance(place, EditionFile):
        return folder, unquote(typed)
    there = folder.parents[2] / edition_folder(place.date)
    return there, file_of(there, typed, place)


def leads(typed: str, folder: Path, date: dt.date) -> bool:
    """Whether a link in a body has a target: outside, in content, or in another document of the site."""
    place = target(typed, date)
    if isinstance(place, SitePath) and (variant := _VARIANT.match(place.path)):
        place = target(place.path[variant.end() :] + place.rest, date)
    if isinstance(place, SitePath) and place.date is None and (below := _BELOW.match(place.path)):
        place = target(below[1] + place.rest, date)
    if isinstance(place, (Outside, Nowhere)):
        return isinstance(place, Outside)
    if place.date is None:
        return _OTHER.fullmatch(place.path) is not None
    there = folder.parents[2] / edition_folder(place.date)
    if isinstance(place, EditionFile):
        return located(there, file_of(there, typed, place)) is not None
    if place.file:
        return (there / place.file).is_file()
    return there.is_dir() and (place.path.endswith("/") or _DOWNLOADS.search(place.path) is not None)
