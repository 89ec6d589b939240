"""In which order a page's pieces are drawn: what makes raw text unlike the printed page. A named table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from benchmarks.typeset.pieces import HEAD_PARTS, Piece

Pieces = list[Piece]


def _by_story(pieces: Sequence[Piece]) -> list[Pieces]:
    found: dict[int, Pieces] = {}
    for piece in pieces:
        found.setdefault(piece.story, []).append(piece)
    return list(found.values())


def _split(pieces: Pieces) -> tuple[Pieces, Pieces]:
    """Headline parts and the others."""
    heads = [piece for piece in pieces if piece.part in HEAD_PARTS]
    return heads, [piece for piece in pieces if piece.part not in HEAD_PARTS]


def _joined(groups: Sequence[Pieces]) -> Pieces:
    return [piece for group in groups for piece in group]


def natural(pieces: Sequence[Piece], random: Random) -> Pieces:  # noqa: ARG001 - one signature for all of the table
    """As printed."""
    return list(pieces)


def body_first(pieces: Sequence[Piece], random: Random) -> Pieces:
    """Each body before its headline; kicker, headline and deck in any order, but one order for a page."""
    order = random.choice((HEAD_PARTS, ("headline", "kicker", "deck"), ("deck", "kicker", "headline")))
    out: Pieces = []
    for group in _by_story(pieces):
        heads, others = _split(group)
        out += others + sorted(heads, key=lambda piece: order.index(piece.part))
    return out


def body_first_shuffled(pieces: Sequence[Piece], random: Random) -> Pieces:
    """Bodies before their headlines, the items in no order of the page."""
    groups = _by_story(body_first(pieces, random))
    random.shuffle(groups)
    return _joined(groups)


def heads_first(pieces: Sequence[Piece], random: Random) -> Pieces:  # noqa: ARG001
    """All headlines of the page, then all the rest."""
    heads, others = _split(list(pieces))
    return heads + others


def heads_last(pieces: Sequence[Piece], random: Random) -> Pieces:  # noqa: ARG001
    """All bodies, then all headlines."""
    heads, others = _split(list(pieces))
    return others + heads


def between(pieces: Sequence[Piece], random: Random) -> Pieces:  # noqa: ARG001
    """Headlines between the first column of a body and the second."""
    out: Pieces = []
    for group in _by_story(pieces):
        heads, others = _split(group)
        cut = 1 + next((n for n, piece in enumerate(others) if piece.part == "body-0"), -1)
        out += others[:cut] + heads + others[cut:] if cut else group
    return out


def shuffled(pieces: Sequence[Piece], random: Random) -> Pieces:
    """Items in no order of the page, each as printed."""
    groups = _by_story(pieces)
    random.shuffle(groups)
    return _joined(groups)


def captions_last(pieces: Sequence[Piece], random: Random) -> Pieces:  # noqa: ARG001
    """Photos' texts after all others."""
    photos = {piece.story for piece in pieces if piece.part == "caption"}
    return [p for p in pieces if p.story not in photos] + [p for p in pieces if p.story in photos]


def mixed(pieces: Sequence[Piece], random: Random) -> Pieces:
    """Most items as printed, some with the headline after the body or between its columns; captions at the end."""
    out: Pieces = []
    for group in _by_story(pieces):
        way = random.choices((natural, body_first, between), (6, 3, 1))[0]
        out += way(group, random)
    return captions_last(out, random) if random.random() < 0.5 else out


def backwards(pieces: Sequence[Piece], random: Random) -> Pieces:  # noqa: ARG001
    """The page's last item first."""
    return _joined(_by_story(pieces)[::-1])


ORDERS: dict[str, Callable[[Sequence[Piece], Random], Pieces]] = {
    "natural": natural,
    "body_first": body_first,
    "body_first_shuffled": body_first_shuffled,
    "heads_first": heads_first,
    "heads_last": heads_last,
    "between": between,
    "shuffled": shuffled,
    "captions_last": captions_last,
    "mixed": mixed,
    "backwards": backwards,
}


def drawn(pieces: Sequence[Piece], order: str, furniture: str, head_of: int, random: Random) -> Pieces:
    """A page's pieces in the order of drawing, furniture where the house draws it (`head_of`: the first item)."""
    about = [piece for piece in pieces if piece.part == "furniture"]
    news = ORDERS[order]([piece for piece in pieces if piece.part != "furniture"], random)
    top = [piece for piece in about if piece.story < head_of]
    foot = [piece for piece in about if piece.story >= head_of]
    if furniture == "first":
        return about + news
    if furniture == "last":
        return news + about
    return top + news + foot
