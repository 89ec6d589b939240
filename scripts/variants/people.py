"""people.tsv: names and organisations whose form is fixed, filled from bylines for an editor to confirm.

It is a glossary with one more column, `checked`. A line takes effect once an editor has written `yes` (or 是) there;
the form proposed is what the converter would print for a name, so most lines need only that word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from scripts.variants import glossary
from scripts.variants.glossary import Glossary, GlossaryEntry

COLUMNS = ("source", "zh-Hant", "TW", "HK", "checked", "note")
YES = frozenset(("yes", "y", "ok", "是", "已核", "✓"))


def read(path: Path, shown: str = "") -> Glossary:
    """The confirmed names of a file; none where there is no file."""
    return glossary.read(path, shown, confirmed=YES)


def merged_text(text: str, entries: Iterable[GlossaryEntry]) -> tuple[str, int]:
    """The file's text with a line for each name it does not have yet, and how many those are. Lines there stay."""
    known = set(glossary.parse(text, confirmed=None).entries)
    new = [entry for entry in entries if entry.source not in known]
    if not text.strip():
        text = "\t".join(COLUMNS) + "\n"
    if not text.endswith("\n"):
        text += "\n"
    return text + "".join(map(_line, new)), len(new)


def proposals(
    names: Counter[str], name_in: dict[str, Callable[[str], str]], usual_in: dict[str, Callable[[str], str]]
) -> list[GlossaryEntry]:
    """For each name that OpenCC alone prints otherwise in a variant, the form proposed; the most frequent first."""
    out: list[GlossaryEntry] = []
    for name, count in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])):
        forms = {variant: convert(name) for variant, convert in name_in.items()}
        if any(usual_in[variant](name) != form for variant, form in forms.items()):
            out.append(GlossaryEntry(name, forms, f"{count}×"))  # type: ignore[arg-type]
    return out


def _line(entry: GlossaryEntry) -> str:
    forms = {str(variant): form for variant, form in entry.forms.items()}
    taiwan, hong_kong = forms.get("zh-Hant-TW", ""), forms.get("zh-Hant-HK", "")
    cells = (entry.source, taiwan, "", "" if hong_kong == taiwan else hong_kong, "", entry.note)
    return "\t".join("=" if cell == entry.source and at else cell for at, cell in enumerate(cells)) + "\n"
