"""Reads the topic files: what may be said about a subject, one line each, under the part of a story it serves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LINE = re.compile(r"(\w+)(?:\[(\w+)\])?: (.*)")
PARTS = ("head", "kicker", "deck", "cross", "lead", "say", "end", "caption", "ask", "answer")


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject: templates by part (`head` lines are separated by ` / `), each with its thread or "".

    A thread is one story of the subject: `say[flood]: …` is of that story, `say: …` may stand in any.
    """

    name: str
    parts: dict[str, tuple[tuple[str, str], ...]]

    def __getitem__(self, part: str) -> tuple[str, ...]:
        return tuple(template for _, template in self.parts.get(part, ()))

    @property
    def threads(self) -> tuple[str, ...]:
        """The stories of the subject: threads that have a headline."""
        return tuple(dict.fromkeys(thread for thread, _ in self.parts["head"]))

    def of(self, thread: str) -> Topic:
        """The subject with what belongs to one story only."""
        kept = {part: tuple(t for t in lines if t[0] in ("", thread)) for part, lines in self.parts.items()}
        own = {part: tuple(t for t in kept[part] if t[0] == thread) or kept[part] for part in ("head", "lead")}
        return Topic(self.name, kept | own)


def parse(text: str) -> tuple[Topic, ...]:
    """Topics of one file: `# name`, then lines `part: template`."""
    topics: list[tuple[str, dict[str, list[tuple[str, str]]]]] = []
    for line in text.splitlines():
        if line.startswith("# "):
            topics.append((line[2:].strip(), {}))
        elif line.strip():
            found = _LINE.fullmatch(line)
            if not found or found[1] not in PARTS:
                raise ValueError(f"no part of a story: {line!r}")
            topics[-1][1].setdefault(found[1], []).append((found[2] or "", found[3].strip()))
    return tuple(Topic(name, {part: tuple(lines) for part, lines in parts.items()}) for name, parts in topics)


@cache
def topics(names: tuple[str, ...]) -> tuple[Topic, ...]:
    """The topics of the files of those names."""
    files = [Path(__file__).parent / "subjects" / f"{name}.txt" for name in names]
    return tuple(topic for file in files for topic in parse(file.read_text(encoding="utf-8")))
