"""The layout file: what is written is read again, and what is no layout is refused with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.extraction.layoutfile import LayoutError, as_json, layout_path, parse, read_layout
from scripts.pagetext.geometry import Box, Layout, LineGeometry, Part, Picture, around

tenths = st.integers(0, 20_000).map(lambda n: n / 10)
boxes = st.builds(lambda a, b, c, d: Box(min(a, c), min(b, d), max(a, c), max(b, d)), tenths, tenths, tenths, tenths)
lines = st.builds(
    LineGeometry,
    box=boxes,
    baseline=tenths,
    size=st.integers(1, 2_000).map(lambda n: n / 10),
    font=st.sampled_from(["", "SongTi", "黑体"]),
    colour=st.sampled_from(["", "#000000", "#c00000"]),
    upright=st.booleans(),
    parts=st.lists(st.builds(Part, st.integers(0, 99), tenths, tenths), max_size=3).map(tuple),
    confidence=st.integers(0, 100).map(lambda n: n / 100),
)
layouts = st.builds(
    Layout,
    width=st.integers(1, 20_000).map(lambda n: n / 10),
    height=st.integers(1, 20_000).map(lambda n: n / 10),
    source=st.sampled_from(["pdf", "alto", "ocr"]),
    lines=st.dictionaries(st.integers(1, 400), lines, max_size=5),
    pictures=st.lists(st.builds(Picture, boxes, st.sampled_from(["", "A01.picture-1.jpg"])), max_size=2).map(tuple),
    rules=st.lists(boxes, max_size=2).map(tuple),
    boxes=st.lists(boxes, max_size=2).map(tuple),
    picture=st.sampled_from(["", "A01.page.jpg"]),
)


@given(layouts)
def test_what_is_written_is_read_again(layout: Layout) -> None:
    text = as_json(layout)
    assert parse(text) == layout
    assert as_json(parse(text)) == text


GOOD = json.loads(
    as_json(
        Layout(
            100, 200, lines={3: LineGeometry(Box(1, 2, 3, 4), 4, 9, "SongTi"), 5: LineGeometry(Box(0, 0, 1, 1), 1, 9)}
        )
    )
)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"version": 0}, "version"),
        ({"width": 0}, "width"),
        ({"height": "tall"}, "height"),
        ({"source": "guess"}, "source"),
        ({"lines": []}, "lines"),
        ({"lines": {"0": [1, 2, 3, 4, 5, 9, 0, 0, 1]}}, "lines.0"),
        ({"lines": {"one": [1, 2, 3, 4, 5, 9, 0, 0, 1]}}, "lines.one"),
        ({"lines": {"1": [1, 2, 3]}}, "lines.1"),
        ({"lines": {"1": [1, 2, 3, 4, 5, 9, 7, 0, 1]}}, "lines.1"),
        ({"lines": {"1": [1, 2, 3, 4, 5, 9, 0, 0, 1, [-1, 0, 0]]}}, "lines.1"),
        ({"pictures": [[1, 2, 3, 4]]}, "pictures"),
        ({"pictures": [{"box": [1, 2, 3, 4], "file": "../a.jpg"}]}, "pictures"),
        ({"picture": "a/b.jpg"}, "picture"),
        ({"rules": [[1, 2, 3]]}, "rules"),
        ({"boxes": 7}, "boxes"),
        ({"fonts": [7]}, "fonts"),
        ({"confidence": []}, "confidence"),
        ({"confidence": {"3": "good"}}, "confidence.3"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], names: str) -> None:
    with pytest.raises(LayoutError) as caught:
        parse(json.dumps(GOOD | change))
    assert str(caught.value).startswith(names)


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '{"version": 1, "width": NaN}'])
def test_what_is_no_layout_is_refused(text: str) -> None:
    with pytest.raises(LayoutError):
        parse(text)


def test_it_lies_beside_the_raw_text(tmp_path: Path) -> None:
    assert layout_path(tmp_path / "A01-要闻.txt") == tmp_path / "A01-要闻.layout.json"
    layout = Layout(10, 10)
    (tmp_path / "A01.layout.json").write_text(as_json(layout), "utf-8")
    assert read_layout(tmp_path / "A01.layout.json") == layout


def test_boxes() -> None:
    one, other = Box(0, 0, 10, 10), Box(5, 5, 20, 30)
    assert one.union(other) == around([one, other]) == Box(0, 0, 20, 30)
    assert one.common(other) == 25
    assert one.common(Box(10, 0, 20, 10)) == 0
    assert (other.width, other.height, other.area, other.middle) == (15, 25, 375, (12.5, 17.5))
    assert one.holds(0, 10)
    assert not one.holds(11, 5)
