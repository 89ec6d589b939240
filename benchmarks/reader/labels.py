"""Simulated pages as training examples: the network's arrays, and what each line is and hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.reader.imprint import Tag
from benchmarks.reader.simulate import Sheet
from scripts.pagetext.elements import prepare
from scripts.pagetext.lines import Line, read_lines
from scripts.pagetext.reader.characters import Alphabet
from scripts.pagetext.reader.features import numbers
from scripts.pagetext.reader.kinship import kinship
from scripts.pagetext.reader.roles import HANGING, HEADS, KIND, ROLE, TEXT

NONE, UNTOLD = -1, -2
"""A pointer to nothing, and one that is not asked for."""


@dataclass(slots=True)
class Example:
    """One page: characters, numbers, kinship; each line's role, kind, what it goes on from, what it hangs on."""

    characters: NDArray[np.int16]
    numbers: NDArray[np.float16]
    kin: NDArray[np.uint8]
    measures: NDArray[np.float16]
    role: NDArray[np.int8]
    kind: NDArray[np.int8]
    above: NDArray[np.int16]
    anchor: NDArray[np.int16]
    name: str = ""


def tags_of(lines: Sequence[Line], raw: Sequence[str], segments: Sequence[Sequence[tuple[str, Tag]]]) -> list[Tag]:
    """The tag of each line: that of most of its characters."""
    cursors: dict[int, int] = {}
    out = []
    for line in lines:
        part = line.parts[0] if line.parts else line
        at = cursors.get(part.number, 0)
        text = raw[part.number - 1]
        size = len(part.raw)
        start = text.find(part.raw, at)
        if start < 0:
            start = at
        cursors[part.number] = start + size
        votes: dict[Tag, int] = {}
        position = 0
        for piece, tag in segments[part.number - 1]:
            shared = len(piece[max(0, start - position) : max(0, start + size - position)].strip())
            if shared > 0:
                votes[tag] = votes.get(tag, 0) + shared
            position += len(piece)
        out.append(max(votes, key=lambda tag: votes[tag]) if votes else segments[part.number - 1][0][1])
    return out


def example(sheet: Sheet, alphabet: Alphabet) -> Example | None:
    """The page as an example, None where it has too few lines to be one."""
    lines, marks, _ = prepare(read_lines(list(sheet.lines), 1, []))
    if len(lines) < 5:
        return None
    return arrays(lines, marks, tags_of(lines, sheet.lines, sheet.segments), sheet.kinds, alphabet, sheet.habits)


def arrays(
    lines: Sequence[Line],
    marks: Sequence[str],
    tags: Sequence[Tag],
    kinds: Sequence[str],
    alphabet: Alphabet,
    name: str = "",
) -> Example:
    """Arrays of a page whose lines' tags are known."""
    codes = [alphabet.numbers(line.text) for line in lines]
    size = len(lines)
    role = np.array([ROLE[tag.role] for tag in tags], np.int8)
    kind = np.array([KIND[kinds[tag.item]] for tag in tags], np.int8)
    above = np.full(size, UNTOLD, np.int16)
    anchor = np.full(size, UNTOLD, np.int16)
    texts: dict[int, list[tuple[int, int, int]]] = {}
    heads: dict[int, list[int]] = {}
    for n, tag in enumerate(tags):
        if tag.role in TEXT:
            texts.setdefault(tag.item, []).append((tag.place, n, n))
        elif tag.role in HEADS:
            heads.setdefault(tag.item, []).append(n)
    for some in texts.values():
        some.sort()
        last = NONE
        for _, _, n in some:
            above[n] = last
            last = n
    for some_heads in heads.values():
        last = NONE
        for n in some_heads:
            above[n] = last
            last = n
    for n, tag in enumerate(tags):
        if tag.role in HANGING:
            if tag.item in texts:
                anchor[n] = texts[tag.item][0][1]
            elif tag.role not in HEADS and tag.item in heads:
                anchor[n] = heads[tag.item][0]
            else:
                anchor[n] = NONE
    return Example(
        alphabet.page(codes).astype(np.int16), numbers(lines, marks).astype(np.float16),
        (np.sqrt(np.clip(kinship(codes), 0, 1)) * 255).astype(np.uint8),
        np.array([line.measure for line in lines], np.float16),
        role, kind, above, anchor, name,
    )  # fmt: skip
