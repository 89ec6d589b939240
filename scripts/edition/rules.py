"""What a paper's own settings say about checking: warnings that it does not want, and which pages it puts online."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scripts.edition.catalogue import Bilingual, UserError, catalogue, words
from scripts.edition.finding import Finding
from scripts.edition.label import Label, LabelError

_RANGE = re.compile(r"([A-Za-z]{0,2}\d+)\s*-\s*([A-Za-z]{0,2}\d+)")


class RuleError(UserError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`off`: codes of warnings and notes not to report. `online`: what PAGES_ONLINE names; empty: every page."""

    off: frozenset[str] = frozenset()
    online: tuple[str, ...] = ()

    def is_online(self, page: Label) -> bool:
        """Whether the paper puts this page online."""
        return not self.online or any(_has(part, page) for part in self.online)

    def wanted(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings without those that are switched off; errors cannot be."""
        return [finding for finding in findings if finding.severity == "error" or finding.code not in self.off]


def rules_of(off: Iterable[str], online: Iterable[str]) -> Rules:
    """Rules from the settings CHECKS_OFF and PAGES_ONLINE. Raises RuleError."""
    codes, pages = frozenset(map(str, off)), tuple(str(part).strip() for part in online)
    for code in sorted(codes):
        if code not in catalogue():
            raise RuleError(words("rules-unknown", code=repr(code)))
        if catalogue()[code].severity == "error":
            raise RuleError(words("rules-error", code=repr(code)))
    for part in pages:
        try:
            _has(part, Label(1))
        except LabelError as error:
            raise RuleError(
                words("rules-pages", problem=Bilingual(str(error), f"{error.text}（{error.reason_zh}）"))
            ) from None
    return Rules(codes, pages)


def _has(part: str, page: Label) -> bool:
    """Whether a page is of a section (`A`), a range (`1-4`) or a label. Raises LabelError."""
    if part.isalpha() and part.isascii() and len(part) <= 2:
        return page.letters == part.upper()
    if match := _RANGE.fullmatch(part):
        first, last = Label.parse(match[1]), Label.parse(match[2])
        return page.letters == first.letters == last.letters and first.number <= page.number <= last.number
    return page == Label.parse(part)
