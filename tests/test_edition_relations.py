"""How items belong together: there always is a lead, photos find their stories, a jumped story is one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition import editionfile, frontmatter
from scripts.edition.label import Label
from scripts.edition.model import KINDS, Edition, Item, Page
from scripts.edition.relations import lead, photos, tails
from scripts.search.document import documents
from tests.press import kit

DAY = dt.date(2025, 4, 18)
ONE, TWO = Label(1), Label(2)
THEME = Path(__file__).parent.parent / "theme"


def item(page: Label, order: int, kind: str = "article", length: int = 300, **given: object) -> Item:
    return Item(DAY, page, order, kind, f"题{page}{order}", body="字" * length, **given)  # type: ignore[arg-type]


def edition(*items: Item, chosen: str = "") -> Edition:
    pages = tuple(Page(number, "要闻") for number in sorted({one.page for one in items}))
    return Edition(DAY, "", pages, items, lead=chosen)


@pytest.mark.parametrize(
    ("items", "chosen", "expected"),
    [
        ((item(ONE, 1, length=90), item(ONE, 2)), "", 2),  # a brief stands first
        ((item(ONE, 1), item(ONE, 2, length=900)), "", 1),
        ((item(ONE, 1, length=90), item(ONE, 2, length=120)), "", 2),  # briefs alone: the longest
        ((item(ONE, 1, "refer", 0), item(ONE, 2, "notice"), item(ONE, 3, length=40)), "", 3),
        ((item(ONE, 1, "photo", 30), item(ONE, 2, "refer", 0)), "", 1),
        ((item(ONE, 1), item(ONE, 2)), "01-02", 2),  # an editor's choice
        ((item(ONE, 1), item(ONE, 2)), "01-09", 1),
    ],
)
def test_the_lead(items: tuple[Item, ...], chosen: str, expected: int) -> None:
    assert lead(edition(*items, chosen=chosen)) == (ONE, expected)


def test_what_took_most_room_leads() -> None:
    one = edition(item(ONE, 1), item(ONE, 2), item(ONE, 3, "photo"))
    assert lead(one, {(ONE, 1): 0.1, (ONE, 2): 0.3, (ONE, 3): 0.5}) == (ONE, 2)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 2000)), min_size=1, max_size=9))
def test_there_always_is_a_lead(items: list[tuple[str, int]]) -> None:
    one = edition(*(item(ONE, order, kind, length) for order, (kind, length) in enumerate(items, 1)))
    assert lead(one) in {(each.page, each.order) for each in one.items}


def test_photos_find_their_stories_and_nothing_else() -> None:
    one = edition(
        item(ONE, 1), item(ONE, 2, "photo", belongs_to="01-01"), item(TWO, 1, "photo", belongs_to="01-01"),
        item(TWO, 2, "photo", belongs_to="09-09"), item(TWO, 3, belongs_to="01-01"),
    )  # fmt: skip
    assert photos(one) == {(ONE, 1): ((ONE, 2), (TWO, 1))}


JUMPED = edition(
    item(ONE, 1, jump_to=TWO), item(ONE, 2, "refer", 0, jump_to=TWO), item(TWO, 1, jump_from=ONE),
    item(TWO, 2, "photo", 20, belongs_to="01-01", image="images/a.svg"), item(TWO, 3, jump_from=Label(9)),
)  # fmt: skip


def test_tails_are_read_with_their_beginnings_in_search_too() -> None:
    assert tails(JUMPED) == {(TWO, 1)}
    found, _ = documents(JUMPED, {}, "zh-Hans")
    assert [(one.page, one.order) for one in found] == [(ONE, 1), (TWO, 2), (TWO, 3)]
    assert found[0].texts.count("字" * 300) == 2


def test_what_editors_wrote_is_kept() -> None:
    text = frontmatter.dump(item(ONE, 2, "photo", belongs_to="01-01"))
    assert "belongs_to: 01-01\n" in text
    assert (parsed := frontmatter.parse(text).item) is not None
    assert parsed.belongs_to == "01-01"
    about = editionfile.dump(DAY, "9", (Page(ONE, "要闻"),), lead="01-02")
    assert editionfile.parse(about).lead == "01-02"


def test_the_site_leads_with_the_choice_and_refers_are_links(tmp_path: Path) -> None:
    options = replace(kit.project(tmp_path), theme=THEME)
    kit.write_edition(options.content, JUMPED)
    folder = options.content / "2025/04/18"
    about = (folder / "edition.yml").read_text("utf-8")
    (folder / "edition.yml").write_text(about.replace("pages:", "lead: 01-01\npages:"), "utf-8")
    assert not [one for one in kit.built(options).findings if one.severity == "error"]
    site = {name: data.decode() for name, data in kit.tree(options.output).items() if name.endswith(".html")}
    front = site["2025/04/18/index.html"]
    assert '<article class="teaser p1 article">' in front
    assert front.partition("<main")[2].count("题21") == 0  # the tail is read with its beginning
    assert "下转第2版" in front
    assert "/2025/04/18/images/a.svg" in front  # the lead's photo stands with it
    assert front.count('href="/2025/04/18/02/02/"') == 0
    story = site["2025/04/18/01/01/index.html"]
    assert 'href="/2025/04/18/02/02/"' in story
    after = re.search('<a rel="next" href="([^"]+)"', story)
    assert after
    assert urljoin("/2025/04/18/01/01/", after[1]) == "/2025/04/18/02/03/"  # 02/01 is the rest of this one
    refer = site["2025/04/18/01/02/index.html"]
    assert 'http-equiv="refresh" content="0; url=/2025/04/18/02/' in refer
    assert "共2版，3篇稿件" in front
    lists = next(text for name, text in site.items() if re.match("page-names/[^/]+/index.html", name))
    assert lists.count('<li class="row') == 3
    assert kit.dangling(kit.tree(options.output)) == []
