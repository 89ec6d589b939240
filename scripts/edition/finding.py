"""Findings: what is wrong or doubtful, as data, with the place and what to do about it.

Exceptions are for programmers' errors. Whatever a person can mend is a finding; a station returns all of them at once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]
Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing for a person to look at.

    `code` is its stable name (`title-missing`). `path` is relative to the project's root with forward slashes, `line`
    counts from 1, `field` is a front matter key or "". `message` and `message_zh` say what is wrong and what to do.
    """

    code: str
    severity: Severity
    message: str
    message_zh: str = ""
    path: str = ""
    line: int | None = None
    field: str = ""

    def within(self, language: Language) -> str:
        """The message in a language; in English where it has no Chinese one."""
        return self.message_zh if language == "zh" and self.message_zh else self.message

    def as_dict(self) -> dict[str, Any]:
        """For JSON reports."""
        return asdict(self)
