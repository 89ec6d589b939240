"""The project's commands by name: `invoke --list`. Each takes the options of `python -m scripts COMMAND`.

They are made from the commands' own command lines, so that the two never differ. Only places differ in form: several
in a row for `python -m scripts`, each behind its option for `invoke` (`invoke convert --path raw/2025/04/18`).
"""

from __future__ import annotations

import argparse
import inspect
import shlex
import sys
from typing import Any

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import Task, task

from scripts.commands import about, command, command_names


def _run(context: Context, name: str, words: list[str]) -> None:
    line = shlex.join([sys.executable, "-m", "scripts", name, *words])
    context.run(line, pty=sys.stdout.isatty() and sys.platform != "win32", echo=False)


def _words(action: argparse.Action, value: Any) -> list[str]:
    """What a value of an option or place is on the command line; nothing where it was not given."""
    if value in (None, False, "", []):
        return []
    values = list(value) if isinstance(value, list) else [value]
    if not action.option_strings:
        return [str(one) for one in values]
    if action.nargs == 0:
        return [action.option_strings[0]]
    if action.nargs in ("*", "+"):
        return [action.option_strings[0], *map(str, values)]
    return [word for one in values for word in (action.option_strings[0], str(one))]


def _task(name: str) -> Task[Any]:
    """A command as a task with the same options under the same names."""
    actions = [a for a in command(name).parser()._actions if not isinstance(a, argparse._HelpAction)]
    places = [a for a in actions if not a.option_strings]

    def body(context: Context, **given: Any) -> None:
        ordered = [a for a in actions if a.option_strings] + places
        _run(context, name, [word for action in ordered for word in _words(action, given[action.dest])])

    several = [a.dest for a in actions if a.nargs in ("*", "+") or isinstance(a, argparse._AppendAction)]
    parameters = [inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    for action in actions:
        required = not action.option_strings and action.nargs is None
        empty: Any = [] if action.dest in several else False if action.nargs == 0 else ""
        default = inspect.Parameter.empty if required else empty
        parameters.append(inspect.Parameter(action.dest, inspect.Parameter.KEYWORD_ONLY, default=default))
    body.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    body.__name__, body.__doc__ = name, f"{about(name)}."
    helps = {a.dest.replace("_", "-"): (a.help or "").replace("%%", "%") for a in actions}
    return Task(body, name=name, help=helps, iterable=several, auto_shortflags=False)


@task
def search(context: Context) -> None:
    """The search bundles alone, of what is built."""
    _run(context, "build", ["--only-search"])


@task
def clean(context: Context) -> None:
    """Remove what was built: output/ and .banmian/."""
    context.run("make clean", echo=False)


namespace = Collection(search, clean, *map(_task, command_names()))
