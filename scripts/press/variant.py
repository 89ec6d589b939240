"""One variant's script: what turns the paper's own text into it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from scripts.press.views import DayView


class Converter(Protocol):
    """Text and HTML into one variant; also for the site's own, where only variant marks are resolved."""

    def text(self, text: str, /) -> str:
        """Plain text converted."""

    def html(self, html: str, /) -> str:
        """HTML converted, its markup left alone."""


def converter_for(variant: str, source: str, content: Path) -> Converter:
    """The converter from the paper's own script, with the glossaries that lie in content/."""
    try:
        from scripts.variants import converter  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return _AsItIs()
    return converter(variant, source, content=content)  # type: ignore[no-any-return,unused-ignore]


class _AsItIs:
    def text(self, text: str, /) -> str:
        return text

    def html(self, html: str, /) -> str:
        return html


def in_script(day: DayView, converter: Converter) -> DayView:
    """A date's words in a variant."""
    return DayView(day.date, day.iso, *map(converter.text, (day.text, day.weekday, day.lunar)))
