"""Readings with faults: what is mended and by which rule, and that nothing is ever lost or invented."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.edition.catalogue import words
from scripts.edition.label import Label
from scripts.pagetext import builtin
from scripts.pagetext.assemble import assemble
from scripts.pagetext.clean import fold, is_printing
from scripts.pagetext.conserve import prove
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import Reading
from scripts.pagetext.readingform import dump, parse
from scripts.pagetext.repair import RULES, Checked, repair
from tests.reader_faults import spoil

DATE = dt.date(2024, 3, 5)
LINES = ["甲乙丙丁", "戊己庚辛，壬癸", "", "子丑寅卯 辰巳午未", "申酉戌亥。", "天地玄黄", "宇宙洪荒"]
PAGE = page_model(LINES)
RIGHT = (
    '[{"kind": "article", "headline": "1", "text": "2,4:1-5 4:6-,5"}, {"kind": "notice", "headline": "6", "text": "7"}]'
)
JUMP_LINE = 24
"""Characters of a jump line at most, which only its label stands for."""
RAW = sorted((Path(__file__).parent.parent / "raw").rglob("*.txt"))


def fixed(written: object, guide: str | None = RIGHT, *, snap: bool = False) -> Checked:
    text = written if isinstance(written, str) else json.dumps(written)
    other = parse(guide, PAGE).reading if guide else None
    return repair(PAGE, parse(text, PAGE).reading, other, snap=snap)


def spots(page: PageModel, reading: Reading) -> Counter[tuple[int, int]]:
    """Every printing character that a reading names, by line and place, with how often it does."""
    raws = {line.number: line.raw for line in page.lines}
    return Counter(
        (piece.line, at)
        for value in reading.values()
        for piece in value
        for at in range(*slice(piece.start, piece.end).indices(len(raws[piece.line])))
        if is_printing(raws[piece.line][at])
    )


def everything(page: PageModel) -> Counter[tuple[int, int]]:
    return Counter((line.number, at) for line in page.lines for at, char in enumerate(line.raw) if is_printing(char))


def test_a_right_reading_is_left_alone() -> None:
    checked = fixed(RIGHT)
    assert checked.reading == parse(RIGHT, PAGE).reading
    assert not checked.faults
    assert not checked.repairs


@pytest.mark.parametrize(
    ("written", "rules", "mended"),
    [
        # a line left out inside a paragraph
        ([{"kind": "article", "headline": "1", "text": "2,5 6-7"}], {"between"}, "2-5 6-7"),
        # the rest of a cut line, by how the other reading joins it
        ([{"kind": "article", "headline": "1", "text": "2 4:6-,5 6-7"}], {"beside"}, "2,4:1-5 4:6-,5 6-7"),
        # a whole line and a part of it: the part keeps what it has
        ([{"kind": "article", "headline": "1", "text": "2,4 4:6-,5 6-7"}], {"shared"}, "2,4:1-5 4:6-,5 6-7"),
        # off by one at a space
        ([{"kind": "article", "headline": "1", "text": "2,4:1-4 4:7-,5 6-7"}], {"scrap"}, "2,4:1-6 4:7-,5 6-7"),
        # lines that there are not
        ([{"kind": "article", "headline": "1", "text": "2,4:1-5 4:6-99,5 6-7,9"}], {"line-end"}, "2,4:1-5 4:6-,5 6-7"),
    ],
)
def test_what_is_nearly_right_is_mended(written: object, rules: set[str], mended: str) -> None:
    checked = fixed(written)
    assert {one.rule for one in checked.repairs} == rules
    assert json.loads(dump(checked.reading, PAGE))[0]["text"] == mended


def test_a_cut_near_a_space_is_meant_to_be_there() -> None:
    written = [{"kind": "article", "headline": "1", "text": "2,4:1-6 4:7-,5 6-7"}]
    assert json.loads(dump(fixed(written, snap=True).reading, PAGE))[0]["text"] == "2,4:1-4 4:5-,5 6-7"
    assert json.loads(dump(fixed(written).reading, PAGE))[0]["text"] == "2,4:1-6 4:7-,5 6-7"


def test_an_item_left_out_comes_from_the_other_reading() -> None:
    checked = fixed([{"kind": "article", "headline": "1", "text": "2,4:1-5 4:6-,5"}])
    assert [item.kind for item in checked.reading.items] == ["article", "notice"]
    assert {one.rule for one in checked.repairs} == {"added"}
    assert checked.wrong == pytest.approx(8 / 32)


def test_a_headline_left_out_goes_above_its_text() -> None:
    checked = fixed([{"kind": "article", "text": "2,4:1-5 4:6-,5"}, {"kind": "notice", "headline": "6", "text": "7"}])
    assert dump(checked.reading, PAGE) == dump(parse(RIGHT, PAGE).reading, PAGE)
    assert {one.rule for one in checked.repairs} == {"placed"}


def test_without_another_reading_what_is_left_out_is_unplaced() -> None:
    checked = fixed([{"kind": "article", "headline": "1", "text": "2,4:1-5 4:6-,5"}], guide=None)
    assert [fault.message() for fault in checked.faults] == ["line 6 is not used", "line 7 is not used"]
    assert assemble(PAGE, checked.reading, DATE, Label(3)).unplaced == ["天地玄黄", "宇宙洪荒"]


def test_rules_are_told_in_both_languages() -> None:
    assert all(all(words(f"repair-{rule}")) for rule in RULES)


@cache
def pages() -> list[tuple[PageModel, list[str], Reading]]:
    out = []
    for path in RAW:
        for first, raw_lines in split_pages(decode(path.read_bytes()).text):
            page = page_model(raw_lines, first)
            out.append((page, raw_lines, builtin.read_page(page)))
    return out


def test_the_built_in_reading_has_no_fault() -> None:
    for page, _, reading in pages():
        assert not repair(page, reading).faults


@given(st.integers(0, len(RAW) - 1), st.randoms(use_true_random=False), st.integers(1, 12), st.booleans())
@settings(deadline=None, max_examples=300)
def test_whatever_is_wrong_nothing_is_lost_and_nothing_invented(
    at: int, random: Random, faults: int, snap: bool
) -> None:
    page, raw_lines, reading = pages()[at]
    spoiled = parse(spoil(dump(reading, page), random, faults), page).reading
    checked = repair(page, spoiled, reading, snap=snap)
    assert spots(page, checked.reading) == everything(page)
    assert all(one.rule in RULES for one in checked.repairs)
    assert all(any(block.values()) for item in checked.reading.items for block in item.body)
    made = assemble(page, checked.reading, DATE, Label(1))
    assert not made.unplaced
    assert prove("\n".join(raw_lines), made.kept).holds
    written = "".join(
        (item.title if item.title_is_printed else "") + item.kicker + item.deck + item.byline + item.credit + item.body
        for item in made.items
    )
    lost = Counter(fold("\n".join(raw_lines))) - Counter(fold(written + "".join(made.page.furniture)))
    assert lost.total() <= JUMP_LINE * sum(bool(item.jump_to) + bool(item.jump_from) for item in made.items)
    alone = assemble(page, repair(page, spoiled, snap=snap).reading, DATE, Label(1))
    assert prove("\n".join(raw_lines), [*alone.kept, *alone.unplaced]).holds
    assert not repair(page, checked.reading).faults


@given(st.integers(0, len(RAW) - 1), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_items_without_a_fault_stay_as_they_are(at: int, random: Random) -> None:
    page, _, reading = pages()[at]
    written = json.loads(dump(reading, page))
    spoiled = parse(spoil(json.dumps(written), random, 1), page).reading
    whole = parse(json.dumps(written), page).reading
    kept = [item for item in whole.items if item in spoiled.items]
    touched = {piece.line for item in spoiled.items if item not in whole.items for v in item.values() for piece in v}
    touched |= {piece.line for value in spoiled.furniture if value not in whole.furniture for piece in value}
    mended = repair(page, spoiled, reading).reading
    for item in kept:
        lines = {piece.line for value in item.values() for piece in value}
        if not lines & touched and not any(belongs_beside(page, lines, n) for n in missing(page, spoiled)):
            assert item in mended.items


def missing(page: PageModel, reading: Reading) -> set[int]:
    named = {piece.line for value in reading.values() for piece in value}
    return {line.number for line in page.lines} - named


def belongs_beside(page: PageModel, lines: set[int], number: int) -> bool:
    """Whether a line left out may rightly have been put into an item: the built-in reading has it there."""
    for _, _, reading in (entry for entry in pages() if entry[0] is page):
        for item in reading.items:
            own = {piece.line for value in item.values() for piece in value}
            if number in own and own & lines:
                return True
    return False
