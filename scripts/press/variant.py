"""One variant's script: what turns the paper's own text into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.press.settings import Paper
from scripts.press.views import DayView

if TYPE_CHECKING:
    from scripts.variants import Converter


def converter_for(variant: str, paper: Paper, content: Path) -> Converter:
    """The converter from the paper's own script, with the glossaries that lie in content/; one a process."""
    from scripts.variants import converter

    return converter(variant, paper.lang, content=content, turn_quotes=paper.corner_quotes)


def in_script(day: DayView, text: Callable[[str], str]) -> DayView:
    """A date's words in a variant."""
    return DayView(day.date, day.iso, *map(text, (day.text, day.weekday, day.lunar)))
