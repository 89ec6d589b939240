"""A year's text as data: every item of the published months, with checksums and a licence.

The lines are those of `/2022/04/items.jsonl`, as published, each month checked against its SHA-256 before it is taken.
Beside them stands what tells a program what they are: a Data Package (frictionlessdata.io, specification 1), whose
`hash` and `bytes` are of the same file as `SHA256SUMS`.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.edition.catalogue import UserError, words
from scripts.edition.files import write_atomic

LINES, PACKAGE, SUMS, ABOUT = "items.jsonl", "datapackage.json", "SHA256SUMS", "README.md"

LICENCES = {
    "CC0-1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
    "CC-BY-SA-4.0": ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"),
    "CC-BY-NC-4.0": ("https://creativecommons.org/licenses/by-nc/4.0/", "CC BY-NC 4.0"),
    "CC-BY-NC-ND-4.0": ("https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC BY-NC-ND 4.0"),
}
"""Licences by their SPDX names, with address and title."""

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("id", "string", "date, page and order: 2022/04/11/A01/02"),
    ("url", "string", "address of the item"),
    ("date", "date", "day of the edition"),
    ("page", "string", "label of the page: 1, A01"),
    ("page_name", "string", "name of the page (版名)"),
    ("order", "integer", "place on the page, from 1"),
    ("kind", "string", "article, photo, refer or notice"),
    ("title", "string", "headline, its lines joined by a space"),
    ("title_is_printed", "boolean", "false: a stand-in for a headline that the page lacks"),
    ("authors", "array", "names"),
    ("kicker", "string", "line above the headline"),
    ("deck", "string", "line below the headline"),
    ("byline", "string", "who wrote it, as printed"),
    ("credit", "string", "who photographed it, as printed"),
    ("jump_to", "string", "label of the page where it goes on"),
    ("jump_from", "string", "label of the page where it began"),
    ("image", "object", "address and description of its picture"),
    ("corrections", "array", "what was corrected since, and when"),
    ("markdown", "string", "the text, as CommonMark"),
)


class YearError(UserError):
    """Why a year's text cannot be put together."""


@dataclass(frozen=True, slots=True)
class YearText:
    """A year's text as written: its folder, and how many items, editions and bytes it has."""

    folder: Path
    items: int
    editions: int
    size: int


def put_together(output: Path, year: int, folder: Path, paper: str, licence: str) -> YearText:
    """Write a year's text into a folder. Raises YearError where a month is not there as it was published."""
    months = _months(output, year)
    folder.mkdir(parents=True, exist_ok=True)
    items, days, size, digest = 0, set[str](), 0, sha256()
    kinds: Counter[str] = Counter()
    partial = folder / f"{LINES}.part"
    try:
        with partial.open("wb") as out:
            for path in months:
                data = _sound(path)
                for line in data.splitlines():
                    row = json.loads(line)
                    items += 1
                    days.add(row["date"])
                    kinds[row["kind"]] += 1
                out.write(data)
                digest.update(data)
                size += len(data)
        partial.replace(folder / LINES)
    finally:
        partial.unlink(missing_ok=True)
    hexdigest = digest.hexdigest()
    package = _package(year, paper, licence, size, hexdigest, items)
    write_atomic(folder / PACKAGE, json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    about = _about(year, paper, licence, items, len(days), kinds)
    write_atomic(folder / ABOUT, about)
    rows = [
        (hexdigest, LINES),
        *((sha256((folder / name).read_bytes()).hexdigest(), name) for name in (ABOUT, PACKAGE)),
    ]
    write_atomic(folder / SUMS, "".join(f"{file_digest}  {name}\n" for file_digest, name in rows))
    return YearText(folder, items, len(days), size)


def _months(output: Path, year: int) -> list[Path]:
    there = sorted((output / f"{year:04d}").glob(f"[01][0-9]/{LINES}"))
    if not there:
        raise YearError(words("export-no-months", path=output / f"{year:04d}"))
    return there


def _sound(path: Path) -> bytes:
    """A month's lines, if they are what its checksum says."""
    data = path.read_bytes()
    try:
        expected = path.with_name(f"{LINES}.sha256").read_text("utf-8").split()[0]
    except (OSError, IndexError):
        expected = ""
    if sha256(data).hexdigest() != expected:
        raise YearError(words("export-broken", path=path))
    return data


def _package(year: int, paper: str, licence: str, size: int, digest: str, items: int) -> dict[str, Any]:
    address, title = LICENCES.get(licence, (licence if "://" in licence else "", licence))
    named = {"name": licence} if licence in LICENCES else {}
    licences = [{**named, **({"path": address} if address else {}), "title": title}] if licence else []
    return {
        "profile": "data-package",
        "name": f"newspaper-text-{year:04d}",
        "title": f"{paper} {year}",
        **({"licenses": licences} if licences else {}),
        "resources": [
            {
                "name": "items",
                "path": LINES,
                "format": "jsonl",
                "mediatype": "application/x-ndjson",
                "encoding": "utf-8",
                "bytes": size,
                "hash": f"sha256:{digest}",
                "rows": items,
                "schema": {
                    "fields": [{"name": name, "type": kind, "description": what} for name, kind, what in FIELDS],
                    "primaryKey": "id",
                },
            }
        ],
    }


def _about(year: int, paper: str, licence: str, items: int, editions: int, kinds: Counter[str]) -> str:
    address, title = LICENCES.get(licence, (licence if "://" in licence else "", licence))
    terms = (f"[{title}]({address})" if address else title) or "No licence is given: ask the paper before you use it."
    by_kind = "，".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items()))
    return f"""# {paper} {year}

{editions:,} editions, {items:,} items ({by_kind}), oldest first, one JSON object a line in `{LINES}`.

Licence: {terms}

    sha256sum -c {SUMS}
    python -c "import pandas; print(pandas.read_json('{LINES}', lines=True, dtype={{'page': str}}).head())"
    duckdb -c "from '{LINES}' select page_name, count(*) group by all order by 2 desc"
"""
