"""The page file: what is written is read again, the schema says the same, and what is wrong is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from scripts.edition.pagefile import (
    Area,
    PageFile,
    PageFileError,
    PagePicture,
    as_json,
    as_path,
    covered,
    page_file_name,
    parse,
    read_page_file,
)

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "tests/golden/layout/A01.page.json"
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schema/page.schema.json").read_text("utf-8")))

fractions = st.integers(0, 10_000).map(lambda n: n / 10_000)
polygons = st.lists(st.tuples(fractions, fractions), min_size=3, max_size=8).map(tuple)
areas = st.builds(
    Area,
    item=st.from_regex(r"[A-Z]{0,2}[0-9]{2}-[0-9]{2}", fullmatch=True),
    polygons=st.lists(polygons, min_size=1, max_size=3).map(tuple),
    characters=st.integers(0, 9999),
)
pages = st.builds(
    PageFile,
    label=st.from_regex(r"[A-Z]{0,2}[0-9]{2,3}", fullmatch=True),
    width=st.integers(1, 500_000).map(lambda n: n / 100),
    height=st.integers(1, 500_000).map(lambda n: n / 100),
    source=st.sampled_from(["pdf", "alto", "ocr"]),
    picture=st.none() | st.just(PagePicture("images/A01.page.jpg", 1680, 2400)),
    areas=st.lists(areas, max_size=4).map(tuple),
)


def test_the_example_is_read_and_written_as_it_stands() -> None:
    page = read_page_file(EXAMPLE)
    assert page.label == "A01"
    assert page.picture == PagePicture("images/A01.page.jpg", 1680, 2400)
    assert [area.item for area in page.areas] == ["A01-01", "A01-02", "A01-03"]
    second = page.area_of("A01-02")
    assert second is not None
    assert len(second.polygons) == 2
    assert page.area_of("A01-09") is None
    assert as_json(page) == EXAMPLE.read_text("utf-8")
    assert page_file_name("A01") == EXAMPLE.name


@given(pages)
def test_what_is_written_is_read_again_and_fits_the_schema(page: PageFile) -> None:
    text = as_json(page)
    assert parse(text) == page
    assert list(SCHEMA.iter_errors(json.loads(text))) == []


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"version": 2}, "version"),
        ({"label": ""}, "label"),
        ({"width": -1}, "width"),
        ({"height": "tall"}, "height"),
        ({"source": "guess"}, "source"),
        ({"picture": {"file": "../../etc/passwd", "width": 1, "height": 1}}, "picture.file"),
        ({"picture": {"file": "/a.jpg", "width": 1, "height": 1}}, "picture.file"),
        ({"picture": {"file": "images/a.jpg", "width": 0, "height": 1}}, "picture.width"),
        ({"areas": {}}, "areas"),
        ({"areas": [{"item": "one", "polygons": []}]}, "areas[0].item"),
        ({"areas": [{"item": "A01-01", "polygons": []}]}, "areas[0].polygons"),
        ({"areas": [{"item": "A01-01", "polygons": [[[0, 0], [1, 0]]]}]}, "areas[0].polygons[0]"),
        ({"areas": [{"item": "A01-01", "polygons": [[[0, 0], [1, 0], [1, 2]]]}]}, "areas[0].polygons[0]"),
        ({"areas": [{"item": "A01-01", "polygons": [[[0, 0], [1, 0], [1, True]]]}]}, "areas[0].polygons[0]"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], names: str) -> None:
    data = json.loads(EXAMPLE.read_text("utf-8")) | change
    with pytest.raises(PageFileError) as caught:
        parse(json.dumps(data))
    assert str(caught.value).startswith(names)
    assert list(SCHEMA.iter_errors(data)) or "file" in names, "the schema must not take what the parser refuses"


@pytest.mark.parametrize("text", ["", "[]", "nothing", "[" * 100_000])
def test_what_is_no_page_file_is_refused(text: str) -> None:
    with pytest.raises(PageFileError):
        parse(text)


def test_shapes() -> None:
    square = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
    assert covered((square,)) == pytest.approx(0.25)
    assert as_path(square, 100, 200) == "M25 50L75 50L75 150L25 150Z"
