"""News that other pages tell, to be printed anew: the stories of truth files, and composers that take from them.

Stories of our own topics are few, and alike in length and wording; with others papers that were held back are read
better. Only the shape of the text is learned, so any paper's stories serve, and none stays in the weights.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.typeset.bylines import Byline
from benchmarks.typeset.pages import Composers
from benchmarks.typeset.stories import COMPOSERS, Desk, page_of, signed
from benchmarks.typeset.story import Block, Story

LEAST, BRIEF = 30, 260
"""Characters that a brief has at least and at most."""
ARTICLE = 140
"""Characters that an article has at least."""
TRIES = 40  # draws for a story that the page has not had and that has the length; then any is taken
AS_SIGNED = 0.35  # share of stories that keep the byline they came with
HEADED = 0.6  # share of captions that keep their headline
_OPENING = re.compile(r"^(?:本报讯|[^，。]{2,20}(?:电|讯))?\s*（[^（）]*(?:记者|通讯员)[^（）]*）")
_CLOSING = re.compile(r"（[\u3400-\u9fff、 ]{2,16}）$")
_QUOTES = str.maketrans("「」『』", "“”‘’")


@dataclass(frozen=True, slots=True)
class Stock:
    """Stories without jumps and credits, in simplified script; `papers` says whose they are."""

    articles: tuple[Story, ...]
    photos: tuple[Story, ...]
    papers: tuple[str, ...]


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified script with the mainland's quotes: what houses turn into theirs."""
    return str(_simplifier().convert(text)).translate(_QUOTES)


def story_of(item: Mapping[str, Any]) -> Story:
    """An item of a truth file as a story to print."""
    body = [Block(p) if isinstance(p, str) else Block(p["crosshead"], "crosshead") for p in item.get("paragraphs", ())]
    return Story(
        item["kind"],
        kicker=item.get("kicker") or "",
        headline=tuple(item.get("headline") or ()),
        deck=item.get("deck") or "",
        byline=item.get("byline") or "",
        authors=tuple(item.get("authors") or ()),
        body=tuple(body),
    )


def stock_of(
    folders: Iterable[Path], without: Collection[str] = (), change: Callable[[str], str] = simplified
) -> Stock:
    """The articles and captions of folders with `truth/`, each once, of all papers but those."""
    found: dict[Story, None] = {}
    papers: dict[str, None] = {}
    for folder in folders:
        for file in sorted((folder / "truth").glob("*.json")):
            truth = json.loads(file.read_text(encoding="utf-8"))
            if not {truth.get("style"), *truth.get("mixed_of", ())}.isdisjoint(without):
                continue
            papers.update(dict.fromkeys(map(str, (truth.get("style"), *truth.get("mixed_of", ())))))
            stories = (story_of(item) for item in truth["items"] if item["kind"] in ("article", "photo"))
            found.update(dict.fromkeys(story.mapped(change) for story in stories if story.body))
    articles = tuple(story for story in found if story.kind == "article" and _size(story) >= LEAST)
    photos = tuple(story for story in found if story.kind == "photo" and story.body[0].kind == "paragraph")
    return Stock(articles, photos, tuple(papers))


def _size(story: Story) -> int:
    return sum(len(block.text) for block in story.body if block.kind == "paragraph")


def _drawn(desk: Desk, stock: Stock, *, brief: bool) -> Story:
    """A story of about the length that the page has not had."""
    for _ in range(TRIES):
        story = desk.random.choice(stock.articles)
        fits = _size(story) <= BRIEF if brief else _size(story) >= ARTICLE
        if fits and story.body[0].text not in desk.titles:
            break
    desk.titles.add(story.body[0].text)
    return story


def unsigned(story: Story) -> Story:
    """The story without the words that signed it in its paper."""
    first, last = story.body[0], story.body[-1]
    body = list(story.body)
    if first.kind == "paragraph" and (rest := _OPENING.sub("", first.text)):
        body[0] = Block(rest)
    if last.kind == "paragraph" and (rest := _CLOSING.sub("", body[-1].text)):
        body[-1] = Block(rest)
    return replace(story, byline="", authors=(), body=tuple(body))


def _told(desk: Desk, stock: Stock, *, brief: bool) -> Story:
    """A story of the stock as the house signs and continues its own."""
    story = _drawn(desk, stock, brief=brief)
    if story.byline or desk.chance(AS_SIGNED):
        return story
    story, manner = unsigned(story), desk.manner
    byline = desk.sign(desk.words(), running=brief)
    if not brief and desk.chance(manner.jumps):
        number, text = page_of(desk, desk.random.choice(manner.jump_forms))
        story = replace(story, jump_to=number, jump_to_text=text)
        byline = replace(byline, closing="") if byline.opening or byline.line else Byline()
    elif not brief and desk.chance(manner.jumps / 2):
        number, text = page_of(desk, desk.random.choice(manner.from_forms))
        story = replace(story, jump_from=number, jump_from_text=text)
        byline = Byline()
    return replace(story, byline=byline.line, authors=byline.authors, body=signed(byline, story.body))


def _caption(desk: Desk, stock: Stock) -> Story:
    story = desk.random.choice(stock.photos)
    own = COMPOSERS["photo"](desk)
    text = "".join(block.text for block in story.body if block.kind == "paragraph")
    head = story.headline if desk.chance(HEADED) else ()
    return Story("photo", headline=head, authors=own.authors, credit=own.credit, body=(Block(text),))


def _refer(desk: Desk, stock: Stock) -> Story:
    headed = [story for story in stock.articles if story.headline]
    return replace(COMPOSERS["refer"](desk), headline=desk.random.choice(headed).headline)


def composers_of(stock: Stock) -> Composers:
    """The composers of our own stories, with those of the stock in the place of news, captions and refers."""
    out = dict(COMPOSERS)
    if stock.articles:
        out["article"] = out["long"] = lambda desk: _told(desk, stock, brief=False)
        out["brief"] = lambda desk: _told(desk, stock, brief=True)
        out["headless"] = lambda desk: replace(_told(desk, stock, brief=True), headline=(), kicker="", deck="")
    if any(story.headline for story in stock.articles):
        out["refer"] = lambda desk: _refer(desk, stock)
    if stock.photos:
        out["photo"] = lambda desk: _caption(desk, stock)
    return out
