"""One variant's script: what turns the paper's own text into it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.press.render.views import DayView
from scripts.press.settings import Paper

if TYPE_CHECKING:
    from scripts.variants import Converter


def converter_for(variant: str, paper: Paper, content: Path) -> Converter:
    """The converter from the paper's own script with the glossaries in content/; made once a process."""
    from scripts.variants import converter

    return converter(variant, paper.lang, content=content, turn_quotes=paper.corner_quotes)


def phrase_in(variant: str, text: str) -> str:
    """Words of our own, which are simplified, in a variant, whatever the paper's script."""
    from scripts.variants import converter

    return text if variant == "zh-Hans" else converter(variant, "zh-Hans", content=os.devnull).text(text)


_DAYS = str.maketrans("农历闰腊", "農曆閏臘")


def in_script(day: DayView, variant: str) -> DayView:
    """A date's words, which are simplified, in a variant."""
    return day if variant == "zh-Hans" else replace(day, lunar=day.lunar.translate(_DAYS))
