"""The written form of a reading: what it means, that it can be written and read back, and what is told of bad ones."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import FIELDS, ITEM_KINDS, Block, ItemReading, Piece, Reading, Value
from scripts.pagetext.readingform import dump, parse

LINES = ["甲乙丙丁", "", "戊己庚辛", "壬癸子丑", "寅卯辰巳", "", "午未申酉", "戌亥"]
PAGE = page_model(LINES)


def read(**fields: object) -> Reading:
    found = parse(json.dumps([{"kind": "article", **fields}]), PAGE)
    assert not found.faults
    return found.reading


def faults(text: str) -> list[str]:
    return [fault.message() for fault in parse(text, PAGE).faults]


def test_words_are_paragraphs_and_blank_lines_do_not_count() -> None:
    (item,) = read(text="1-3 4,8 5:1-2 5:3-").items
    assert [block.value for block in item.body] == [
        (Piece(1), Piece(3)),
        (Piece(4), Piece(8)),
        (Piece(5, 0, 2),),
        (Piece(5, 2),),
    ]


def test_crossheads_rows_and_stanzas() -> None:
    (item,) = read(text="1 #3 4|5 7||8 ~1,3+4 ~5-7").items
    assert [(b.kind, b.value, b.cells, b.stanza) for b in item.body] == [
        ("paragraph", (Piece(1),), (), False),
        ("crosshead", (Piece(3),), (), False),
        ("row", (), ((Piece(4),), (Piece(5),)), False),
        ("row", (), ((Piece(7),), (), (Piece(8),)), False),
        ("verse", (Piece(1),), (), True),
        ("verse", (Piece(3), Piece(4)), (), False),
        ("verse", (Piece(5),), (), True),
        ("verse", (Piece(7),), (), False),
    ]


def test_fields_hold_a_value_a_printed_line() -> None:
    (item,) = read(kicker="1", headline="3-4 5", byline=8).items
    assert (item.kicker, item.headline, item.byline) == (
        ((Piece(1),),),
        ((Piece(3), Piece(4)), (Piece(5),)),
        ((Piece(8),),),
    )


def test_furniture_and_photos_of_a_story() -> None:
    data = [
        {"kind": "furniture", "text": "1:3-|1:1-2 3"},
        {"kind": "photo", "text": "4", "belongs_to": "7"},
        {"kind": "article", "headline": "5", "text": "7"},
    ]
    reading = parse(json.dumps({"items": data}), PAGE).reading
    assert reading.furniture == ((Piece(1, 2), Piece(1, 0, 2)), (Piece(3),))
    assert reading.items[0].belongs_to == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON (Expecting property name enclosed in double quotes: line 1)"),
        ("[NaN]", "not JSON (NaN is no JSON)"),
        ("[" * 100_000, "not JSON (nested too deeply)"),
        ("3", "not a list of items"),
        ("[3]", "item 1: no item: an object with `kind` and line ranges is wanted"),
        ('[{"kind": "story", "text": "1"}]', "item 1: kind `story` is not known"),
        ('[{"kind": "article", "body": "1", "text": "3"}]', "item 1, body: field `body` is not known"),
        ('[{"kind": "article", "text": "1 x"}]', "item 1, text: `x` is no range of lines"),
        ('[{"kind": "article", "text": "1 40-50"}]', "item 1, text: line 40 is not on the page"),
        ('[{"kind": "article", "text": "1 2:1-3"}]', "item 1, text: line 2 is not on the page"),
        ('[{"kind": "article", "text": "4-3"}]', "item 1, text: `4-3` runs backwards"),
        ('[{"kind": "article", "text": {}}]', "item 1, text: `{}` is not a text of line ranges"),
        ('[{"kind": "article"}]', "item 1: an item without any line"),
    ],
)
def test_faults_are_told_with_item_and_field(text: str, told: str) -> None:
    assert faults(text)[0].startswith(told)


def test_a_huge_range_takes_the_lines_that_there_are() -> None:
    found = parse('[{"kind": "article", "text": "1-9999999"}]', PAGE)
    assert [piece.line for block in found.reading.items[0].body for piece in block.value] == [1, 3, 4, 5, 7, 8]


def test_what_can_be_read_of_a_faulty_reading_is_kept() -> None:
    found = parse('[{"kind": "article", "headline": "?", "text": "1,x,3"}, 7, {"kind": "photo", "text": "8"}]', PAGE)
    assert len(found.faults) == 3
    assert [item.kind for item in found.reading.items] == ["article", "photo"]
    assert found.reading.items[0].body[0].value == (Piece(1), Piece(3))


PIECES = st.one_of(
    st.sampled_from([1, 3, 4, 5, 7, 8]).map(Piece),
    st.builds(lambda n, a, b: Piece(n, a, b), st.sampled_from([1, 3, 4]), st.integers(0, 1), st.sampled_from([2, 3])),
    st.builds(lambda n, a: Piece(n, a), st.sampled_from([1, 3, 4]), st.integers(1, 3)),
)
VALUES: st.SearchStrategy[Value] = st.lists(PIECES, min_size=1, max_size=5).map(tuple)
BLOCKS = st.one_of(
    st.builds(Block, st.sampled_from(["paragraph", "crosshead"]), VALUES),
    st.builds(
        lambda cells: Block("row", cells=tuple(cells)),
        st.lists(st.one_of(VALUES, st.just(())), min_size=1, max_size=4).filter(any),
    ),
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    out = draw(st.lists(BLOCKS, max_size=4))
    for _ in range(draw(st.integers(0, 2))):
        verses = draw(st.lists(VALUES, min_size=1, max_size=3))
        out += [Block("verse", value, stanza=n == 0) for n, value in enumerate(verses)]
    return tuple(out)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    items = []
    for _ in range(draw(st.integers(0, 4))):
        fields = {name: tuple(draw(st.lists(VALUES, max_size=2))) for name in FIELDS}
        kind = draw(st.sampled_from(ITEM_KINDS))
        item = replace(ItemReading(kind, body=draw(bodies())), **fields)  # type: ignore[arg-type]
        if any(True for _ in item.values()):
            items.append(item)
    return Reading(tuple(items), tuple(draw(st.lists(VALUES, max_size=3))), reader="hand")


@given(readings())
def test_a_written_reading_reads_back_the_same(reading: Reading) -> None:
    found = parse(dump(reading, PAGE), PAGE)
    assert not found.faults
    assert found.reading == reading


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: (
            st.lists(x) | st.dictionaries(st.sampled_from(["kind", "text", "headline", "items", "belongs_to", "x"]), x)
        ),
    )
)
def test_any_json_is_taken_without_an_exception(data: object) -> None:
    found = parse(json.dumps(data), PAGE)
    assert all(piece.line in {line.number for line in PAGE.lines} for v in found.reading.values() for piece in v)


@given(st.text(alphabet="0123456789-,:|#~+ x，；–", max_size=40))
def test_any_words_are_taken_without_an_exception(words: str) -> None:
    model: PageModel = PAGE
    found = parse(json.dumps([{"kind": "article", "text": words, "headline": words}]), model)
    for fault in found.faults:
        assert fault.text.zh
