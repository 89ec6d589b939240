"""Whether this folder is ready to be published from GitHub, and what to click there: `python -m scripts doctor`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from scripts.commands import command_line
from scripts.edition.finding import Language
from scripts.press.settings import paper_of, read_settings
from scripts.press.settingshape import SettingsError
from scripts.publishing.doctor import look
from scripts.publishing.patient import Patient, run

_MARKS = {"good": "✓", "wrong": "✗", "click": "→"}
_WORDS: dict[str, dict[Language, str]] = {
    "clicks": {
        "en": "What is marked → is set on GitHub's pages, once.",
        "zh": "标 → 的在 GitHub 网页上设一次即可。",
    },
    "well": {"en": "All that can be seen from here is well.", "zh": "从本机能看到的都没有问题。"},
    "wrong": {"en": "{0} things to mend.", "zh": "有 {0} 处需要处理。"},
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: nothing to mend here. 1: something is."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    chinese = language == "zh"
    settings, why = None, ""
    root = args.settings.resolve().parent
    published = root / "publishconf.py"
    try:
        settings = read_settings(published if published.exists() else args.settings)
        paper_of(settings)
    except (SettingsError, OSError) as error:
        settings, why = None, str(error)
    results = look(Patient(root, settings, why, run))
    for result in results:
        if args.quiet and result.state == "good":
            continue
        print(f"{_MARKS[result.state]} {result.what[chinese]}")
        for line in (result.remedy[chinese], result.where):
            if line:
                print(f"    {line}")
    wrong = sum(result.state == "wrong" for result in results)
    if not args.quiet:
        print()
        if any(result.state == "click" for result in results):
            print(_WORDS["clicks"][language])
        print(_WORDS["wrong" if wrong else "well"][language].format(wrong))
    return 1 if wrong else 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    return command_line("doctor", __doc__ or "", "settings")
