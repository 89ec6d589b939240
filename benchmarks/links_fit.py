"""Fit the costs by which `scripts.pagetext.links` joins columns to what they go on with; judge them on other papers.

python -m benchmarks.links_fit [--pages DIR ...] [--held-out]

From typeset pages with their truth it takes every column that goes on with a text from elsewhere, as the true tags
show it, with all texts of the page that it may go on with, and fits a log-linear model over these and over none.
Printed is the table for `COSTS`, and how many columns find what they go on with; with --held-out each paper's by costs
fitted without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.learn.align import Place, align
from benchmarks.learn.documents import FEWEST, Source, sources
from benchmarks.learn.gold import gold
from benchmarks.loglinear import Choice, Settings, arguments, tell
from scripts.pagetext.clean import fold
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import prepare
from scripts.pagetext.lines import Line, read_lines
from scripts.pagetext.links import LinkedPage, cues_by_text, texts_of
from scripts.pagetext.stories import gather
from scripts.pagetext.story import Story

SETTINGS = Settings(steps=150, shrink=0.1)
FEW = 4
"""Columns of a page that count in full; the columns of a page of more count as these together: it is all in pieces."""
NONE = "none"


def _edges(story: Story) -> tuple[Line, Line]:
    """The first and the last line of a text."""
    lines = [line for chunk in story.chunks for para in chunk.paras for line in para.lines]
    return lines[0], lines[-1]


def _nearness(above: Place | None, line: Line, below: Place | None) -> tuple[int, ...]:
    """How nearly the line at `below` is the next of its item after `line`, which is at `above`; empty: another item."""
    if above is None or below is None or above.item != below.item or above.part == "byline":
        return ()
    end = above.offset + len(fold(line.text))
    if (above.paragraph, end) == (below.paragraph, below.offset):
        return (3,)
    if below.offset == 0 and below.paragraph == above.paragraph + 1:
        return (2,)
    before = (above.paragraph, end) <= (below.paragraph, below.offset)
    return (int(before), above.paragraph, end) if before else (0, -above.paragraph, -end)


def columns_of(source: Source) -> Iterator[Choice]:
    """Every column of a file's pages."""
    data = (source.folder / source.truth["raw"]).read_bytes()
    for first, raw_lines in split_pages(decode(data).text):
        lines, marks, _ = prepare(read_lines(raw_lines, first, []))
        if len(lines) < FEWEST:
            continue
        printed = [line.text for line in lines]
        items = source.truth["items"]
        drafts = gather(lines, marks, gold(printed, marks, items))
        places = {id(line): place for line, place in zip(lines, align(printed, items), strict=True)}
        texts = texts_of(drafts.stories, drafts.fragments)
        edges = [_edges(story) for story in texts]
        page = LinkedPage([*drafts.stories, *(f.story for f in drafts.fragments)])
        for fragment in drafts.fragments:
            begin, _ = _edges(fragment.story)
            ways: list[Counter[str]] = []
            true = -1
            nearest: tuple[int, ...] = ()
            for number, cues in cues_by_text(texts, fragment, page):
                _, end = edges[number]
                near = _nearness(places[id(end)], end, places[id(begin)])
                if near > nearest:
                    true, nearest = len(ways), near
                ways.append(Counter(cues))
            if ways:
                ways.append(Counter([NONE]))
                weight = 1 / max(FEW, len(drafts.fragments))
                yield Choice(source.paper, tuple(ways), true if true >= 0 else len(ways) - 1, weight)


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and print."""
    args = arguments("benchmarks.links_fit", __doc__.split("\n")[0], argv)
    columns = [column for source in sources(args.pages) for column in columns_of(source)]
    tell("columns", columns, settings=SETTINGS, held_out=args.held_out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
