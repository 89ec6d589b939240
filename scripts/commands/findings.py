"""What a finding means and what to do about it: `python -m scripts findings [CODE...]`, or the handbook of all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from scripts.commands import command_line
from scripts.edition.catalogue import CatalogueEntry, catalogue
from scripts.edition.files import write_if_changed
from scripts.edition.finding import Language, Severity

HANDBOOKS: dict[str, Language] = {"findings.md": "en", "findings.zh-CN.md": "zh"}
_SEVERITIES: dict[Severity, dict[Language, str]] = {
    "error": {"en": "error", "zh": "错误"},
    "warning": {"en": "warning", "zh": "提醒"},
    "note": {"en": "note", "zh": "说明"},
}
_HEAD: dict[Language, str] = {
    "en": """# Findings

What the tool says of raw pages, content and settings, by the code in square brackets at each message's end. An error
keeps something from being published as it should be, a warning asks a person to look, a note is for the record.
`python -m scripts findings CODE` prints one entry. [中文](findings.zh-CN.md)

This page is made from `scripts/edition/findings.toml` by `python -m scripts findings --write docs`.
""",
    "zh": """# 提示一览

工具对原文、稿件和设置给出的每一条提示，按句末方括号里的代码查找。“错误”会影响发布，“提醒”请人看一眼，“说明”只作记录。
也可运行 `python -m scripts findings 代码` 查看一条。[English](findings.md)

本页由 `python -m scripts findings --write docs` 从 `scripts/edition/findings.toml` 生成。
""",
}
_STATIONS: dict[str, dict[Language, str]] = {
    "convert": {"en": "Converting raw pages", "zh": "转换原文"},
    "common": {"en": "Reading any file", "zh": "读取文件"},
    "extract": {"en": "Extracting PDFs", "zh": "提取 PDF"},
    "review": {"en": "What an editor should look at", "zh": "请编辑核对"},
    "check": {"en": "Checking content", "zh": "检查稿件"},
    "variants": {"en": "Glossary and people", "zh": "用词表与人名表"},
    "build": {"en": "Building the site", "zh": "生成网站"},
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: printed or written. 1: no such code."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    if args.write:
        for name, own in HANDBOOKS.items():
            write_if_changed(args.write / name, handbook(catalogue(), own).encode())
        return 0
    if unknown := [code for code in args.code if code not in catalogue()]:
        print(f"{unknown[0]}: {'没有这个代码' if language == 'zh' else 'no such code'}", file=sys.stderr)
        return 1
    entries = {code: catalogue()[code] for code in args.code} or catalogue()
    sys.stdout.write(handbook(entries, language) if not args.code else "\n".join(_entries(entries.values(), language)))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("findings", __doc__ or "")
    options.add_argument("code", nargs="*", help="as it stands in square brackets after a message (default: all)")
    options.add_argument("--write", type=Path, metavar="DIR", help="write the handbook there, in both languages")
    return options


def handbook(entries: Mapping[str, CatalogueEntry], language: Language) -> str:
    """All entries as a Markdown page, by station."""
    out = [_HEAD[language]]
    for station, group in groupby(entries.values(), key=lambda entry: entry.station):
        out += [f"## {_STATIONS[station][language]}\n", *_entries(group, language)]
    return "\n".join(out)


def _entries(entries: Iterable[CatalogueEntry], language: Language) -> Iterator[str]:
    colon = ": " if language == "en" else "："
    for entry in entries:
        yield f"### {entry.code}\n"
        yield f"**{_SEVERITIES[entry.severity][language]}**{colon}{_escaped(entry.text.within(language))}\n"
        for case in entry.cases.values():
            yield f"**{_SEVERITIES[case.severity][language]}**{colon}{_escaped(case.text.within(language))}\n"
        yield f"{_escaped(entry.why.within(language))}\n"


def _escaped(text: str) -> str:
    """Text escaped for Markdown, so that examples of pictures, links and tags are shown as text."""
    return text.replace("](", "\\](").replace("<", "\\<")
