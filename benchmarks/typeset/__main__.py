"""Makes the project's pages: `python -m benchmarks.typeset [--out DIR] [--house KEY]… [--extractor NAME]…`.

Same program, same pages: everything comes from the seed. PDFs stay in a temporary folder unless --pdfs names one.
It needs an environment of its own (`requirements.txt` beside this file) and Debian's poppler-utils, libpdfbox2-java, a
Java runtime and fonts-noto-cjk. Afterwards: `python -m benchmarks.gate --update --new-corpus`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.typeset.drawing import advances, pdf
from benchmarks.typeset.extractors import EXTRACTORS, prepare
from benchmarks.typeset.houses import HOUSES, House
from benchmarks.typeset.orders import drawn
from benchmarks.typeset.pages import Sheet, sheet
from benchmarks.typeset.readable import LEAST, readable_share
from benchmarks.typeset.story import furniture

SEED = "banmian"
FIRST_DATE = dt.date(2021, 3, 2)


def sheets_of(house: House, date: dt.date) -> list[Sheet]:
    """The pages of one edition of the house, pieces in the order of drawing."""
    table = advances(house.script)
    out = []
    for number in range(1, house.pages + 1):
        made = sheet(house, number, date, lambda char: table.get(char, 1.0), SEED)
        head_of = next((n for n, story in enumerate(made.stories) if story.kind != "furniture"), 0)
        pieces = drawn(made.pieces, house.order, house.furniture, head_of, Random(f"{SEED}/{house.key}/{number}/order"))
        out.append(replace(made, pieces=tuple(pieces)))
    return out


def truth_of(house: House, sheets: list[Sheet], date: dt.date) -> dict[str, Any]:
    """What is true of a file: its items in printed order."""
    items = []
    for made in sheets:
        things = [thing for story in made.stories for thing in (*map(furniture, story.marks), story)]
        items += [thing.truth(order, made.number) for order, thing in enumerate(things, 1)]
    return {
        "style": house.key,
        "paper": house.paper,
        "date": date.isoformat(),
        "pages": [made.number for made in sheets],
        "encodings": house.encodings,
        "items": items,
    }


def main() -> None:
    """Make the pages."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.typeset", description="Make the project's scored pages."
    )
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent.parent / "pages", help="folder for raw/ and truth/"
    )
    parser.add_argument("--pdfs", type=Path, help="leave the PDFs here")
    parser.add_argument("--house", action="append", default=[], help="only this paper (may be given again)")
    parser.add_argument(
        "--extractor", action="append", default=[], choices=sorted(EXTRACTORS), help="only this extractor"
    )
    args = parser.parse_args()
    for sub in ("raw", "truth"):
        (args.out / sub).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.pdfs or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made: list[tuple[str, Path, dict[str, Any]]] = []
        for place, house in enumerate(HOUSES):
            if args.house and house.key not in args.house:
                continue
            date = FIRST_DATE + dt.timedelta(days=97 * place)
            sheets = sheets_of(house, date)
            for start in range(0, len(sheets), house.pages_per_file):
                part = sheets[start : start + house.pages_per_file]
                name = f"{house.key}-p{part[0].number:02d}"
                path = folder / f"{name}.pdf"
                path.write_bytes(pdf(part, house))
                made.append((name, path, truth_of(house, part, date)))
        prepare([path for _, path, _ in made])
        for name, path, truth in made:
            for extractor in args.extractor or EXTRACTORS:
                keep(args.out, name, extractor, path, truth)


def keep(out: Path, name: str, extractor: str, path: Path, truth: dict[str, Any]) -> None:
    """Write one page as one extractor reads it, unless nobody could read it so."""
    raw = EXTRACTORS[extractor](path)
    encoding = truth["encodings"].get(extractor, "utf-8")
    paragraphs = [p for item in truth["items"] for p in item.get("paragraphs", ()) if isinstance(p, str)]
    share = readable_share(paragraphs, raw)
    page = f"{name}.{extractor}"
    files = out / "raw" / f"{page}.txt", out / "truth" / f"{page}.json"
    print(f"{page}: {share:.2f}{'' if share >= LEAST else ' left out'}")
    if share < LEAST:
        for file in files:
            file.unlink(missing_ok=True)
        return
    files[0].write_bytes(raw.encode(encoding))
    head = {"page": page, "extractor": extractor, "raw": f"raw/{page}.txt", "encoding": encoding}
    files[1].write_text(
        json.dumps(
            head | {key: value for key, value in truth.items() if key != "encodings"}, ensure_ascii=False, indent=1
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
