"""Makes PDFs of dressed pages with their truths: `python -m benchmarks.typeset.prints --out DIR [--seed S]…`.

What `python -m benchmarks.typeset` is for raw text, this is for layout: the same papers and words, but each seed
dresses every paper anew (`dress`). DIR gets pdf/NAME.pdf and truth/NAME.json, as the scorer of PDFs takes them.
It needs the environment of `requirements.txt` beside this file and Debian's fonts-noto-cjk.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pymupdf
from fontTools import subset
from fontTools.ttLib import TTCollection

from benchmarks.typeset.drawing import FONTS, REGIONS, advances
from benchmarks.typeset.dress import Dress, dress_of, varied
from benchmarks.typeset.dressed import DressedComposer, grouping
from benchmarks.typeset.houses import HOUSES, House
from benchmarks.typeset.orders import drawn
from benchmarks.typeset.pages import Composers, Sheet, sheet
from benchmarks.typeset.pieces import Face, Piece
from benchmarks.typeset.stories import COMPOSERS
from benchmarks.typeset.story import furniture

FACES: dict[Face, str] = {
    "serif": "NotoSerifCJK-Regular.ttc",
    "bold": "NotoSansCJK-Bold.ttc",
    "sans": "NotoSansCJK-Regular.ttc",
}
FIRST_DATE = dt.date(2021, 3, 2)
TINT, INK, GREY = (0.92, 0.93, 0.9), (0.2, 0.2, 0.2), (0.6, 0.62, 0.66)


def dressed(house: House, number: int, seed: str, dress: Dress, composers: Composers = COMPOSERS) -> Sheet:
    """One page of a house in a dress, its pieces in the order of drawing."""
    table = advances(house.script)
    made: list[DressedComposer] = []
    name = f"{seed}/{house.key}/{number}"

    def layouter(one: House, widths: Any, random: Random) -> DressedComposer:
        made.append(DressedComposer(one, widths, random, dress, name))
        return made[-1]

    page = sheet(
        house,
        number,
        FIRST_DATE + dt.timedelta(days=Random(name).randrange(600)),
        lambda char: table.get(char, 1.0),
        seed,
        composers,
        layouter=layouter,
        grouping=grouping(dress, Random(f"{name}/groups")),
    )
    stories = list(page.stories)
    for index, label in made[0].labels:
        stories[index] = replace(stories[index], marks=(*stories[index].marks, label))
    head_of = next((n for n, story in enumerate(stories) if story.kind != "furniture"), 0)
    random = Random(f"{name}/order")
    pieces = drawn(page.pieces, "shuffled" if dress.shuffle else house.order, house.furniture, head_of, random)
    if dress.one_face:
        pieces = [replace(piece, face="sans") for piece in pieces]
    return replace(page, stories=tuple(stories), pieces=tuple(_noisy(pieces, dress, Random(f"{name}/noise"))))


def _noisy(pieces: Sequence[Piece], dress: Dress, random: Random) -> list[Piece]:
    """Pieces a little off: sizes as OCR or a careless export has them, lines a point aside."""
    if not dress.size_noise and not dress.place_noise:
        return list(pieces)
    out: list[Piece] = []
    for piece in pieces:
        if piece.part.startswith("shape"):
            out.append(piece)
            continue
        levels = dict.fromkeys(spot.y for spot in piece.spots)
        if len(levels) > 3 and len(piece.spots) < 2.5 * len(levels):  # it runs down: not to be drawn row by row
            out.append(piece)
            continue
        for level in levels:
            size = piece.size * random.uniform(1 - dress.size_noise, 1 + dress.size_noise)
            x, y = (random.uniform(-dress.place_noise, dress.place_noise) for _ in range(2))
            spots = [replace(s, x=s.x + x, y=s.y + y) for s in piece.spots if s.y == level]
            out.append(replace(piece, size=size, spots=spots))
    return out


@cache
def font(face: Face, script: str, text: str) -> bytes:
    """A face's font with the characters of a text, in the forms of a script."""
    font = next(
        one
        for one in TTCollection(FONTS / FACES[face], lazy=True).fonts
        if one["name"].getDebugName(1).endswith(f"CJK {REGIONS[script]}")
    )
    cutter = subset.Subsetter(subset.Options(layout_features=[], notdef_outline=True, name_IDs=[1, 2, 4, 6]))
    cutter.populate(text=text)
    cutter.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def pdf(page: Sheet, fonts: Mapping[Face, bytes], *, deflate: bool = True) -> bytes:
    """A PDF of one page, shapes below the text."""
    document = pymupdf.open()
    paper = document.new_page(width=page.width, height=page.height)
    faces = {face: pymupdf.Font(fontbuffer=data) for face, data in fonts.items()}
    grey = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 6), 0)
    grey.set_rect(grey.irect, (150, 158, 168))
    stream = grey.tobytes("png")
    for piece in page.pieces:
        if piece.part.startswith("shape"):
            one, other = piece.spots
            box = pymupdf.Rect(one.x, one.y, other.x, other.y)
            kind = piece.part.removeprefix("shape-")
            if kind == "picture":
                paper.insert_image(box, stream=stream, keep_proportion=False)
            elif kind == "rule":
                paper.draw_line(box.tl, pymupdf.Point(box.x1, box.y0), color=INK, width=0.6)
            elif kind == "frame":
                paper.draw_rect(box, color=INK, width=0.6)
            else:
                paper.draw_rect(box, color=None, fill=TINT)
    for piece in page.pieces:
        if not piece.part.startswith("shape") and piece.spots:
            writer = pymupdf.TextWriter(paper.rect)
            for spot in piece.spots:
                writer.append((spot.x, spot.y), spot.char, font=faces[piece.face], fontsize=piece.size)
            writer.write_text(paper)
    data: bytes = document.tobytes(garbage=3, deflate=True) if deflate else document.tobytes()
    return data


def truth_of(page: Sheet, house: House, name: str) -> dict[str, Any]:
    """What is true of a page, in the scorer's form."""
    things = [thing for story in page.stories for thing in (*map(furniture, story.marks), story)]
    return {
        "page": f"{name}.pdf",
        "style": name.split("-")[0],
        "paper": house.paper,
        "extractor": "pdf",
        "pages": [1],
        "items": [thing.truth(order, 1) for order, thing in enumerate(things, 1)],
    }


def main() -> None:
    """Make the pages."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.typeset.prints", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for pdf/ and truth/")
    parser.add_argument("--seed", action="append", default=[], help="dresses all papers anew (may be given again)")
    parser.add_argument("--house", action="append", default=[], help="only this paper (may be given again)")
    parser.add_argument("--pages", type=int, default=1, help="pages of each paper and seed")
    parser.add_argument("--plain", action="store_true", help="no dress: the pages as the houses set them")
    parser.add_argument("--vary", action="store_true", help="change the papers' habits of setting too, by the seed")
    args = parser.parse_args()
    for sub in ("pdf", "truth"):
        (args.out / sub).mkdir(parents=True, exist_ok=True)
    made: list[tuple[str, House, Sheet]] = []
    for seed in args.seed or ["a"]:
        for house in HOUSES:
            if args.house and house.key not in args.house:
                continue
            dress = Dress(pictures=False) if args.plain else dress_of(f"{seed}/{house.key}")
            shown = varied(house, seed) if args.vary else house
            for number in range(1, args.pages + 1):
                page = dressed(shown, number, seed, dress)
                made.append((f"{house.key}-{seed}-p{number:02d}", house, page))
    texts: dict[tuple[Face, str], set[str]] = {}
    for _, house, page in made:
        for piece in page.pieces:
            texts.setdefault((piece.face, house.script), {" "}).update(spot.char for spot in piece.spots)
    for name, house, page in made:
        faces = {piece.face for piece in page.pieces}
        fonts = {face: font(face, house.script, "".join(sorted(texts[face, house.script]))) for face in faces}
        (args.out / "pdf" / f"{name}.pdf").write_bytes(pdf(page, fonts))
        truth = json.dumps(truth_of(page, house, name), ensure_ascii=False, indent=1) + "\n"
        (args.out / "truth" / f"{name}.json").write_text(truth, encoding="utf-8")


if __name__ == "__main__":
    main()
