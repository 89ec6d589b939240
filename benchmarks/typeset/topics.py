"""Reads the topic files: what may be said about a subject, one line each, under the part of a story it serves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

PARTS = ("head", "kicker", "deck", "cross", "lead", "say", "end", "caption", "ask", "answer")


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject: templates by part (`head` lines are separated by ` / `)."""

    name: str
    parts: dict[str, tuple[str, ...]]

    def __getitem__(self, part: str) -> tuple[str, ...]:
        return self.parts.get(part, ())


def parse(text: str) -> tuple[Topic, ...]:
    """Topics of one file: `# name`, then lines `part: template`."""
    topics: list[tuple[str, dict[str, list[str]]]] = []
    for line in text.splitlines():
        if line.startswith("# "):
            topics.append((line[2:].strip(), {}))
        elif line.strip():
            part, _, template = line.partition(": ")
            if part not in PARTS:
                raise ValueError(f"no part of a story: {line!r}")
            topics[-1][1].setdefault(part, []).append(template.strip())
    return tuple(Topic(name, {part: tuple(lines) for part, lines in parts.items()}) for name, parts in topics)


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the files' names."""
    files = sorted((Path(__file__).parent / "subjects").glob("*.txt"))
    return tuple(topic for file in files for topic in parse(file.read_text(encoding="utf-8")))
