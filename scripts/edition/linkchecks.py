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
    if isinstance(found, (Outside, Nowhere)):
        return isinstance(found, Outside)
    if isinstance(found, SitePath) and found.date is None:
        return _OTHER.fullmatch(found.path) is not None
    there = folder.parents[2] / edition_folder(found.date or date)
    if isinstance(found, EditionFile):
        return located(there, file_of(there, typed, found)) is not None
    return (there / found.file).is_file() if found.file else there.is_dir()
