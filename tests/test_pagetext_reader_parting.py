"""Items that words alone part: an index of pages, and stories that begin with a dateline."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.pagetext.elements import prepare
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.mend import RULES


def parted(
    rule: str, rows: Sequence[tuple[str, str]], drafts: list[ItemDraft]
) -> list[tuple[str, list[str], list[str]]]:
    """Kind, heads and text of each draft once the rule was applied to lines with these roles."""
    lines, _, _ = prepare(list(page_model([text for _, text in rows]).lines))
    roles = [role for role, _ in rows]
    next(one for one in RULES if one.name == rule).apply(drafts, roles, lines)
    return [(d.kind, [lines[n].text for n in d.heads], [lines[n].text for n in d.text]) for d in drafts]


STORY = ("start", "（渡口讯）老船工在江上摆渡四十年，昨天交出了船桨。")
SHORT = ("start", "（柳镇讯）镇上的图书馆昨起夜间开放，读者可以借书。")


def test_a_crosshead_above_a_dateline_is_a_headline() -> None:
    rows = [("headline", "老船工上岸"), STORY, ("crosshead", "图书馆开夜场"), SHORT]
    assert parted("dateline-begins-a-story", rows, [ItemDraft(heads=[0], text=[1, 2, 3])]) == [
        ("article", ["老船工上岸"], [STORY[1]]),
        ("article", ["图书馆开夜场"], [SHORT[1]]),
    ]


def test_a_short_paragraph_above_a_bare_story_with_a_dateline_is_its_headline() -> None:
    rows = [STORY, ("start", "镇图书馆昨起开放夜场"), SHORT]
    assert parted("dateline-begins-a-story", rows, [ItemDraft(text=[0, 1]), ItemDraft(text=[2])]) == [
        ("article", [], [STORY[1]]),
        ("article", ["镇图书馆昨起开放夜场"], [SHORT[1]]),
    ]


def test_a_crosshead_above_other_text_stays() -> None:
    rows = [STORY, ("crosshead", "图书馆开夜场"), ("start", "镇上的图书馆昨起夜间开放。")]
    assert len(parted("dateline-begins-a-story", rows, [ItemDraft(text=[0, 1, 2])])) == 1


INDEX = [("headline", "A02七件提案当场认领"), ("deck", "A05小学门口的护学岗"), ("furniture", "A07假维修工上门")]


def test_lines_that_each_begin_with_another_page_are_refers() -> None:
    found = parted("index", [STORY, *INDEX], [ItemDraft(text=[0]), ItemDraft(kind="refer", heads=[1, 2])])
    assert found == [("article", [], [STORY[1]]), *(("refer", [text], []) for _, text in INDEX)]


def test_two_such_lines_are_no_index() -> None:
    assert len(parted("index", [STORY, *INDEX[:2]], [ItemDraft(text=[0]), ItemDraft(kind="refer", heads=[1, 2])])) == 2
