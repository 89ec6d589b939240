"""The review report's HTML: self-contained pages, their style and script inline and named by hash in the policy."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markdown_it import MarkdownIt
from markupsafe import Markup

from scripts.conversion.accepting import ACCEPT, Online, of_edition, of_warning, words_of
from scripts.conversion.ranking import PageRow, Ranking
from scripts.conversion.review.asks import Ask, ask_of, brief
from scripts.conversion.review.view import ReviewPage
from scripts.edition.catalogue import words
from scripts.edition.check import weight
from scripts.edition.finding import Finding, Language
from scripts.edition.tally import Tally, counted, tally
from scripts.edition.urls import edition_folder

_FOLDER = Path(__file__).parent
EVERY = "all.html"
"""The page with all that is asked of an edition, in its folder."""
HUES = 12
"""Colours before they come again; the golden angle keeps neighbours apart."""


def page_html(view: ReviewPage, neighbours: Sequence[PageRow], online: Online, language: Language = "zh") -> str:
    """One page's report. `neighbours` are all pages of its edition, for the way on."""
    style = _css() + "".join(_focus(order) for order in sorted(card.order for card in view.cards))
    return _template("page.html").render(
        view=view,
        row=view.row,
        neighbours=neighbours,
        online=online,
        body=_body,
        colour=_colour,
        root="../../../",
        said=lambda ask: ask.said.within(language),
        brief=brief,
        date=view.row.date.isoformat(),
        accept=ACCEPT,
        every=EVERY,
        **_wording(language),
        **_policy(style, pictures=view.sheet is not None),
    )


def edition_html(
    views: Sequence[ReviewPage],
    rows: Sequence[PageRow],
    rest: Sequence[Finding],
    date: dt.date,
    online: Online,
    language: Language = "zh",
) -> str:
    """All that is asked of an edition, page by page; `rest` is what check found in its other files."""
    codes = [code for row in rows for code in row.codes]
    return _template("edition.html").render(
        views=views,
        rows=rows,
        rest=[_of_rest(finding, date) for finding in sorted(rest, key=weight)],
        total=sum((row.tally for row in rows), tally(rest)),
        accepting=of_edition(date, codes, language),
        online=online,
        colour=_colour,
        root="../../../",
        said=lambda ask: ask.said.within(language),
        brief=brief,
        date=date.isoformat(),
        accept=ACCEPT,
        **_wording(language),
        **_policy(_css(), pictures=any(ask.crops for view in views for ask in view.asks)),
    )


def _of_rest(finding: Finding, date: dt.date) -> Ask:
    ask = ask_of(finding, "top")
    if finding.severity != "warning":
        return ask
    chosen = (
        words_of(finding.path, finding.code) if finding.path.endswith(".md") else f"{date.isoformat()}:{finding.code}"
    )
    return replace(ask, accept=of_warning(date, finding), chosen=chosen)


def index_html(ranking: Ranking, findings: Sequence[Finding], online: Online, language: Language = "zh") -> str:
    """The index: files that are no page, the pages that need a person most, and all editions."""
    return _template("index.html").render(
        rows=ranking.first(),
        editions=ranking.editions,
        pages=ranking.pages,
        failed=ranking.failed,
        differing=ranking.differing,
        unplaced=ranking.unplaced,
        findings=findings,
        online=online,
        accepting=of_edition,
        of_warning=of_warning,
        every=lambda date: f"{edition_folder(date).as_posix()}/{EVERY}",
        accept=ACCEPT,
        **_wording(language),
        **_policy(_css()),
    )


def _wording(language: Language) -> dict[str, object]:
    """What a template says in a language: `t("open", count=3)` is an entry of the messages."""

    def said(name: str, **values: object) -> str:
        return words(f"report-{name}", **values).within(language)

    def counts(tally: Tally) -> list[tuple[str, str]]:
        return [(name, counted(name, count, language)) for name, count in tally.parts()]

    return {"t": said, "counts": counts, "language": language, "lang": "zh-Hans" if language == "zh" else "en"}


def _focus(order: int) -> str:
    """While an item or its lines are the address's target the others step back; `#only3` shows that item alone."""
    apart = f":is(.run,.seg,.area):not(.o{order},:has(.o{order}))"
    return (
        f"body:has(:is(#i{order},#r{order}):target) .raw {apart}{{opacity:.28}}"
        f"body:has(#r{order}:target) .card.o{order}{{box-shadow:0 0 0 2px hsl(var(--hue) var(--sat) var(--edge))}}"
        f"body:has(#only{order}:target) :is(.raw {apart},.card:not(.o{order})){{display:none}}"
    )


def _colour(order: int) -> str:
    return f"o{order} c{order % HUES}" if order else ""


def _policy(style: str, *, pictures: bool = False) -> dict[str, object]:
    shown = " img-src data:;" if pictures else ""
    allowed = f"script-src 'sha256-{_digest(_script())}'; style-src 'sha256-{_digest(style)}'"
    policy = f"default-src 'none';{shown} {allowed}; base-uri 'none'; form-action 'none'"
    return {"style": Markup(style), "script": Markup(_script()), "policy": Markup(policy)}  # noqa: S704 - ours alone


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


@cache
def _script() -> str:
    """In the page, because a page in a folder may load no script; the policy names it by its hash."""
    return (_FOLDER / "review.js").read_text(encoding="utf-8")


@cache
def _css() -> str:
    hues = "".join(f".c{number}{{--hue:{number * 137.5 % 360:g}}}" for number in range(HUES))
    return (_FOLDER / "review.css").read_text(encoding="utf-8") + hues


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(_FOLDER)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link", "autolink"])


def _body(text: str) -> Markup:
    """An item's body as readers see it; crossheads below the item's own heading."""
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.tag in ("h1", "h2"):
            token.tag = "h4"
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))  # noqa: S704 - html=False escapes
