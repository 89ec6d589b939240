"""The commands, one module each. Here is what their command lines share, so that an option means the same everywhere.

A command's module has `parser()`, made by `command_line` and added to, and `main(argv)`, which gives the exit code.
`python -m scripts COMMAND` and `invoke COMMAND` are both made from `parser()`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from scripts.edition.calendar import DateError, date_typed
from scripts.edition.catalogue import UserError, words
from scripts.edition.finding import Language
from scripts.edition.label import Label, LabelError
from scripts.edition.show_findings import system_language
from scripts.work.parallel import cores


def count(text: str) -> int:
    """A number from 1, as an option's type. Raises ArgumentTypeError that says so."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(words("count-typed", text=repr(text)).within(system_language()))
    return int(text)


def day(text: str) -> dt.date:
    """A date as an option's type; raises ArgumentTypeError that says what is wrong with it."""
    try:
        return date_typed(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(error.seen.within(system_language())) from None


SHARED: dict[str, dict[str, Any]] = {
    "raw": {"type": Path, "default": Path("raw"), "metavar": "DIR", "help": "raw pages (raw)"},
    "content": {"type": Path, "default": Path("content"), "metavar": "DIR", "help": "the editions (content)"},
    "output": {"type": Path, "default": Path("output"), "metavar": "DIR", "help": "the site (output)"},
    "settings": {
        "type": Path, "default": Path("pelicanconf.py"), "metavar": "FILE", "help": "the settings (pelicanconf.py)",
    },
    "theme": {"type": Path, "metavar": "DIR", "help": "the theme (the settings' THEME)"},
    "state": {"type": Path, "metavar": "DIR", "help": "what a build remembers (.banmian/ beside the settings)"},
    "jobs": {"type": count, "default": cores(), "metavar": "N", "help": f"processes at once (all cores: {cores()})"},
    "scheduler": {"metavar": "TCP", "help": "work on a Dask cluster that sees the same folders: tcp://…"},
    "dry-run": {"action": "store_true", "help": "only tell what would be done"},
    "lang": {"choices": ("en", "zh"), "help": "language of the messages (the system's)"},
    "quiet": {"action": "store_true", "help": "say only what is wrong"},
}  # fmt: skip
"""Options of several commands: what each takes, and what it is when it is not given."""

ALWAYS = ("lang", "quiet")


def command_line(name: str, about: str, *shared: str, epilog: str = "") -> argparse.ArgumentParser:
    """The parser of a command with those of the shared options that it takes; --lang and --quiet every command has."""
    parser = argparse.ArgumentParser(
        prog=f"python -m scripts {name}",
        description=about,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter if "\n" in about else argparse.HelpFormatter,
    )
    for option in (*shared, *ALWAYS):
        parser.add_argument(f"--{option}", **SHARED[option])
    parser.set_defaults(lang=system_language())
    return parser


def say(language: Language, name: str, /, **values: Any) -> str:
    """What the catalogue has under a name, in a language."""
    return words(name, **values).within(language)


def complain(language: Language, error: BaseException | str) -> None:
    """Say on stderr why a command cannot go on."""
    print(error.text.within(language) if isinstance(error, UserError) else error, file=sys.stderr)


def command_names() -> list[str]:
    """All commands as they are typed: `glossary-try`."""
    return sorted(module.name.replace("_", "-") for module in iter_modules(__path__))


def command(name: str) -> ModuleType:
    """A command's module. Raises ModuleNotFoundError."""
    return import_module(f"{__name__}.{name.replace('-', '_')}")


def about(name: str) -> str:
    """A command in a line: its module's docstring up to the first colon or full stop."""
    line = (command(name).__doc__ or "").split("\n")[0]
    return line.split(": `")[0].split(": ")[0].rstrip(".:")


def label(text: str) -> Label:
    """A page's label on the command line."""
    try:
        return Label.parse(text)
    except LabelError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
