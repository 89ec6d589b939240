"""An item written and read again is the same item, whoever saved it in between."""

from __future__ import annotations

import datetime as dt

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.edition import editionfile, frontmatter
from scripts.edition.model import KINDS, Correction, Item, Page
from scripts.edition.yamltext import quoted

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
line = text.map(lambda s: " ".join(s.split()))
lines = st.lists(line.filter(bool), max_size=4).map(tuple)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
items = st.builds(
    Item,
    date=days,
    page=st.integers(1, 99),
    order=st.integers(1, 99),
    kind=st.sampled_from(KINDS),
    title=line,
    kicker=line,
    deck=line,
    authors=lines,
    byline=line,
    credit=line,
    image=line,
    image_alt=line,
    jump_to=st.none() | st.integers(1, 99),
    jump_from=st.none() | st.integers(1, 99),
    review=lines,
    corrections=st.lists(st.builds(Correction, days, line.filter(bool)), max_size=2).map(tuple),
    body=text.map(lambda s: frontmatter.normalised(s).strip("\n")),
)


@given(items)
def test_written_and_read_is_the_same(item: Item) -> None:
    parsed = frontmatter.parse(frontmatter.dump(item))
    assert parsed.item == item
    assert not parsed.findings


@given(items)
def test_an_editors_save_reads_as_the_same_item(item: Item) -> None:
    head, body = frontmatter.dump(item).removeprefix("---\n").split("\n---\n", 1)
    keys = yaml.safe_load(head)
    resorted = yaml.safe_dump(keys, allow_unicode=True, sort_keys=True, width=60)
    saved = f"\ufeff---\n{resorted}---\n{body}".replace("\n", "\r\n")
    assert frontmatter.parse(saved).item == item


@given(text)
@example("yes")
@example("0x1F")
@example("12:30")
@example("~")
def test_a_scalar_reads_as_the_text_it_was(value: str) -> None:
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(f"a: {quoted(value)}\n", loader) == {"a": value}
        assert yaml.load(f"a: [{quoted(value)}]\n", loader) == {"a": [value]}


@given(days, line, st.lists(st.builds(Page, st.integers(1, 99), line, lines, lines), unique_by=lambda p: p.number))
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
    parsed = frontmatter.parse("---\ntitle: 2022\nkicker: yes\ndeck: 1:30\n---\n", place=(dt.date(2022, 4, 11), 1, 1))
    assert parsed.item is not None
    assert (parsed.item.title, parsed.item.kicker, parsed.item.deck) == ("2022", "yes", "1:30")
