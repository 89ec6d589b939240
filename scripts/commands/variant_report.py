"""What to look at in the variants: `python -m scripts variant-report [DATE...]`, for one edition or all.

Doubtful conversions in their context, entries of the paper's own that no text needed, and lines of glossary.tsv and
people.tsv that cannot be read. Text for the terminal, JSON for programs, HTML to send to a colleague.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.commands import command_line, complain, day, say
from scripts.edition.content import edition_dates
from scripts.edition.files import write_atomic
from scripts.edition.finding import Finding, Language
from scripts.press.settings import variants_in
from scripts.press.settingshape import SettingsError
from scripts.variants import glossary, people
from scripts.variants.convert import GLOSSARY, PEOPLE, converter
from scripts.variants.doubts import REASONS, ConversionDoubt, Doubter
from scripts.variants.lang import VARIANTS, variant_of
from scripts.variants.passages import passages


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: doubts in order of place, the paper's entries that never fired, what is wrong with its files."""

    variant: str
    editions: int
    characters: int
    doubts: tuple[ConversionDoubt, ...]
    unused: tuple[str, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> str:
        """The report for programs."""
        data = {
            "variant": self.variant,
            "editions": self.editions,
            "characters": self.characters,
            "doubts": [doubt.as_dict() for doubt in self.doubts],
            "unused": list(self.unused),
            "findings": [finding.as_dict() for finding in self.findings],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def as_text(self, language: Language = "en") -> str:
        """The report for a terminal: one place a line, by reason."""
        counts = {"editions": self.editions, "characters": self.characters, "count": len(self.doubts)}
        out = [say(language, "report-head", variant=self.variant, **counts) + "\n"]
        for kind, reasons in REASONS.items():
            if group := [d for d in self.doubts if d.kind == kind]:
                out.append(f"\n{reasons[language == 'zh']}: {len(group)}\n")
                out += [
                    f"  {_place(doubt)}  {doubt.before}【{doubt.source}】{doubt.after}  {_arrow(doubt)}\n"
                    for doubt in group
                ]
        if self.unused:
            unused = "、".join(self.unused)
            out.append(f"\n{say(language, 'report-unused')}: {len(self.unused)}\n  {unused}\n")
        out += [f"\n{f.path}:{f.line}: {f.within(language)}\n" for f in self.findings]
        return "".join(out)

    def as_html(self) -> str:
        """The report as one page without scripts."""
        rows = "".join(
            f"<tr><td>{html.escape(REASONS[doubt.kind][1])}<td>{html.escape(_place(doubt))}"
            f"<td>{html.escape(doubt.before)}<mark>{html.escape(doubt.source)}</mark>{html.escape(doubt.after)}"
            f"<td>{html.escape(_arrow(doubt))}"
            for doubt in self.doubts
        )
        unused = f"<p>从未用到的词条：{html.escape('、'.join(self.unused))}</p>" if self.unused else ""
        wrong = "".join(
            f"<p>{html.escape(f'{f.path}:{f.line}')}：{html.escape(f.message_zh)}</p>" for f in self.findings
        )
        return (
            f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{self.variant} 核对</title>'
            "<style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto}td,th{padding:.25rem .75rem;"
            "text-align:left;border-bottom:1px solid #ccc}</style>"
            f"<h1>{self.variant}：{len(self.doubts)} 处待核</h1><p>{self.editions} 期，{self.characters} 字。</p>"
            f"{wrong}<table><tr><th>原因<th>位置<th>原文<th>印作{rows}</table>{unused}</html>\n"
        )


def report(content: Path, dates: Iterable[dt.date], variant: str, source: str = "zh-Hans") -> Report:
    """Look through editions in one variant."""
    convert = converter(variant, source, content=content)
    doubter = Doubter(convert)
    own = {**glossary.read(content / GLOSSARY).entries, **people.read(content / PEOPLE).entries}
    doubts: list[ConversionDoubt] = []
    editions = characters = 0
    used: set[str] = set()
    for date in dates:
        editions += 1
        for file, texts in passages(content, date):
            characters += sum(len(passage.text) for passage in texts)
            doubts += doubter.doubts(texts, file.item.authors if file.item else ())
            whole = "\n".join(passage.text for passage in texts)
            used |= {word for word in own if word not in used and word in whole}
    findings = (*convert.glossary.findings, *convert.people.findings)
    return Report(convert.variant, editions, characters, tuple(doubts), tuple(sorted(own.keys() - used)), findings)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: the report was made; 1: a glossary cannot be read in whole; 2: the command line is wrong."""
    args = parser().parse_args(argv)
    try:
        dates = args.date or list(edition_dates(args.content))
        own, others = variants_in(args.settings)
        source = variant_of(args.source) if args.source else own
        variants = [variant_of(name) for name in args.variant.split(",")] if args.variant else others[:1]
    except (ValueError, SettingsError) as error:
        complain(args.lang, error)
        return 2
    reports = [report(args.content, dates, variant, source) for variant in variants]
    form = {"text": Report.as_text, "json": Report.as_json, "html": Report.as_html}[args.format]
    text = "".join(map(form, reports))
    if args.output:
        write_atomic(args.output, text)
    else:
        sys.stdout.write(text)
    return 1 if any(report_.findings for report_ in reports) else 0


def _place(doubt: ConversionDoubt) -> str:
    return f"{doubt.path}:{doubt.line}" + (f" {doubt.field}" if doubt.field else "")


def _arrow(doubt: ConversionDoubt) -> str:
    return f"→ {doubt.printed}" if doubt.printed and doubt.printed != doubt.source else ""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line("variant-report", __doc__ or "", "content", "settings")
    parser.add_argument("date", nargs="*", type=day, help="editions, YYYY-MM-DD (default: all)")
    parser.add_argument(
        "--variant", help=f"one or more of {', '.join(VARIANTS)}, with commas (default: the first that the site builds)"
    )
    parser.add_argument("--source", choices=VARIANTS, help="the script of content (default: what the settings say)")
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="default: text")
    parser.add_argument("--output", type=Path, help="a file to write (default: the terminal)")
    return parser
