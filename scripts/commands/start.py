"""Make a fresh clone a paper of one's own: `python -m scripts start` asks, or takes everything as options.

Sets the paper's name, place, script, variants, colour and address in pelicanconf.py and publishconf.py, and removes the
sample paper. Only files that the paper owns are touched (scripts/edition/ownership.py).
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.commands import command_line, complain, say
from scripts.edition.catalogue import Bilingual, words
from scripts.edition.files import write_atomic
from scripts.edition.finding import Language
from scripts.edition.urls import VARIANT_PREFIX
from scripts.press.cms.config import mistake as cms_mistake

SAMPLE_NAME = "岚汀日报"
"""The sample paper's name: a pelicanconf.py that says another is somebody's own, and its content is not removed."""

ICONS = ("icon.svg", "icon-180.png", "icon-192.png", "icon-512.png", "icon-mask.png", "favicon.ico")
"""The sample paper's icons in paper/, which are of its name (scripts/commands/icons.py)."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class SettingMissingError(Exception):
    """A settings file has no assignment of that name."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a paper decides: its option, what it says, and the answer if none is given."""

    option: str
    help: str
    default: str = ""

    def asked(self, language: Language) -> str:
        """What is asked on a terminal."""
        return say(language, f"start-ask-{self.option}", choices=", ".join(VARIANT_PREFIX))


QUESTIONS: tuple[Question, ...] = (
    Question("name", "the paper's name, as on its nameplate"),
    Question("tagline", "a line below the name"),
    Question("place", "where it appears"),
    Question("script", "the script it is written in", "zh-Hans"),
    Question("variants", "variants to publish as well, with commas, or none", "auto"),
    Question("colour", "accent colour, as #a62b1f", "#a62b1f"),
    Question("address", "where it will be published, as https://example.org/paper", "https://example.org"),
    Question("editor", "repository that the form editor at /admin/ works on, as owner/name (default: no form editor)"),
)
USUAL_VARIANTS = {
    "zh-Hans": "zh-Hant-TW,zh-Hant-HK",
    "zh-Hant-TW": "zh-Hans",
    "zh-Hant-HK": "zh-Hans",
    "zh-Hant": "zh-Hans",
}
TIME_ZONES = {"zh-Hant-TW": "Asia/Taipei", "zh-Hant-HK": "Asia/Hong_Kong"}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: done. 1: this folder is no fresh clone. 2: an answer cannot be used. 130: stopped, nothing done."""
    args = parser().parse_args(argv)
    try:
        answers = ask_all({q.option: getattr(args, q.option) for q in QUESTIONS}, args.lang)
    except (EOFError, KeyboardInterrupt):
        complain(args.lang, "\n" + say(args.lang, "start-stopped"))
        return 130
    if problem := mistake(answers):
        parser().error(problem.within(args.lang))
    conf, publish = args.root / "pelicanconf.py", args.root / "publishconf.py"
    try:
        text = conf.read_text("utf-8")
        if f'"{SAMPLE_NAME}"' not in text:
            complain(args.lang, say(args.lang, "start-own", path=conf))
            return 1
        changed = with_settings(text, settings_of(answers))
        published = with_settings(publish.read_text("utf-8"), {"ADDRESS": answers["address"]})
    except (OSError, SettingMissingError) as error:
        complain(args.lang, say(args.lang, "start-no-clone", error=error))
        return 1
    write_atomic(conf, changed)
    write_atomic(publish, published)
    if not args.keep_sample:
        remove_sample(args.root)
    print(say(args.lang, "start-done", name=answers["name"]))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("start", __doc__ or "")
    for question in QUESTIONS:
        options.add_argument(f"--{question.option}", help=question.help)
    options.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: this one)")
    options.add_argument("--keep-sample", action="store_true", help="leave the sample paper's pages where they are")
    return options


def ask_all(given: Mapping[str, str | None], language: Language = "en") -> dict[str, str]:
    """An answer to each question; on a terminal, what cannot be used is asked again, with the reason."""
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        while True:
            answers[question.option] = answer(question, given[question.option], language)
            if given[question.option] is not None or not sys.stdin.isatty():
                break
            if not (problem := mistake(answers, question.option)):
                break
            print(f"  {problem.within(language)}")
    return answers


def answer(question: Question, given: str | None, language: Language = "en") -> str:
    """What the option says, else what a person on a terminal types, else the default."""
    if given is not None or not sys.stdin.isatty():
        return (given if given is not None else question.default).strip()
    shown = f" [{question.default}]" if question.default else ""
    return input(f"{question.asked(language)}{shown}: ").strip() or question.default


def mistake(answers: Mapping[str, str], option: str = "") -> Bilingual | None:
    """Why these answers (only that to `option`, if given) cannot be used; None if they can."""
    problems = (check(answers) for name, check in _CHECKS.items() if option in ("", name))
    return next((problem for problem in problems if problem), None)


def _name(answers: Mapping[str, str]) -> Bilingual | None:
    return None if answers["name"] else words("start-name")


def _script(answers: Mapping[str, str]) -> Bilingual | None:
    if answers["script"] in VARIANT_PREFIX:
        return None
    return words("start-script", choices=", ".join(VARIANT_PREFIX), given=answers["script"])


def _variants(answers: Mapping[str, str]) -> Bilingual | None:
    wrong = [name for name in variants_of(answers) if name not in VARIANT_PREFIX or name == answers["script"]]
    return words("start-variants", given=wrong[0], choices=", ".join(VARIANT_PREFIX)) if wrong else None


def _colour(answers: Mapping[str, str]) -> Bilingual | None:
    given = answers["colour"]
    return None if _COLOUR.fullmatch(given) else words("start-colour", given=given)


def _address(answers: Mapping[str, str]) -> Bilingual | None:
    parts = urlsplit(answers["address"])
    if parts.scheme in ("http", "https") and parts.netloc:
        return None
    return words("start-address", given=answers["address"])


def _editor(answers: Mapping[str, str]) -> Bilingual | None:
    problem = cms_mistake({"repo": answers["editor"]}) if answers["editor"] else None
    return words("start-editor", problem=problem) if problem else None


_CHECKS: dict[str, Callable[[Mapping[str, str]], Bilingual | None]] = {
    "name": _name,
    "script": _script,
    "variants": _variants,
    "colour": _colour,
    "address": _address,
    "editor": _editor,
}


def variants_of(answers: Mapping[str, str]) -> list[str]:
    """The variants beside the paper's own script."""
    asked = USUAL_VARIANTS.get(answers["script"], "") if answers["variants"] == "auto" else answers["variants"]
    return [name.strip() for name in asked.split(",") if name.strip() not in ("", "none")]


def settings_of(answers: Mapping[str, str]) -> dict[str, Any]:
    """The assignments of pelicanconf.py that the answers make."""
    return {
        "SITENAME": answers["name"],
        "SITESUBTITLE": answers["tagline"],
        "SITE_PLACE": answers["place"],
        "DEFAULT_LANG": answers["script"],
        "VARIANTS": dict.fromkeys(variants_of(answers)),
        "THEME_SETTINGS": {"colours": {"accent": answers["colour"]}},
        "CMS": {"repo": answers["editor"]} if answers["editor"] else {},
        "TIMEZONE": TIME_ZONES.get(answers["script"], "Asia/Shanghai"),
    }


def with_settings(source: str, values: Mapping[str, Any]) -> str:
    """A settings file with new values for some names; its comments and everything else stay as they are.

    Raises SettingMissingError where the file does not assign a name.
    """
    lines = source.splitlines(keepends=True)
    assigned = {}
    for node in ast.parse(source).body:
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target
            if isinstance(node, ast.AnnAssign)
            else None
        )
        if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            assigned[target.id] = node.value
    for name in sorted(values, key=lambda n: -(assigned[n].lineno if n in assigned else 0)):
        if name not in assigned:
            raise SettingMissingError(f"no setting {name}")
        value = assigned[name]
        first, last = value.lineno - 1, (value.end_lineno or value.lineno) - 1
        head = lines[first].encode()[: value.col_offset].decode()
        tail = lines[last].encode()[value.end_col_offset :].decode()
        lines[first : last + 1] = [head + repr_of(values[name]) + tail]
    return "".join(lines)


def repr_of(value: Any) -> str:
    """Python source of a value, text in double quotes as the formatter has it."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{repr_of(k)}: {repr_of(v)}" for k, v in value.items()) + "}"
    return repr(value)


def remove_sample(root: Path) -> None:
    """Take the sample paper's raw pages, content and icons away; the folders of pages stay."""
    for icon in ICONS:
        (root / "paper" / icon).unlink(missing_ok=True)
    for name in ("content", "raw"):
        folder = root / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / ".gitkeep").touch()
