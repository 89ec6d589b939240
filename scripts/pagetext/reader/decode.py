"""What the network says of each line -> what the page's items are: one consistent reading of the whole page.

Lines of running text are linked into texts, each line going on from at most one other; head lines are linked into
groups; then groups and single lines (bylines, credits, jumps) are dealt to texts, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.reader.network import Array, Judgement
from scripts.pagetext.reader.roles import HANGING, HEADS, KIND, KINDS, ROLE, ROLES, TEXT

NONE = -1
NEVER = np.float32(-1e9)


@dataclass(slots=True)
class ItemDraft:
    """One item while it is put together: indices of the lines of its text in order, its heads, and what hangs on it."""

    text: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    hanging: list[int] = field(default_factory=list)
    kind: str = "article"

    def lines(self) -> list[int]:
        """All its lines."""
        return [*self.heads, *self.hanging, *self.text]


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The drafts of a page, each line's role, and the lines that are furniture."""

    drafts: tuple[ItemDraft, ...]
    roles: tuple[str, ...]
    furniture: tuple[int, ...]

    def above(self) -> Iterator[tuple[int, int]]:
        """Each line of running text with the line that it goes on from, NONE for the first of its text."""
        for draft in self.drafts:
            yield from zip(draft.text, [NONE, *draft.text], strict=False)


def roles_of(said: Judgement) -> list[str]:
    """Each line's role: the likeliest, with furniture weighed by the kind too."""
    score = said.role.copy()
    furniture = KIND["furniture"]
    kind = said.kind
    others = np.log(np.maximum(1e-6, 1 - np.exp(kind[:, furniture])))
    score[:, ROLE["furniture"]] += kind[:, furniture]
    rest = np.arange(len(ROLES)) != ROLE["furniture"]
    score[:, rest] += others[:, None]
    return [ROLES[n] for n in score.argmax(1)]


def linked(score: Array, members: Sequence[int]) -> dict[int, int]:
    """For each member the one that it goes on from, or NONE; no two go on from the same, and no circle.

    `score` is lines by lines and one: the last column says none. Conflicts go to whoever would lose most.
    """
    if not members:
        return {}
    index = np.array(members)
    size = len(index)
    sub = np.full((size, size + 1), NEVER, np.float32)
    sub[:, :size] = score[np.ix_(index, index)]
    sub[:, size] = score[index, -1]
    top = sub.max(1, keepdims=True)
    sub -= top + np.log(np.exp(sub - top).sum(1, keepdims=True))
    choice = assigned(sub)
    _open_circles(choice, sub)
    return {int(index[n]): (int(index[c]) if c < size else NONE) for n, c in enumerate(choice)}


def assigned(gain: Array) -> NDArray[np.int64]:
    """For each row a column, each column but the last at most once: those who would lose most by it choose first.

    Rows whose choice is taken by one who would lose more take their next best, until nothing changes.
    """
    rows, columns = gain.shape
    none = columns - 1
    left = gain.copy()
    choice: NDArray[np.int64] = left.argmax(1).astype(np.int64)
    owner: dict[int, int] = {}
    waiting = list(range(rows))
    turns = 0
    while waiting and turns < 40 * rows + 100:
        turns += 1
        row = waiting.pop()
        best = int(left[row].argmax())
        if best == none:
            choice[row] = none
            continue
        value = left[row, best]
        left[row, best] = NEVER
        second = left[row].max()
        left[row, best] = value
        regret = value - second
        held = owner.get(best)
        if held is None:
            owner[best] = row
            choice[row] = best
            continue
        mine = left[held, best]
        left[held, best] = NEVER
        theirs = mine - left[held].max()
        left[held, best] = mine
        if regret > theirs:
            owner[best] = row
            choice[row] = best
            left[held, best] = NEVER
            waiting.append(held)
        else:
            left[row, best] = NEVER
            waiting.append(row)
    return choice


def _open_circles(choice: NDArray[np.int64], gain: Array) -> None:
    """Cut each circle of links where that costs least."""
    size = len(choice)
    state = np.zeros(size, np.int8)
    for start in range(size):
        path: list[int] = []
        at = start
        while at < size and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(choice[at])
        if at < size and state[at] == 1:
            circle = path[path.index(at) :]
            weakest = max(circle, key=lambda n: gain[n, size] - gain[n, choice[n]])
            choice[weakest] = size
        for n in path:
            state[n] = 2


def chains(links: dict[int, int]) -> list[list[int]]:
    """Lists of members, each in its order, in the order of their first members."""
    after = {above: member for member, above in links.items() if above != NONE}
    out = []
    for member, above in sorted(links.items()):
        if above == NONE:
            run = [member]
            while run[-1] in after:
                run.append(after[run[-1]])
            out.append(run)
    return out


def kind_of(said: Judgement, lines: Sequence[int]) -> str:
    """The likeliest kind of lines that are one item."""
    total = said.kind[list(lines)][:, : KIND["furniture"]].sum(0)
    return KINDS[int(total.argmax())]


def decode(said: Judgement) -> DecodedPage:
    """A page's items from what the network says of its lines."""
    roles = roles_of(said)
    text = [n for n, role in enumerate(roles) if role in TEXT]
    heads = [n for n, role in enumerate(roles) if role in HEADS]
    drafts = [ItemDraft(text=run, kind=kind_of(said, run)) for run in chains(linked(said.above, text))]
    groups = chains(linked(said.above, heads))
    _deal(said, roles, groups, drafts)
    _hang(said, roles, drafts)
    for draft in drafts:
        draft.heads.sort()
        if draft.heads and draft.kind != "notice":
            for n, role in zip(draft.heads, parted(said.role[draft.heads]), strict=True):
                roles[n] = role
        if not draft.text:
            draft.kind = "refer"
        elif draft.kind == "refer":
            draft.kind = "article"
    drafts = [d for d in drafts if d.lines()]
    drafts.sort(key=lambda d: min(d.text or d.lines()))
    furniture = tuple(n for n, role in enumerate(roles) if role == "furniture")
    return DecodedPage(tuple(drafts), tuple(roles), furniture)


_PARTS = ("kicker", "headline", "deck")
AGAIN = 3.0
"""Nats that it costs for a kicker, headline or deck to go on after another of them: the three stand together."""


def parted(role: Array) -> list[str]:
    """The likeliest kickers, headlines and decks for the lines of one head; one of them is a headline.

    `role` is lines by roles. The cheapest way through which parts have been (three bits) and which is at hand.
    """
    columns = role[:, [ROLE[name] for name in _PARTS]]
    ways: dict[tuple[int, int], tuple[float, list[int]]] = {(0, -1): (0.0, [])}
    for line in columns:
        fresh: dict[tuple[int, int], tuple[float, list[int]]] = {}
        for (seen, now), (score, path) in ways.items():
            for part in range(3):
                cost = AGAIN if part != now and seen >> part & 1 else 0.0
                state = (seen | 1 << part, part)
                total = score + float(line[part]) - cost
                if state not in fresh or total > fresh[state][0]:
                    fresh[state] = (total, [*path, part])
        ways = fresh
    _, path = max((way for (seen, _), way in ways.items() if seen & 2), key=lambda way: way[0])
    return [_PARTS[part] for part in path]


def belongs(said: Judgement, lines: Sequence[int], drafts: Sequence[ItemDraft]) -> Array:
    """How well lines belong to each draft, and to none (the last): sums of logarithms."""
    chances = np.exp(said.anchor[list(lines)])
    columns = [chances[:, d.text].sum(1) if d.text else chances[:, d.heads].sum(1) for d in drafts]
    columns.append(chances[:, -1])
    table = np.stack(columns, 1)
    return np.asarray(np.log(np.maximum(table, 1e-7)).sum(0), np.float32)


def _deal(said: Judgement, roles: Sequence[str], groups: list[list[int]], drafts: list[ItemDraft]) -> None:
    """Deal head lines to texts: first whole groups, one to a text, then line by line and run by run while it helps."""
    texts = [d for d in drafts if d.text]
    heads = sorted(n for group in groups for n in group)
    if not heads:
        return
    fits = {n: belongs(said, [n], texts) + _of_kind(said, n, texts) for n in heads}
    owner: dict[int, int] = {}
    alone = len(texts)  # texts are 0 up, groups without a text from here on
    headed = [g for g in groups if any(roles[n] == "headline" for n in g)]
    if headed:
        gain = np.stack([sum((fits[n] for n in g), np.zeros(len(texts) + 1, np.float32)) for g in headed])
        for group, column in zip(headed, assigned(gain), strict=True):
            if column == len(texts):
                column, alone = alone, alone + 1
            owner.update(dict.fromkeys(group, int(column)))
    for group in groups:
        if group[0] in owner:
            continue
        column = int(sum((fits[n] for n in group), np.zeros(len(texts) + 1, np.float32)).argmax())
        if column == len(texts):
            column, alone = alone, alone + 1
        owner.update(dict.fromkeys(group, column))
    _improve(said, heads, fits, owner, [BARE.get(d.kind, 0.0) for d in texts], alone)
    made: dict[int, ItemDraft] = {}
    for n in heads:
        column = owner[n]
        if column < len(texts):
            texts[column].heads.append(n)
            continue
        if column not in made:
            made[column] = ItemDraft()
            drafts.append(made[column])
        made[column].heads.append(n)


def _of_kind(said: Judgement, line: int, texts: Sequence[ItemDraft]) -> Array:
    """How well a head line's own kind goes with each text's; a line without a text is a refer's."""
    kinds = [KIND[d.kind] for d in texts]
    return np.maximum(said.kind[line, [*kinds, KIND["refer"]]], STRANGE)


STRANGE = -3.0
"""Nats that a head line of another kind than its text costs, at most."""
BARE = {"article": 1.5, "notice": 1.0}
"""Nats that a text of a kind costs without any head line; the network does not say it of itself. Photos need none."""


def _improve(
    said: Judgement,
    heads: Sequence[int],
    fits: dict[int, Array],
    owner: dict[int, int],
    bare: Sequence[float],
    alone: int,
) -> None:
    """Move head lines, and runs of them, to other texts or to none, while the page as a whole becomes likelier."""
    link, texts = said.above, len(bare)

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


def _hang(said: Judgement, roles: Sequence[str], drafts: list[ItemDraft]) -> None:
    """Bylines, credits and jump lines go where they belong; what belongs nowhere goes with the line above it."""
    owner = {n: d for d in drafts for n in d.lines()}
    for n, role in enumerate(roles):
        if role not in HANGING or role in HEADS:
            continue
        fits = belongs(said, [n], drafts)
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
