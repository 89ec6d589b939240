"""Which head lines belong to which text, and where single lines hang: dealt over the whole page at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.linking import NONE, assigned
from scripts.pagetext.reader.network import Array, Judgement
from scripts.pagetext.reader.order import in_order
from scripts.pagetext.reader.roles import HANGING, HEADS, KIND


def belongs(judgement: Judgement, lines: Sequence[int], drafts: Sequence[ItemDraft]) -> Array:
    """How well lines belong to each draft, and to none (the last): sums of logarithms."""
    chances = np.exp(judgement.anchor[list(lines)])
    columns = [chances[:, d.text].sum(1) if d.text else chances[:, d.heads].sum(1) for d in drafts]
    columns.append(chances[:, -1])
    table = np.stack(columns, 1)
    return np.asarray(np.log(np.maximum(table, 1e-7)).sum(0), np.float32)


def deal(judgement: Judgement, roles: Sequence[str], groups: list[list[int]], drafts: list[ItemDraft]) -> None:
    """Deal head lines to texts: first whole groups, one to a text, then line by line and run by run while it helps."""
    texts = [d for d in drafts if d.text]
    heads = sorted(n for group in groups for n in group)
    if not heads:
        return
    bare = [BARE.get(d.kind, 0.0) for d in texts]
    fits = {n: belongs(judgement, [n], texts) + _of_kind(judgement, n, texts) for n in heads}
    owner, alone = _dealt(roles, groups, fits, len(texts))
    headed = [any(roles[n] == "headline" for n in group) for group in groups]
    for n, (text, nats) in in_order(groups, owner, fits, [d.text for d in texts], bare, headed).items():
        fits[n] = fits[n].copy()
        fits[n][text] += nats
    owner, alone = _dealt(roles, groups, fits, len(texts))
    _improve(judgement, heads, fits, owner, bare, alone)
    headless: dict[int, ItemDraft] = {}
    for n in heads:
        column = owner[n]
        if column < len(texts):
            texts[column].heads.append(n)
            continue
        if column not in headless:
            headless[column] = ItemDraft()
            drafts.append(headless[column])
        headless[column].heads.append(n)


def _dealt(
    roles: Sequence[str], groups: Sequence[Sequence[int]], fits: Mapping[int, Array], texts: int
) -> tuple[dict[int, int], int]:
    """The text of each head line, groups kept whole; and the first number that is not given to a group without a text.

    Groups with a headline go one to a text, the others where they belong most.
    """
    owner: dict[int, int] = {}
    alone = texts  # texts are 0 up, groups without a text from here on
    sums = [np.asarray(sum(fits[n] for n in group)) for group in groups]
    headed = [k for k, group in enumerate(groups) if any(roles[n] == "headline" for n in group)]
    columns = {k: int(total.argmax()) for k, total in enumerate(sums)}
    if headed:
        columns.update(zip(headed, map(int, assigned(np.stack([sums[k] for k in headed]))), strict=True))
    for k in [*headed, *(k for k in range(len(groups)) if k not in headed)]:
        column = columns[k]
        if column == texts:
            column, alone = alone, alone + 1
        owner.update(dict.fromkeys(groups[k], column))
    return owner, alone


def _of_kind(judgement: Judgement, line: int, texts: Sequence[ItemDraft]) -> Array:
    """How well a head line's own kind goes with each text's; a line without a text is a refer's."""
    kinds = [KIND[d.kind] for d in texts]
    return np.maximum(judgement.kind[line, [*kinds, KIND["refer"]]], STRANGE)


STRANGE = -3.0
"""Nats that a head line of another kind than its text costs, at most."""
BARE = {"article": 3.5, "notice": 1.0}
"""Nats that a text of a kind costs without any head line; the network does not say it of itself. Photos need none."""


def _improve(
    judgement: Judgement,
    heads: Sequence[int],
    fits: dict[int, Array],
    owner: dict[int, int],
    bare: Sequence[float],
    alone: int,
) -> None:
    """Move head lines, and runs of them, to other texts or to none, while the page as a whole becomes likelier."""
    link, texts = judgement.above, len(bare)

    def worth(column: int, lines: Sequence[int]) -> float:
        if not lines:
            return -bare[column] if column < texts else 0.0
        total = 0.0
        last = NONE
        for n in lines:
            total += float(fits[n][min(column, texts)]) + float(link[n, last])
            last = n
        return total

    held: dict[int, list[int]] = {}
    for n in heads:
        held.setdefault(owner[n], []).append(n)
    value = {column: worth(column, held.get(column, [])) for column in {*range(texts), *held}}
    runs = _runs(heads)
    for _ in range(4):
        moved = False
        for run in runs:
            source = owner[run[0]]
            if any(owner[n] != source for n in run):
                continue
            chances = sum((fits[n] for n in run), np.zeros(texts + 1, np.float32))
            targets = [int(c) for c in np.argsort(-chances)[:5] if c != texts and c != source]
            if source < texts:
                targets.append(alone)
            near = {owner[k] for k in (_beside(heads, run[0], -1), _beside(heads, run[-1], 1)) if k is not None}
            targets += [c for c in near if c != source and c not in targets]
            kept = [n for n in held[source] if n not in run]
            base = value[source]
            best, choice = 1e-3, -1
            for target in targets:
                both = sorted([*held.get(target, []), *run])
                gain = (
                    worth(source, kept)
                    + worth(target, both)
                    - base
                    - value.get(target, worth(target, held.get(target, [])))
                )
                if gain > best:
                    best, choice = gain, target
            if choice >= 0:
                moved = True
                held[source] = kept
                held[choice] = sorted([*held.get(choice, []), *run])
                owner.update(dict.fromkeys(run, choice))
                value[source], value[choice] = worth(source, kept), worth(choice, held[choice])
                if choice == alone:
                    alone += 1
        if not moved:
            break


LONGEST_RUN = 5
"""Head lines that are moved together, at most."""


def _runs(heads: Sequence[int]) -> list[list[int]]:
    """Every run of neighbouring head lines, long ones first."""
    out = []
    for size in range(LONGEST_RUN, 0, -1):
        for at in range(len(heads) - size + 1):
            if heads[at + size - 1] - heads[at] == size - 1:
                out.append(list(heads[at : at + size]))
    return out


def _beside(heads: Sequence[int], line: int, step: int) -> int | None:
    at = heads.index(line) + step
    return heads[at] if 0 <= at < len(heads) else None


def hang(judgement: Judgement, roles: Sequence[str], drafts: list[ItemDraft]) -> None:
    """Bylines, credits and jump lines go where they belong; what belongs nowhere goes with the line above it."""
    owner = {n: d for d in drafts for n in d.lines()}
    leaning = byline_side(judgement, roles, drafts)
    for n, role in enumerate(roles):
        if role not in HANGING or role in HEADS:
            continue
        fits = belongs(judgement, [n], drafts)
        for column, nats in leaning.get(n, ()):
            fits[column] += nats
        column = int(fits.argmax())
        if column < len(drafts):
            draft = drafts[column]
        elif role == "credit":
            draft = ItemDraft(kind="photo")
            drafts.append(draft)
        else:
            near = next((owner[k] for k in (*range(n - 1, -1, -1), *range(n + 1, len(roles))) if k in owner), None)
            if near is None:
                near = ItemDraft()
                drafts.append(near)
            draft = near
        draft.hanging.append(n)


SURE_SIDE = 3.0
"""Nats that one byline says of the side on which a page's bylines stand, at most."""


def byline_side(
    judgement: Judgement, roles: Sequence[str], drafts: Sequence[ItemDraft]
) -> dict[int, tuple[tuple[int, float], ...]]:
    """For bylines between two texts, what the page's other bylines say of either: a paper sets them over or under all.

    Drafts with the nats that each gains, by the byline's line.
    """
    first = {d.text[0]: k for k, d in enumerate(drafts) if d.text and d.kind == "article"}
    last = {d.text[-1]: k for k, d in enumerate(drafts) if d.text and d.kind == "article"}
    between: dict[int, tuple[int, int]] = {}
    says: dict[int, float] = {}
    for n, role in enumerate(roles):
        if role != "byline":
            continue
        above = next((k for k in range(n - 1, -1, -1) if roles[k] not in HANGING), None)
        over, under = first.get(n + 1), last.get(above) if above is not None else None
        if over is None or under is None or over == under:
            continue
        between[n] = over, under
        fits = belongs(judgement, [n], drafts)
        says[n] = max(-SURE_SIDE, min(SURE_SIDE, float(fits[over] - fits[under])))
    total = sum(says.values())
    return {n: ((over, total - says[n]), (under, says[n] - total)) for n, (over, under) in between.items()}
