"""Finds in converted text the words that OpenCC cut in the wrong place, by the rules of `mendtable`, in one scan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scripts.variants.house import WORDS
from scripts.variants.lang import Variant, is_traditional
from scripts.variants.mendtable import MENDS, Mend

_HONG_KONG = {"裡": "裏", "檯": "枱"}


class Mender:
    """Finds the corrections that converted text needs; one instance for a variant's forms."""

    def __init__(self, variant: Variant, spared: Iterable[str] = ()) -> None:
        """`spared` are forms that the glossary asks for: text inside one of them is left alone."""
        rules = [
            (_in(variant, m.wrong), _in(variant, m.right), m)
            for m in MENDS
            if m.where == variant or (m.where is None and is_traditional(variant))
        ]
        # One scan for the characters, then only the rules of the one that was found.
        self._rules: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for wrong, right, mend in rules:
            self._rules.setdefault(wrong, []).append((re.compile(_rule(wrong, mend)), right))

        wanted = "\n".join(spared)
        for word, form in WORDS[variant].items():
            for at in (at for at, char in enumerate(word) if char != form[at] and word not in wanted):
                pattern = re.compile(f"{word[at]}(?<={word[: at + 1]})(?={word[at + 1 :]})")
                self._rules.setdefault(word[at], []).insert(0, (pattern, form[at]))
        self._any = re.compile(f"[{''.join(sorted(self._rules))}]")

    def mends(self, text: str) -> Mapping[int, str]:
        """The right characters by position in the converted text, for those that are wrong."""
        mends: dict[int, str] = {}
        for match in self._any.finditer(text):
            for pattern, right in self._rules[match[0]]:
                if pattern.match(text, match.start()):
                    mends[match.start()] = right
                    break
        return mends


def _in(variant: Variant, char: str) -> str:
    """A character of the table as a variant prints it."""
    return _HONG_KONG.get(char, char) if variant == "zh-Hant-HK" else char


def _rule(wrong: str, mend: Mend) -> str:
    places = [mend.behind] if mend.behind.startswith("(?:") else mend.behind.split("|")
    behind = f"(?:{'|'.join(f'(?<={place}{wrong})' for place in places)})" if mend.behind else ""
    unless = f"(?<!{mend.unless}{wrong})" if mend.unless else ""
    return f"{wrong}{behind}{unless}(?:{mend.after})" if mend.after else f"{wrong}{behind}{unless}"
