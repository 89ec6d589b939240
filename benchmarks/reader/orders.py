"""Orders in which a page's blocks reach the text: as drawn by some habit, or as an extractor sorts them by place."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from random import Random

import numpy as np

from benchmarks.reader.boxes import boxed, clustered, glued
from benchmarks.reader.imprint import Block

HEADS = frozenset({"kicker", "headline", "deck", "byline"})


def _of_items(blocks: list[Block]) -> list[list[Block]]:
    return [list(run) for _, run in groupby(sorted(blocks, key=lambda b: (b.item, b.number)), key=lambda b: b.item)]


def _arranged(blocks: list[Block], habit: str, random: Random, swapped: list[str]) -> list[Block]:
    """One item's blocks by the habit."""
    heads = [b for b in blocks if b.part in HEADS]
    rest = [b for b in blocks if b.part not in HEADS and b.part != "rubric"]
    rubric = [b for b in blocks if b.part == "rubric"]
    if swapped:
        heads.sort(key=lambda b: swapped.index(b.part))
    if habit == "body_first":
        return rubric + rest + heads if random.random() < 0.5 else rest + heads + rubric
    if habit == "between" and len(rest) == 1 and len(rest[0].rows) > 5:
        whole = rest[0]
        at = random.randint(2, len(whole.rows) - 2)
        rest = [replace(whole, rows=whole.rows[:at]), replace(whole, rows=whole.rows[at:])]
    if habit == "between" and len(rest) > 1:
        cut = random.randint(1, len(rest) - 1)
        return rubric + rest[:cut] + heads + rest[cut:]
    if habit == "byline_last":
        lines = [b for b in heads if b.part == "byline"]
        return rubric + [b for b in heads if b.part != "byline"] + rest + lines
    return rubric + heads + rest


def drawn(blocks: list[Block], random: Random) -> list[Block]:
    """The blocks in the order in which a page's program drew them: one habit for the page, with exceptions."""
    items = _of_items(blocks)
    placed = random.random()
    if placed < 0.3:
        items.sort(key=lambda run: (min(b.y0 for b in run), min(b.x0 for b in run)))
    elif placed < 0.45:
        random.shuffle(items)
    elif placed < 0.5:
        items.reverse()
    habit = random.choices(
        (
            "natural",
            "body_first",
            "between",
            "byline_last",
            "heads_first",
            "heads_last",
            "headlines_last",
            "headlines_first",
            "mixed",
            "apart",
        ),
        (8, 6, 2.2, 0.7, 3, 3, 2, 1, 2, 1),
    )[0]
    swapped: list[str] = []
    if random.random() < 0.25:
        swapped = random.sample(["kicker", "headline", "deck", "byline"], 4)
    astray = random.choice((0, 0, 0.1))
    out: list[Block] = []
    first: list[Block] = []
    last: list[Block] = []
    for run in items:
        own = random.choice(("natural", "body_first")) if habit == "mixed" or random.random() < astray else habit
        some = _arranged(run, own, random, swapped)
        if own in ("heads_first", "heads_last", "headlines_first", "headlines_last", "apart"):
            far = (
                HEADS
                if own in ("heads_first", "heads_last")
                else {"headline", "kicker"}
                if random.random() < 0.3
                else {"headline"}
            )
            if own in ("heads_first", "heads_last") and random.random() < 0.3:
                far = HEADS - {"byline"}
            if own == "apart":
                big = max(b.size for b in run)
                far = {"headline", "kicker", "deck"} if big > 2.1 else set()
            if all(b.part in HEADS or b.part == "pointer" for b in run) and random.random() < 0.7:
                far = set()  # a refer stays where it is
            (first if own in ("heads_first", "headlines_first") else last).extend(b for b in some if b.part in far)
            some = [b for b in some if b.part not in far]
        out.extend(some)
    if random.random() < 0.4:
        random.shuffle(first)
    if random.random() < 0.4:
        pairs = [list(g) for _, g in groupby(last, key=lambda b: b.item)]
        random.shuffle(pairs)
        last = [b for run in pairs for b in run]
    if random.random() < 0.15:
        captions = [b for b in out if b.part == "caption"]
        out = [b for b in out if b.part != "caption"]
        (last if random.random() < 0.8 else first).extend(captions)
    if items and random.random() < 0.08:  # the lead's head and beginning far from its columns
        lead = max(items, key=len)
        far_blocks = [b for b in lead if b.part in HEADS] + [b for b in lead if b.part == "body"][:1]
        if len(lead) > len(far_blocks):
            keep = {id(b) for b in far_blocks}
            out = [b for b in out if id(b) not in keep]
            first = [b for b in first if id(b) not in keep]
            last = [b for b in last if id(b) not in keep]
            (last if random.random() < 0.6 else first).extend(far_blocks)
    whole = first + out + last
    if random.random() < 0.2:
        whole = _pictures_inside(whole, random)
    if random.random() < 0.06:  # a block or two astray
        for _ in range(random.randint(1, 3)):
            block = whole.pop(random.randrange(len(whole)))
            whole.insert(random.randint(0, len(whole)), block)
    return whole


def _pictures_inside(blocks: list[Block], random: Random) -> list[Block]:
    """Captions drawn inside other stories: between a head and its text, or between two columns of it."""
    captions = [b for b in blocks if b.part == "caption" and len(b.rows) < 8]
    out = [b for b in blocks if b not in captions]
    for caption in captions:
        seams = [
            n for n in range(1, len(out)) if out[n].part == "body" and out[n - 1].item == out[n].item != caption.item
        ]
        out.insert(random.choice(seams) if seams else len(out), caption)
    return out


def fragments(blocks: list[Block], random: Random) -> list[Block]:
    """Columns cut as an extractor that makes blocks of its own cuts them: at crossheads, at paragraphs, anywhere."""
    at_paragraph = random.choice((0.0, 0.0, 0.3, 1.0))
    anywhere = random.choice((0.0, 0.0, 0.02, 0.08))
    at_cross = random.choice((0.0, 1.0, 1.0))
    out: list[Block] = []
    for b in blocks:
        run = 0
        height = (b.y1 - b.y0) / max(1, len(b.rows))
        cuts = [0]
        for n in range(1, len(b.rows)):
            role, above = b.rows[n].segments[0][1].role, b.rows[n - 1].segments[0][1].role
            cross = role.startswith("crosshead") != above.startswith("crosshead")
            share = max(anywhere, at_cross * cross, at_paragraph * (role == "start"))
            run += 1
            if b.part in ("body", "caption") and share and run > (0 if cross else 1) and random.random() < share:
                cuts.append(n)
                run = 0
        for start, end in zip(cuts, [*cuts[1:], len(b.rows)], strict=True):
            y0 = b.y0 + start * height
            out.append(replace(b, rows=b.rows[start:end], y0=y0, y1=y0 + (end - start) * height, number=len(out)))
    return out


def depth_first(blocks: list[Block], random: Random) -> list[Block]:
    """Reading order by two rules, depth first, as poppler makes it (Breuel: above before below; left before right).

    A block comes before those that it stands above and overlaps, and before those wholly right of it unless a third
    that overlaps both stands between the two in height.
    """
    left = sorted(blocks, key=lambda b: (b.y0, b.x0)) if random.random() < 0.5 else list(blocks)
    size = len(left)
    noise = random.choice((0.0, 0.0, 0.4))  # boxes are never quite where columns are
    x0 = np.array([b.x0 + random.uniform(-noise, noise) for b in left])
    x1 = np.array([b.x1 + random.uniform(-noise, noise) for b in left])
    y0, y1 = np.array([b.y0 for b in left]), np.array([b.y1 for b in left])
    overlap = (x0[:, None] < x1[None]) & (x0[None] < x1[:, None])
    over = overlap & (y0[:, None] < y0[None])
    lower, upper = np.minimum(y1[:, None], y1[None]), np.maximum(y0[:, None], y0[None])
    beside = x1[:, None] <= x0[None] + 0.01
    between = np.zeros((size, size), bool)
    for k in range(size):
        both = overlap[:, k][:, None] & overlap[:, k][None]
        between |= both & (y0[k] >= lower) & (y1[k] <= upper)
    before = over | (beside & ~between)
    out: list[Block] = []
    seen = [False] * size
    first = [np.flatnonzero(before[:, n]).tolist() for n in range(size)]
    for start in range(size):
        stack = [(start, iter(first[start]))]
        if seen[start]:
            continue
        seen[start] = True
        while stack:
            n, rest = stack[-1]
            other = next((k for k in rest if not seen[k]), None)
            if other is None:
                stack.pop()
                out.append(left[n])
            else:
                seen[other] = True
                stack.append((other, iter(first[other])))
    return out


def by_columns(blocks: list[Block], random: Random) -> list[Block]:
    """A topological order as layout analysers make it: above before below where they share columns, else left first."""
    left = sorted(blocks, key=lambda b: (b.y0, b.x0))
    before: dict[int, set[int]] = {b.number: set() for b in left}
    slack = random.choice((0.3, 1.0))
    wild = random.choice((0, 0, 0.05, 0.2))
    for a in left:
        for b in left:
            if a is b:
                continue
            overlap = min(a.x1, b.x1) - max(a.x0, b.x0)
            if (overlap > slack and a.y0 < b.y0) or (a.x1 <= b.x0 + slack and a.y0 < b.y1 and a.y1 > b.y0):
                before[b.number].add(a.number)
    out: list[Block] = []
    done: set[int] = set()
    last: Block | None = None
    while left:
        free = [b for b in left if not (before[b.number] - done)] or left[:1]
        if last is not None:
            nearest = [b for b in free if abs(b.x0 - last.x0) < 2 and b.y0 >= last.y0 - 1]
            choice = min(nearest, key=lambda b: b.y0) if nearest else min(free, key=lambda b: (b.x0, b.y0))
        else:
            choice = min(free, key=lambda b: (b.y0, b.x0))
        if wild and random.random() < wild:
            choice = random.choice(free)
        out.append(choice)
        done.add(choice.number)
        left.remove(choice)
        last = choice
    return out


def cut(blocks: list[Block], depth: int = 0) -> list[Block]:
    """Recursive cuts along white space: across first, then down."""
    if len(blocks) <= 1 or depth > 24:
        return sorted(blocks, key=lambda b: (b.x0, b.y0))
    for low, high in (("y0", "y1"), ("x0", "x1")):
        ordered = sorted(blocks, key=lambda b: getattr(b, low))
        groups: list[list[Block]] = []
        edge = -1e9
        for b in ordered:
            if getattr(b, low) >= edge - 0.2 or not groups:
                groups.append([])
            groups[-1].append(b)
            edge = max(edge, getattr(b, high))
        if len(groups) > 1:
            return [b for group in groups for b in cut(group, depth + 1)]
    return sorted(blocks, key=lambda b: (b.y0, b.x0))


PLAIN = {"newsletter": 0.55, "campus": 0.45, "supplement": 0.35}
"""How often a page of such a paper comes as it is read: item under item, each with its heads before its
text. Such pages are written, not laid out; among papers that are laid out it is one page in four (`OTHERS_PLAIN`)."""
OTHERS_PLAIN = 0.27


def natural(blocks: list[Block]) -> list[Block]:
    """The blocks as they are read: item under item, heads first."""
    out: list[Block] = []
    for run in _of_items(blocks):
        parts = {part: [b for b in run if (b.part in HEADS, b.part == "rubric") == part] for part in _READ}
        out += [b for part in _READ for b in parts[part]]
    return out


_READ = ((False, True), (True, False), (False, False))
"""Whether a block is of the heads and whether it is a rubric, in the order in which they are read."""

KINDS = {"drawn": 5.0, "columns": 1.2, "cut": 0.7, "clustered": 0.8, "boxes": 2.2, "poppler": 2.6, "rows": 0.5}
"""How often pages come in each kind of order."""


GLUED = 0.5
"""Share of pages in poppler's order on which it glues columns."""


def ordered(blocks: list[Block], random: Random, sort: str) -> tuple[str, list[Block]]:
    """The name of an extractor's kind of order, and the blocks of a page of a paper of that sort in it."""
    if random.random() < PLAIN.get(sort, OTHERS_PLAIN):
        whole = natural(blocks)
        return "plain", _pictures_inside(whole, random) if random.random() < 0.3 else whole
    kind = random.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "boxes":
        return kind, boxed(blocks, random)
    if kind != "drawn" and random.random() < (0.9 if kind in ("poppler", "rows") else 0.4):
        blocks = fragments(blocks, random)
    if kind == "rows":
        step = random.choice((3, 6, 12))
        return kind, sorted(blocks, key=lambda b: (round(b.y0 / step), b.x0, b.y0))
    if kind == "poppler":
        blocks = depth_first(blocks, random)
        return kind, glued(blocks, random) if random.random() < GLUED else blocks
    if kind == "columns":
        return kind, by_columns(blocks, random)
    if kind == "cut":
        return kind, cut(blocks)
    if kind == "clustered":
        return kind, clustered(blocks)
    return kind, drawn(blocks, random)
