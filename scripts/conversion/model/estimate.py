"""Tokens, cost and time of a run before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scripts.conversion.model.prompt import Request
from scripts.conversion.model.settings import ModelSettings

_WIDE = re.compile("[\u2e80-\U0003134f\uff00-\uffef\u3000-\u303f\u2018-\u203a]")
_DIGITS = re.compile("[0-9]+")
CJK, DIGITS, OTHER = 0.85, 2.4, 3.6
"""Tokens of a Chinese character and of a line's number, and other characters of one token: between what o200k_base and
cl100k_base count on pages in both scripts (docs/decisions/model-reader.md)."""
ANSWER_A_LINE, ANSWER_AN_ITEM = 1.3, 12.0
"""Tokens of an answer for a line and for an item: fitted to readings of eight typeset and real pages."""
LINES_AN_ITEM = 25
SPEEDS = (20, 60, 150)
"""Tokens a second for which times are given: a small model on a processor, on a graphics card, a hosted one."""


def tokens_of(text: str) -> int:
    """About how many tokens a text is."""
    wide = len(_WIDE.findall(text))
    digits = _DIGITS.findall(text)
    rest = len(text) - wide - sum(map(len, digits))
    return round(wide * CJK + len(digits) * DIGITS + rest / OTHER)


def tokens_of_request(request: Request) -> tuple[int, int]:
    """About how many tokens a request and its answer are."""
    sent = sum(tokens_of(message["content"]) for message in request.messages())
    lines = len(request.page.lines)
    return sent, round(lines * ANSWER_A_LINE + (lines / LINES_AN_ITEM + 1) * ANSWER_AN_ITEM)


@dataclass(slots=True)
class Estimate:
    """What asking about some pages will take, as far as it can be foreseen."""

    pages: int = 0
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def add(self, requests: Iterable[Request]) -> None:
        """Count one page."""
        self.pages += 1
        for request in requests:
            sent, said = tokens_of_request(request)
            self.requests += 1
            self.tokens_in += sent
            self.tokens_out += said

    def seconds(self, speed: float, parallel: int) -> float:
        """How long the answers take at so many tokens a second each, so many at once; reading is ten times as fast."""
        return (self.tokens_out + self.tokens_in / 10) / speed / max(1, parallel)

    def in_words(self, settings: ModelSettings, language: str) -> str:
        """A few lines for a person."""
        zh = language == "zh"
        cost = settings.cost(self.tokens_in, self.tokens_out)
        priced = bool(settings.price_in or settings.price_out)
        lines = [
            f"{settings.model} @ {settings.url}",
            f"{self.pages} 版，{self.requests} 次请求"
            if zh
            else f"{self.pages} pages to ask for, {self.requests} requests",
            f"约 {self.tokens_in:,} 词元发出，{self.tokens_out:,} 词元收回"
            if zh
            else f"about {self.tokens_in:,} tokens sent, {self.tokens_out:,} tokens of answers",
        ]
        if priced:
            lines.append(f"费用约 {cost:.4f}" if zh else f"cost about {cost:.4f}")
            if settings.cost_limit:
                lines.append(f"上限 {settings.cost_limit:g}" if zh else f"limit {settings.cost_limit:g}")
        else:
            lines.append("未设价格（price_in、price_out）" if zh else "no prices are set (price_in, price_out)")
        for speed in SPEEDS:
            took = self.seconds(speed, settings.parallel)
            lines.append(
                f"每秒 {speed} 词元、并发 {settings.parallel}：约 {_shown(took, zh)}"
                if zh
                else f"at {speed} tokens a second, {settings.parallel} at once: about {_shown(took, zh)}"
            )
        return "\n".join(lines) + "\n"


def _shown(seconds: float, zh: bool) -> str:
    if seconds < 90:
        return f"{seconds:.0f} {'秒' if zh else 's'}"
    if seconds < 5400:
        return f"{seconds / 60:.0f} {'分钟' if zh else 'min'}"
    return f"{seconds / 3600:.1f} {'小时' if zh else 'h'}"
