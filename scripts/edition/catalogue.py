"""The catalogue of findings: what each code says, how much it weighs, what it means. Its texts are in findings.toml.

    finding("place-twice", "raw/2022/04/11/01.txt", other="raw/2022/04/11/01-要闻.txt", page=1)

A caller names the code and fills in the text's {names}; no message is written anywhere else. A value that is itself
said differently in each language is given as `Bilingual`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from scripts.edition.finding import Finding, Language, Severity

FILE = Path(__file__).with_name("findings.toml")
MESSAGES = FILE.with_name("messages.toml")
_WORDS = "words"


class Bilingual(NamedTuple):
    """One text in both languages, its {names} filled in."""

    en: str
    zh: str

    def within(self, language: Language) -> str:
        """The text in a language."""
        return self.zh if language == "zh" else self.en

    @classmethod
    def same(cls, text: object) -> Bilingual:
        """What reads the same in both: a path, a system's own message."""
        return cls(str(text), str(text))

    def __str__(self) -> str:
        """English, for logs and errors that nobody shows."""
        return self.en


class UserError(Exception):
    """Something that whoever runs a command can put right, said in both languages."""

    def __init__(self, text: Bilingual) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        """English, for logs and tracebacks."""
        return self.text.en


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One code: the station that finds it, its weight and texts, and its other wordings by name."""

    code: str
    station: str
    severity: Severity
    text: Bilingual
    why: Bilingual
    cases: Mapping[str, CatalogueEntry] = field(default_factory=dict)


@cache
def catalogue() -> Mapping[str, CatalogueEntry]:
    """All entries by code, in the file's order. Raises ValueError where two stations have the same code."""
    entries: dict[str, CatalogueEntry] = {}
    for station, table in _data().items():
        for code, entry in table.items() if station != _WORDS else ():
            if code in entries:
                raise ValueError(f"{FILE.name}: {code} stands under {entries[code].station} and {station}")
            entries[code] = _entry(code, station, entry)
    return entries


def finding(
    code: str, path: str = "", line: int | None = None, field: str = "", *, case: str = "", **values: Any
) -> Finding:
    """The finding of a code at a place; `case` names another of its wordings, `values` fill in the text's {names}.

    Raises KeyError for a code, case or name that the catalogue does not have or that is not given: a fault of the
    caller.
    """
    entry = catalogue()[code]
    entry = entry.cases[case] if case else entry
    text = _filled(entry.text, values)
    return Finding(code, entry.severity, text.en, text.zh, path, line, field)


def words(name: str, /, **values: Any) -> Bilingual:
    """What is said besides findings: an entry of [words]. Raises KeyError as `finding` does."""
    entry = _data()[_WORDS].get(name) or _messages()[name]
    return _filled(Bilingual(entry["en"], entry["zh"]), values)


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def _messages() -> dict[str, dict[str, str]]:
    messages: dict[str, dict[str, str]] = tomllib.loads(MESSAGES.read_text("utf-8"))[_WORDS]
    return messages


def _entry(code: str, station: str, value: dict[str, Any]) -> CatalogueEntry:
    why = Bilingual(value["why_en"], value["why_zh"])
    severity = cast(Severity, value["severity"])
    cases = {
        name: CatalogueEntry(code, station, case.get("severity", severity), Bilingual(case["en"], case["zh"]), why)
        for name, case in value.get("cases", {}).items()
    }
    return CatalogueEntry(code, station, severity, Bilingual(value["en"], value["zh"]), why, cases)


def _filled(text: Bilingual, values: Mapping[str, object]) -> Bilingual:
    both = {
        name: value if isinstance(value, Bilingual) else Bilingual(str(value), str(value))
        for name, value in values.items()
    }
    return Bilingual(
        text.en.format_map({name: value.en for name, value in both.items()}),
        text.zh.format_map({name: value.zh for name, value in both.items()}),
    )
