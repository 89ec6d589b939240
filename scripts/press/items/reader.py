"""Pelican's reader for Markdown, with the project's one front matter parser and its one Markdown renderer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.readers import BaseReader

from scripts.edition import frontmatter, markdown
from scripts.edition.urls import date_of, place_of


class ItemReader(BaseReader):  # type: ignore[misc]
    """Items as Pelican articles, for other plugins: slug and date come from the place in print."""

    enabled = True
    file_extensions = ("md",)

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        """HTML and metadata of one item. Raises ValueError, with line and reason, where it cannot be read."""
        path = Path(filename)
        date, place = date_of(path.parent), place_of(path.name)
        parsed = frontmatter.parse(path.read_text("utf-8"), filename, (date, *place) if date and place else None)
        item = parsed.item
        if item is None:
            first = parsed.findings[0]
            raise ValueError(f"line {first.line}: {first.message}")
        metadata = {
            "title": item.title,
            "date": self.process_metadata("date", item.date.isoformat()),
            "slug": f"{item.date:%Y-%m-%d}-{item.page:02d}-{item.order:02d}",
            "summary": markdown.summary_of(markdown.render(item.body)),
        }
        return markdown.render(item.body), metadata
