"""Too much or too little for print: photos without a picture, endless headlines, hundreds of items on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scripts.edition import editionfile
from scripts.edition.catalogue import finding
from scripts.edition.content import EditionFiles, ItemFile
from scripts.edition.finding import Finding

LONG_LINE = 150
"""Characters of a headline, deck or byline from which it is most likely text: four lines of the widest headline."""
LONGEST_LINE = 1000
"""Characters that no page, feed or citation can show as one line."""
MANY_ITEMS = 150
"""Items on a page: pages of small ads have a hundred; more are a table or a list that was cut into pieces."""

_LINES = ("title", "kicker", "deck", "byline", "credit", "image_alt")


def photo_has_picture(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """A photo is its picture: without one readers see a caption of nothing."""
    item = file.item
    if item and item.kind == "photo" and not item.image and "![" not in item.body:
        yield finding("photo-without-picture", file.path, file.lines.get("kind", 1), "image")


def long_lines(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """What is printed as one line must be one."""
    for field in _LINES:
        value = getattr(file.item, field, "") if field in file.lines else ""
        if len(value) > LONG_LINE:
            case = "endless" if len(value) > LONGEST_LINE else ""
            yield finding("line-long", file.path, file.lines[field], field, case=case, key=field, count=len(value))


def crowded_pages(files: EditionFiles) -> Iterator[Finding]:
    """More items than a page of print has room for."""
    for page, count in sorted(Counter(file.place[0] for file in files.items).items()):
        if count > MANY_ITEMS:
            path = f"{files.path}/{editionfile.NAME}"
            yield finding("page-crowded", path, field="pages", page=page, count=count)
