"""Glossaries: words whose form in a variant is fixed, as tab-separated text an editor can keep in a spreadsheet.

The columns are named in the first line: `source`, then `zh-Hant`, `TW`, `HK` (and `zh-Hans` for a paper written in
traditional script), then `note`. A blank TW or HK is the same as zh-Hant; `=` keeps the source as it is. A line whose
cell is blank for a variant says nothing about it. Lines that begin with # are for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.edition.catalogue import Bilingual, finding, words
from scripts.edition.finding import Finding
from scripts.variants.lang import ALIASES, Variant, is_traditional

HERE = Path(__file__).parent
BASES: dict[bool, Path] = {False: HERE / "base_glossary.tsv", True: HERE / "base_glossary_hant.tsv"}
"""The glossary that comes with the tool, by whether the source is traditional."""

KEEP = "="
OTHERS = ("source", "checked", "note")
"""Columns that are no variant."""

SHORTEST = 2
"""Characters an entry needs: a shorter one would fire inside words it has nothing to do with."""

EVERYWHERE = frozenset("于后干里余范方地会")
"""Characters that two-character entries are seldom right with: 于洪 breaks 由于洪水, 方志 breaks 地方志愿者."""

TRADITIONAL: tuple[Variant, ...] = ("zh-Hant", "zh-Hant-TW", "zh-Hant-HK")


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One line: a word in the source's script, its form in each variant that the line names, and why."""

    source: str
    forms: Mapping[Variant, str]
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries by source, in order of the file, and what is wrong with the file."""

    entries: Mapping[str, GlossaryEntry] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def forms(self, variant: Variant) -> dict[str, str]:
        """Source and form of each entry that says something about a variant."""
        return {e.source: e.forms[variant] for e in self.entries.values() if variant in e.forms}


def read(path: Path, shown: str = "", confirmed: frozenset[str] | None = None) -> Glossary:
    """The glossary in a file; none where there is no file. `confirmed` as for `parse`."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Glossary()
    except (OSError, UnicodeDecodeError) as error:
        reason = words("not-utf-8") if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
        unreadable = finding("glossary-unreadable", shown or path.name, reason=reason)
        return Glossary(findings=(unreadable,))
    return parse(text, shown or path.name, confirmed)


def parse(text: str, path: str = "glossary.tsv", confirmed: frozenset[str] | None = None) -> Glossary:
    """Read a glossary as far as it can be read; each line that cannot be used is a finding.

    Where `confirmed` is given, only lines whose column `checked` has one of these words are entries.
    """
    findings: list[Finding] = []
    entries: dict[str, GlossaryEntry] = {}

    def find(code: str, line: int, **values: Any) -> None:
        findings.append(finding(code, path, line, **values))

    columns: list[str] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = [_column(cell) for cell in cells]
            if columns[0] != "source" or "" in columns:
                names = "source, zh-Hans, zh-Hant, TW, HK, note"
                find("glossary-header", number, names=names)
                return Glossary({}, tuple(findings))
            continue
        row = dict(zip(columns, cells, strict=False))
        source = row.get("source", "")
        if len(cells) > len(columns) or not source or _unusable("".join(cells)):
            find("glossary-line", number, cells=len(cells), columns=len(columns))
        elif len(source) < SHORTEST:
            find("glossary-short", number, word=source)
        elif source in entries:
            find("glossary-twice", number, word=source, first=entries[source].line)
        else:
            entry = GlossaryEntry(source, _forms(row, columns), row.get("note", ""), number)
            if confirmed is None or row.get("checked", "").lower() in confirmed:
                entries[source] = entry
    return Glossary(entries, tuple(findings))


def merged(glossaries: Iterable[Glossary]) -> Glossary:
    """One glossary of several; a later one's entry replaces an earlier one's, variant by variant."""
    entries: dict[str, GlossaryEntry] = {}
    findings: tuple[Finding, ...] = ()
    for glossary in glossaries:
        findings += glossary.findings
        for source, entry in glossary.entries.items():
            before = entries.get(source)
            forms = {**before.forms, **entry.forms} if before else entry.forms
            entries[source] = GlossaryEntry(source, forms, entry.note, entry.line)
    return Glossary(entries, findings)


def lint(entry: GlossaryEntry) -> list[tuple[str, Bilingual]]:
    """Why an entry would do harm: code and message."""
    out = []
    word = entry.source
    if len(word) < SHORTEST:
        out.append(("glossary-short", words("glossary-one-character", word=word)))
    elif len(word) == SHORTEST and any(char in EVERYWHERE for char in word):
        out.append(("glossary-common", words("glossary-common", word=word)))
    out += [
        ("glossary-length", words("glossary-length", word=word, form=form))
        for form in sorted(set(entry.forms.values()))
        if len(form) != len(word)
    ]
    return out


def _forms(row: Mapping[str, str], columns: Iterable[str]) -> dict[Variant, str]:
    source = row["source"]
    cells = {name: source if row.get(name) == KEEP else row.get(name, "") for name in columns}
    forms: dict[Variant, str] = {}
    for name, cell in cells.items():
        if name in OTHERS:
            continue
        variant = ALIASES[name.lower()]
        form = cell or (cells.get("zh-Hant", "") if is_traditional(variant) else "")
        if form:
            forms[variant] = form
    common = cells.get("zh-Hant", "")
    if common:
        for variant in TRADITIONAL:
            forms.setdefault(variant, common)
    return forms


def _column(cell: str) -> str:
    name = cell.strip().lower()
    if name in OTHERS:
        return name
    return ALIASES.get(name, "")


def _unusable(text: str) -> bool:
    return "\0" in text or any("\ud800" <= char <= "\udfff" for char in text)
