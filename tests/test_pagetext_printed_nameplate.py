"""What stands beside a nameplate at a page's head."""

from __future__ import annotations

import pytest

from scripts.pagetext.geometry import Box, Layout
from scripts.pagetext.printed.furniture import mark_furniture
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.reading import Piece


@pytest.mark.parametrize(
    ("text", "size", "mark", "role"),
    [
        ("抓住农闲窗口补齐水网短板", 30.0, "", ""),
        ("今日天气", 30.0, "", "furniture"),
        ("抓住农闲窗口补齐水网短板", 10.0, "", "furniture"),
        ("HUAILING RIBAO DAILY", 30.0, "", "furniture"),
        ("二〇二四年淮岭青年报", 30.0, "nameplate", "furniture"),
    ],
)
def test_a_head_beside_the_nameplate_is_no_furniture(text: str, size: float, mark: str, role: str) -> None:
    def line(words: str, left: float, large: float, about: str) -> Segment:
        box = Box(left, 60 - large, left + large * len(words), 60)
        return Segment(Piece(1), words, box, 60, large, "Song", "#000000", True, 1, about)

    plate = line("2024年12月27日 星期五 第1832期", 0, 10, "folio")
    beside = line(text, 400, size, mark)
    mark_furniture([plate, beside], Layout(1000, 1500), 10)
    assert (plate.role, beside.role) == ("furniture", role)
