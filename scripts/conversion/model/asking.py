"""All questions of a run, asked before its pages are converted: several at once, within a cost limit, answers kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts import pagetext
from scripts.conversion.model.answer import Judged, judge_part, parse_answer, without_thoughts
from scripts.conversion.model.answers import Answer, Kept
from scripts.conversion.model.endpoint import AskError, Endpoint, Said
from scripts.conversion.model.estimate import tokens_of_request
from scripts.conversion.model.prompt import Request
from scripts.conversion.model.settings import ModelSettings
from scripts.pagetext.reading import Reading


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A request with where its answer is kept: the edition's folder in content, and what the answer is about."""

    request: Request
    folder: Path
    about: str


@dataclass(slots=True)
class Asked:
    """What became of a run's questions. `failed` has, by key, why no answer came (a code of `REASONS` and a detail)."""

    answered: int = 0
    kept: int = 0
    again: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    failed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def in_words(self, settings: ModelSettings, language: str) -> str:
        """A line for a person."""
        zh = language == "zh"
        parts = [
            f"{settings.model}：答 {self.answered} 版" if zh else f"{settings.model}: {self.answered} answers",
            f"沿用 {self.kept}" if zh else f"{self.kept} kept",
            f"重问 {self.again}" if zh else f"{self.again} asked twice",
            f"未答 {len(self.failed)}" if zh else f"{len(self.failed)} without",
            f"词元 {self.tokens_in:,} + {self.tokens_out:,}"
            if zh
            else f"{self.tokens_in:,} + {self.tokens_out:,} tokens",
        ]
        if self.cost:
            parts.append(f"费用 {self.cost:.4f}" if zh else f"cost {self.cost:.4f}")
        return ("，" if zh else ", ").join(parts) + "\n"


REASONS = (
    "busy",
    "timeout",
    "unreachable",
    "cut-off",
    "refused",
    "empty",
    "too-long",
    "cost-limit",
    "not-kept",
    "no-use",
    "not-asked",
)
"""Why a page has no answer; the catalogue says it in words (`unread-…`)."""


def ask_all(
    questions: Iterable[PageQuestion],
    settings: ModelSettings,
    kept: Kept,
    *,
    anew: bool = False,
    endpoint: Endpoint | None = None,
) -> Asked:
    """Ask what no answer is kept for (`anew`: everything). Raises ImportError where httpx is not installed.

    An interrupt leaves every answer that came on disk.
    """
    return asyncio.run(_Asking(settings, kept, anew).all(iter(questions), endpoint or Endpoint(settings)))


class _Asking:
    def __init__(self, settings: ModelSettings, kept: Kept, anew: bool) -> None:
        self.settings, self.kept, self.anew = settings, kept, anew
        self.out = Asked()
        self.promised = 0.0
        """What the questions that are under way may cost."""
        self.ended: AskError | None = None
        """Why no other page is asked for any more."""

    async def all(self, questions: Iterator[PageQuestion], endpoint: Endpoint) -> Asked:
        async with endpoint, asyncio.TaskGroup() as group:
            for _ in range(self.settings.parallel):
                group.create_task(self.worker(questions, endpoint))
        return self.out

    async def worker(self, questions: Iterator[PageQuestion], endpoint: Endpoint) -> None:
        for question in questions:  # shared by all workers: each takes the next
            key = question.request.key(self.settings.model)
            if not self.anew and key in self.kept.of(question.folder):
                self.out.kept += 1
            elif self.ended is not None:
                self.out.failed[key] = (self.ended.code, self.ended.detail)
            else:
                try:
                    await self.settle(question, key, endpoint)
                except AskError as error:
                    self.out.failed[key] = (error.code, error.detail)
                    if error.final:
                        self.ended = error

    async def settle(self, question: PageQuestion, key: str, endpoint: Endpoint) -> None:
        """Ask one question, once more where its answer has faults, and keep the better answer."""
        request = question.request
        guide = pagetext.read_page(request.page)
        said = await self.paid(request, endpoint, request.messages())
        judged = self.judged(request, said.text, guide)
        answer = Answer(without_thoughts(said.text), question.about, said.tokens_in, said.tokens_out, said.seconds, 1)
        if not judged.good:
            answer = await self.once_more(question, answer, judged, guide, endpoint)
        try:
            self.kept.keep(question.folder, key, answer)
        except OSError as error:
            raise AskError("not-kept", error.strerror or "", final=True) from None
        self.out.answered += 1

    async def once_more(
        self, question: PageQuestion, first: Answer, judged: Judged, guide: Reading, endpoint: Endpoint
    ) -> Answer:
        request = question.request
        try:
            said = await self.paid(request, endpoint, request.again(first.text, judged.faults))
        except AskError as error:
            if error.final:
                self.ended = error
            return first  # it may be mended yet
        self.out.again += 1
        better = self.judged(request, said.text, guide).checked.wrong < judged.checked.wrong
        return Answer(
            without_thoughts(said.text) if better else first.text,
            question.about,
            first.tokens_in + said.tokens_in,
            first.tokens_out + said.tokens_out,
            first.seconds + said.seconds,
            2,
        )

    def judged(self, request: Request, text: str, guide: Reading) -> Judged:
        return judge_part(request, parse_answer(text, request.page), guide)

    async def paid(self, request: Request, endpoint: Endpoint, messages: list[dict[str, str]]) -> Said:
        """An answer within the cost limit: what is under way counts as spent."""
        tokens_in, tokens_out = tokens_of_request(request)
        expected = self.settings.cost(tokens_in, tokens_out)
        if self.settings.cost_limit and self.out.cost + self.promised + expected > self.settings.cost_limit:
            raise AskError("cost-limit", f"{self.settings.cost_limit:g}")
        self.promised += expected
        try:
            said = await endpoint.ask(messages, len(request.page.lines))
        finally:
            self.promised -= expected
        self.out.tokens_in += said.tokens_in or tokens_in
        self.out.tokens_out += said.tokens_out or tokens_out
        self.out.seconds += said.seconds
        self.out.cost += self.settings.cost(said.tokens_in or tokens_in, said.tokens_out or tokens_out)
        return said
