"""How much there is to do: the one place that counts it, for convert, check, accept, the review report and `make`.

What check finds in an edition's files and what convert found in its raw pages are counted apart, each by a name of its
own, so that a number means the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scripts.edition.catalogue import catalogue, words
from scripts.edition.finding import Finding, Language

OPEN = ("title-missing", "review-open")
"""Codes of open review entries, of which each file may have several: counted apart from other warnings."""
_REVIEWS = "review"


@dataclass(frozen=True, slots=True)
class Tally:
    """`errors`, open review entries (`open`) and other `warnings`, by check; `failures` and `doubts`: the errors and
    warnings of convert about raw pages.
    """

    errors: int = 0
    open: int = 0
    warnings: int = 0
    failures: int = 0
    doubts: int = 0

    @property
    def total(self) -> int:
        """All that a person should look at."""
        return self.errors + self.open + self.warnings + self.failures + self.doubts

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.errors + other.errors,
            self.open + other.open,
            self.warnings + other.warnings,
            self.failures + other.failures,
            self.doubts + other.doubts,
        )

    def parts(self, *names: str) -> tuple[tuple[str, int], ...]:
        """The counts by name, the weightiest first; those that are nothing only where they are named."""
        every = ((name, int(getattr(self, name))) for name in ("failures", "errors", "open", "warnings", "doubts"))
        return tuple((name, count) for name, count in every if count or name in names)

    def in_words(self, language: Language, *names: str) -> str:
        """`2 errors, 3 to review, 1 warning`; those that are nothing only where they are named."""
        return ("，" if language == "zh" else ", ").join(
            counted(name, count, language) for name, count in self.parts(*names)
        )


def counted(name: str, count: int, language: Language) -> str:
    """One of a tally's counts in words: `3 warnings`."""
    return words(f"tally-{name}{'' if count != 1 else '-one'}", count=count).within(language)


def tally(findings: Iterable[Finding]) -> Tally:
    """What check found."""
    errors = entries = warnings = 0
    for finding in findings:
        if finding.severity == "error":
            errors += 1
        elif finding.code in OPEN:
            entries += 1
        elif finding.severity == "warning":
            warnings += 1
    return Tally(errors, entries, warnings)


def tally_of_conversion(findings: Iterable[Finding]) -> Tally:
    """What convert found; the entries of `review` that it asks for stand in items' files, where check counts them."""
    failures = doubts = 0
    for finding in findings:
        failures += finding.severity == "error"
        entry = catalogue().get(finding.code)  # an old record may have one that is no more
        doubts += finding.severity == "warning" and entry is not None and entry.station != _REVIEWS
    return Tally(failures=failures, doubts=doubts)
