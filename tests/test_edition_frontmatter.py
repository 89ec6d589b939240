"""An item written and read again is the same item, whoever saved it in between."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.edition import editionfile, frontmatter
from scripts.edition.label import Label
from scripts.edition.model import KINDS, Correction, Item, Page, needs_headline
from scripts.edition.standin import of_text
from scripts.edition.yamltext import quoted

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(partial(unicodedata.normalize, "NFC"))
line = text.map(lambda s: " ".join(s.split()))
lines = st.lists(line.filter(bool), max_size=4).map(tuple)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
LABELS = st.builds(Label, st.integers(1, 999), st.text("ABZ", max_size=2))


def titled(item: Item) -> Item:
    """An item that needs no headline and has none, as the model has it: its first sentence stands for one."""
    if item.title or needs_headline(item.kind, continued=item.jump_from is not None):
        return item
    return replace(item, title=of_text(item.body, item.credit), title_is_derived=True)


items = st.builds(
    Item,
    date=days,
    page=LABELS,
    order=st.integers(1, 99),
    kind=st.sampled_from(KINDS),
    title=line,
    kicker=line,
    deck=line,
    authors=lines,
    byline=line,
    credit=line,
    image=line.map(lambda s: s.replace("\\", "/")),
    image_alt=line,
    jump_to=st.none() | LABELS,
    jump_from=st.none() | LABELS,
    review=lines,
    corrections=st.lists(st.builds(Correction, days, line.filter(bool)), max_size=2).map(tuple),
    body=text.map(lambda s: frontmatter.body_text(frontmatter.normalised(s))),
).map(titled)


@given(items)
def test_written_and_read_is_the_same(item: Item) -> None:
    parsed = frontmatter.parse(frontmatter.dump(item))
    assert parsed.item == item
    assert not parsed.findings


def test_a_photo_without_a_headline_is_called_by_its_caption() -> None:
    text = "---\ndate: 2025-04-18\npage: 1\norder: 3\nkind: photo\n---\n\n4月17日，细雨中的望潮桥。\\\n小船穿过桥洞。\n"
    parsed = frontmatter.parse(text)
    assert not parsed.findings
    assert parsed.item
    assert parsed.item.title == "4月17日，细雨中的望潮桥"
    assert not parsed.item.title_is_printed
    assert frontmatter.dump(parsed.item) == text
    (missing,) = frontmatter.parse(text.replace("kind: photo", "kind: article")).findings
    assert (missing.code, missing.field) == ("field-missing", "title")


def test_what_goes_on_from_another_page_needs_no_headline() -> None:
    text = "---\ndate: 2025-04-18\npage: 3\norder: 1\nkind: article\njump_from: 1\n---\n\n渡口修好以后。早船又开了。\n"
    parsed = frontmatter.parse(text)
    assert not parsed.findings
    assert parsed.item
    assert (parsed.item.title, parsed.item.title_is_printed) == ("渡口修好以后", False)
    assert frontmatter.dump(parsed.item) == text
    (missing,) = frontmatter.parse(text.replace("jump_from: 1\n", "")).findings
    assert (missing.code, missing.field) == ("field-missing", "title")


@st.composite
def saves(draw: st.DrawFn) -> Callable[[str], str]:
    """How some editor saves a file: keys in its own order and quotes, its own spaces, line ends and code points."""
    sort, flow, quotes = draw(st.booleans()), draw(st.booleans()), draw(st.sampled_from([None, "'", '"']))
    spaces, ends = draw(st.sampled_from(["", " ", "  ", "\t"])), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    start = draw(st.sampled_from(["", "\ufeff", "\n"]))
    form: Literal["NFC", "NFD"] = draw(st.sampled_from(["NFC", "NFD"]))

    def save(text: str) -> str:
        head, body = text.removeprefix("---\n").split("\n---\n", 1)
        # A line that is folded inside quotes ends in a backslash, after which no editor puts spaces.
        style: dict[str, Any] = {"default_flow_style": None if flow else False, "default_style": quotes}
        style["width"] = 10**6 if spaces else 60
        keys = yaml.load(head, yaml.BaseLoader if quotes else yaml.SafeLoader)  # what quotes everything has only text
        made = yaml.safe_dump(keys, allow_unicode=True, sort_keys=sort, **style)
        lines = f"---\n{made}---\n{body}".split("\n")
        return unicodedata.normalize(form, start + ends.join(line + spaces for line in lines))

    return save


@given(items, saves())
def test_any_editors_save_reads_as_the_same_item(item: Item, save: Callable[[str], str]) -> None:
    assert frontmatter.parse(save(frontmatter.dump(item))).item == item


@pytest.mark.parametrize(
    ("written", "saved"),
    [
        ("authors: [林晚, 周牧]", "authors:\n\t- 林晚\n\t- 周牧"),
        ("title: 茶山初采", "title:\t茶山初采"),
        ("title: 茶山初采", "title:\u3000茶山初采"),
        ("kind: article", "kind:\u00a0article"),
        ("image: images/03.jpg", "image: images\\03.jpg"),
        ("date: 2025-04-18", "date: '2025-04-18T00:00:00.000Z'"),
        ("title: 茶山初采", "title: >-\n  茶山初采"),
        ("page: 1", "page: '01'"),
    ],
)
def test_what_a_person_types_reads_as_the_same_item(written: str, saved: str) -> None:
    text = (
        "---\ntitle: 茶山初采\ndate: 2025-04-18\npage: 1\norder: 2\nkind: article\n"
        "authors: [林晚, 周牧]\nimage: images/03.jpg\n---\n\n第一段。\n"
    )
    assert written in text
    assert frontmatter.parse(text.replace(written, saved)).item == frontmatter.parse(text).item


@given(text)
@example("yes")
@example("0x1F")
@example("12:30")
@example("~")
def test_a_scalar_reads_as_the_text_it_was(value: str) -> None:
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(f"a: {quoted(value)}\n", loader) == {"a": value}
        assert yaml.load(f"a: [{quoted(value)}]\n", loader) == {"a": [value]}


@given(days, line, st.lists(st.builds(Page, LABELS, line, lines, lines), unique_by=lambda p: p.number))
def test_edition_yml_written_and_read_is_the_same(date: dt.date, issue: str, pages: list[Page]) -> None:
    parsed = editionfile.parse(editionfile.dump(date, issue, pages))
    assert (parsed.date, parsed.issue, list(parsed.pages)) == (date, issue, sorted(pages, key=lambda p: p.number))
    assert not parsed.findings


@given(st.text())
def test_any_text_is_read_without_a_crash(value: str) -> None:
    frontmatter.parse(value)
    frontmatter.parse(f"---\n{value}\n---\n")
    editionfile.parse(value)


def test_text_stays_text() -> None:
    parsed = frontmatter.parse(
        "---\ntitle: 2022\nkicker: yes\ndeck: 1:30\n---\n", place=(dt.date(2022, 4, 11), Label(1), 1)
    )
    assert parsed.item is not None
    assert (parsed.item.title, parsed.item.kicker, parsed.item.deck) == ("2022", "yes", "1:30")
