"""Answers of a model, kept beside an edition's items in `.readings.json`: converting again asks nobody.

An answer is kept by the digest of what was asked: the model's name, the instructions and the page's lines. It is kept
as it came, but for a model's thoughts, so that a better rule for mending makes better items of it. The file is written
anew, in one step, with every answer that comes, so that a run that is cut off goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.edition.files import write_if_changed

NAME = ".readings.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said to one request, and what it took: tokens in and out, seconds, times asked.

    `about` names the page and the part of it, so that a new answer takes an older one's place.
    """

    text: str
    about: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    asked: int = 1


def load(folder: Path) -> dict[str, Answer]:
    """The answers kept in an edition's folder. What cannot be read is none: it is asked for again."""
    try:
        value = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if value["format"] != FORMAT:
            return {}
        return {str(key): _answer(entry) for key, entry in value["answers"].items()}
    except (OSError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return {}


def _answer(value: Mapping[str, Any]) -> Answer:
    return Answer(
        str(value["text"]),
        str(value.get("about", "")),
        int(value.get("tokens_in", 0)),
        int(value.get("tokens_out", 0)),
        float(value.get("seconds", 0.0)),
        int(value.get("asked", 1)),
    )


def dump(answers: Mapping[str, Answer]) -> str:
    """The file's text: the same bytes for the same answers."""
    kept = {}
    for key in sorted(answers):
        answer = answers[key]
        kept[key] = {
            "about": answer.about,
            "text": answer.text,
            "tokens_in": answer.tokens_in,
            "tokens_out": answer.tokens_out,
            "seconds": round(answer.seconds, 1),
            "asked": answer.asked,
        }
    return json.dumps({"format": FORMAT, "answers": kept}, ensure_ascii=False, indent=1) + "\n"


class Kept:
    """The answers of many editions while they come in."""

    def __init__(self) -> None:
        self._folders: dict[Path, dict[str, Answer]] = {}

    def of(self, folder: Path) -> Mapping[str, Answer]:
        """The answers of an edition."""
        return self._loaded(folder)

    def _loaded(self, folder: Path) -> dict[str, Answer]:
        if folder not in self._folders:
            self._folders[folder] = load(folder)
        return self._folders[folder]

    def keep(self, folder: Path, key: str, answer: Answer) -> None:
        """Keep one answer, in the place of an older one about the same. Raises OSError where it cannot be written."""
        answers = self._loaded(folder)
        for old in [k for k, kept in answers.items() if kept.about == answer.about]:
            del answers[old]
        answers[key] = answer
        folder.mkdir(parents=True, exist_ok=True)
        write_if_changed(folder / NAME, dump(answers).encode("utf-8", "replace"))
