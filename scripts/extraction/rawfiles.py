"""What extract writes beside a page's raw text: its layout, its page picture, the pictures cut out of it."""

from __future__ import annotations

from pathlib import Path

from scripts.edition.files import write_if_changed
from scripts.extraction.extracted import ExtractedPage, named
from scripts.extraction.layoutfile import as_json, layout_path


def write_layout(raw: Path, page: ExtractedPage) -> None:
    """Write the layout and pictures of the page whose text is at `raw`; those of an earlier run that are no more go.

    Raises OSError where the place cannot be written.
    """
    if page.layout is None:
        return
    layout, files = named(page, raw.stem)
    write_if_changed(layout_path(raw), as_json(layout))
    for name, data in files.items():
        write_if_changed(raw.with_name(name), data)
    for old in pictures_beside(raw):
        if old.name not in files and page.picture:
            old.unlink(missing_ok=True)


def pictures_beside(raw: Path) -> list[Path]:
    """The page picture and cut-outs that lie beside a raw page."""
    stem = raw.stem
    return sorted(
        path
        for path in raw.parent.glob("*.jpg")
        if path.name == f"{stem}.page.jpg" or path.name.startswith(f"{stem}.picture-")
    )
