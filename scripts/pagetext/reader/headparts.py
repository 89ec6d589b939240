"""Which lines of a head are kicker, headline and deck: the network's word and the cues of `heads` weighed together."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.pagetext.chunks import grams
from scripts.pagetext.elements import Element
from scripts.pagetext.heads import ranked_divisions
from scripts.pagetext.lines import Line
from scripts.pagetext.reader.decode import DecodedPage
from scripts.pagetext.reader.mend import mend
from scripts.pagetext.reader.network import Judgement
from scripts.pagetext.reader.roles import ROLE

CUES = 2.0
"""What a nat of the cues' costs counts beside one of the network's: they were fitted to fewer papers."""


def mended(said: Judgement, decoded: DecodedPage, lines: Sequence[Line]) -> DecodedPage:
    """The roles of head lines anew, item by item, by one habit for the page, once the rules of `mend` are applied."""
    roles, all_drafts = list(decoded.roles), list(decoded.drafts)
    mend(all_drafts, roles, lines)
    drafts = [d for d in all_drafts if d.kind != "notice" and len(d.heads) > 1]
    heads = []
    for draft in drafts:
        elements = [Element("display", [lines[n]], lines[n].text, "") for n in draft.heads]
        running = (n for n in draft.text if roles[n] != "row")
        heads.append((elements, set().union(*(grams(lines[n].text) for n in running))))
    gaps = sum(line.gap for line in lines[1:]) >= 2
    for draft, ways in zip(drafts, ranked_divisions(heads, gaps=gaps), strict=True):
        best = None
        for cost, division in ways:
            parts = [("kicker", division.kicker), ("headline", division.headline), ("deck", division.deck)]
            given = {draft.heads[k]: part for part, places in parts for k in places}
            total = sum(float(said.role[n, ROLE[part]]) for n, part in given.items()) - CUES * cost
            if best is None or total > best[0]:
                best = (total, given)
        if best is not None:
            for n, part in best[1].items():
                roles[n] = part
    furniture = tuple(n for n in decoded.furniture if roles[n] == "furniture")
    return DecodedPage(tuple(all_drafts), tuple(roles), furniture)
