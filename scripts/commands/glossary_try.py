"""See what a new entry would change before it does: `python -m scripts glossary-try 发制品 髮製品`.

Goes through the whole archive, converts every passage that holds the word with and without the entry, and shows what
differs. A form for each variant may be given with --tw and --hk; `=` keeps the source.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.commands import command_line, complain, say
from scripts.edition.content import edition_dates
from scripts.press.settings import variants_in
from scripts.press.settingshape import SettingsError
from scripts.variants import glossary
from scripts.variants.convert import Converter, converter
from scripts.variants.glossary import KEEP, Glossary, GlossaryEntry
from scripts.variants.lang import is_traditional
from scripts.variants.passages import passages

AROUND = 10
MOST = 40


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that an entry would change, around the first difference: the source, the old form and the new."""

    path: str
    line: int
    source: str
    old: str
    new: str


def with_entry(converter: Converter, entry: GlossaryEntry) -> Converter:
    """A converter that has one more entry."""
    added = glossary.merged((converter.glossary, Glossary({entry.source: entry})))
    return Converter(converter.variant, converter.source, added, converter.people, converter.turn_quotes)


def changes(
    content: Path, dates: Iterable[dt.date], entry: GlossaryEntry, old: Converter
) -> tuple[list[PassageChange], int]:
    """The passages that an entry would change, and the number of passages that contain its source."""
    new = with_entry(old, entry)
    changed: list[PassageChange] = []
    held = 0
    for date in dates:
        for _, texts in passages(content, date):
            for passage in texts:
                if entry.source not in passage.text:
                    continue
                held += 1
                before, after = old.texts((passage.text,))[0], new.texts((passage.text,))[0]
                if before == after:
                    continue
                at = next((i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
                cut = slice(max(0, at - AROUND), at + AROUND + len(entry.source))
                changed.append(PassageChange(passage.path, passage.line, passage.text[cut], before[cut], after[cut]))
    return changed, held


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: shown; 1: the entry would do harm or nothing; 2: the command line is wrong."""
    args = parser().parse_args(argv)
    try:
        own, variants = variants_in(args.settings)
    except SettingsError as error:
        complain(args.lang, error)
        return 2
    taiwan, hong_kong = args.tw or args.form, args.hk or args.form
    forms = {"zh-Hant": args.form, "zh-Hant-TW": taiwan, "zh-Hant-HK": hong_kong}
    if is_traditional(own):
        forms = {"zh-Hans": args.form, "zh-Hant-TW": args.tw or KEEP, "zh-Hant-HK": args.hk or KEEP}
    entry = GlossaryEntry(args.word, {v: args.word if f == KEEP else f for v, f in forms.items()})  # type: ignore[misc]
    wrong = glossary.lint(entry)
    for _, message in wrong:
        complain(args.lang, message.within(args.lang))
    if len(args.word) < glossary.SHORTEST:
        return 2
    dates = list(edition_dates(args.content))
    total = 0
    for variant in variants:
        old = converter(variant, own, content=args.content)
        changed, held = changes(args.content, dates, entry, old)
        total += len(changed)
        form = entry.forms.get(variant, args.word)
        counts = {"held": held, "count": len(changed)}
        print(say(args.lang, "glossary-line", variant=variant, word=args.word, form=form, **counts))
        for change in changed[:MOST]:
            print(f"  {change.path}:{change.line}\n    {change.source}\n    - {change.old}\n    + {change.new}")
        if len(changed) > MOST:
            print(say(args.lang, "glossary-more", count=len(changed) - MOST))
    if not total:
        print(say(args.lang, "glossary-nothing"))
    elif not wrong:
        line = "\t".join((args.word, args.form, args.tw or "", args.hk or "", "")).rstrip("\t")
        print(say(args.lang, "glossary-add", path=args.content / "glossary.tsv", line=line))
    return 1 if wrong else 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line("glossary-try", __doc__ or "", "settings", "content")
    parser.add_argument("word", help="the word as content has it, two characters or more")
    parser.add_argument("form", help="its form in the other script; = keeps the word as it is")
    parser.add_argument("--tw", help="Taiwan's form where it differs")
    parser.add_argument("--hk", help="Hong Kong's form where it differs")
    return parser
