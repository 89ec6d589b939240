"""One question to an endpoint with the OpenAI chat interface: sent, waited for with limits, tried again with limits.

The answer is streamed, and a limit holds for the whole of it, so that a server which sends a byte now and then cannot
hold a run up. Nothing is sent but the model's name, the messages, the options of the settings and the key; redirects
are not followed, so that a key goes to no other address. Errors are reported without the key and without what the
server wrote.
"""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.conversion.model.prompt import SCHEMA, Message
from scripts.conversion.model.settings import ModelSettings

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 8_000_000
"""Bytes of one answer that are read: more than any page needs, with a model's thoughts."""
MOST_WAIT = 120.0
"""Seconds that are waited at most before another try, whatever the server asks for."""
LEAST_TOKENS, TOKENS_A_LINE = 2_000, 12
"""Room for an answer: a line is named in about four tokens; some models think first."""
_FIRST_WAIT = 1.0
_SCHEMA = {"type": "json_schema", "json_schema": {"name": "reading", "strict": False, "schema": SCHEMA}}
_USAGE = {"stream_options": {"include_usage": True}}
_SPOKEN = frozenset({400, 415, 422, 501})
"""Statuses of endpoints that do not know something that was asked of them."""
_WAITED_FOR = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})


def dialects(room: int) -> tuple[Mapping[str, Any], ...]:
    """Ways to ask for JSON in so many tokens: first what most endpoints take that hold a model to a schema, last words.

    The second is for hosted models that think first and take neither a temperature nor `max_tokens`.
    """
    plain = {"temperature": 0, "max_tokens": room}
    return (
        {**plain, **_USAGE, "response_format": _SCHEMA},
        {**_USAGE, "max_completion_tokens": room, "response_format": _SCHEMA},
        {**plain, **_USAGE, "response_format": {"type": "json_object"}},
        plain,
    )


class AskError(Exception):
    """No answer: `code` says why; `detail` is short and holds no secret. `final`: no other page will fare better."""

    def __init__(self, code: str, detail: str = "", *, final: bool = False) -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail, self.final = code, detail, final


@dataclass(frozen=True, slots=True)
class Said:
    """What came back: the text, and the tokens that the endpoint counted (0 where it did not)."""

    text: str
    tokens_in: int
    tokens_out: int
    seconds: float


class Endpoint:
    """An endpoint, and which of the dialects it speaks as far as that is known."""

    def __init__(self, settings: ModelSettings, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Raises ImportError where httpx is not installed."""
        import httpx

        self.settings = settings
        self._sleep = sleep
        self._dialect = 0
        headers = {"Accept": "text/event-stream, application/json", "Accept-Encoding": "identity"}
        headers["User-Agent"] = "banmian"
        if settings.key:
            headers["Authorization"] = f"Bearer {settings.key}"
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(settings.timeout, connect=min(_CONNECT, settings.timeout), pool=None),
            follow_redirects=False,
            limits=httpx.Limits(max_connections=settings.parallel),
        )

    async def __aenter__(self) -> Endpoint:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def ask(self, messages: Sequence[Message], lines: int) -> Said:
        """The answer to messages about a page of so many lines. Raises AskError when all tries are used up."""
        import httpx

        tries = 0
        while True:
            wait = 0.0
            dialect = self._dialect
            limit = f"{self.settings.timeout:g} s"
            try:
                async with asyncio.timeout(self.settings.timeout):
                    return await self._once(messages, dialects(LEAST_TOKENS + TOKENS_A_LINE * lines)[dialect])
            except _RefusedError as error:
                if error.status in _SPOKEN and dialect < len(dialects(0)) - 1:
                    self._dialect = max(self._dialect, dialect + 1)
                    continue
                if error.status not in _WAITED_FOR:
                    raise AskError("refused", f"HTTP {error.status}", final=error.status in _FINAL) from None
                failed, wait = AskError("busy", f"HTTP {error.status}"), error.wait
            except AskError as error:
                failed = error
            except (TimeoutError, httpx.TimeoutException):
                failed = AskError("timeout", limit)
            except httpx.ConnectError as error:
                failed = AskError("unreachable", _short(error), final=True)
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                failed = AskError("cut-off", type(error).__name__)
            if tries >= self.settings.retries:
                raise failed from None
            tries += 1
            backoff = _FIRST_WAIT * 2 ** (tries - 1) * random.uniform(1.0, 1.5)  # noqa: S311 - no secret
            await self._sleep(min(MOST_WAIT, max(wait, backoff)))

    async def _once(self, messages: Sequence[Message], asked: Mapping[str, Any]) -> Said:
        body: dict[str, Any] = {"model": self.settings.model, "messages": list(messages), "stream": True}
        body |= {**asked, **self.settings.options}
        body = {name: value for name, value in body.items() if value is not None}
        begun = time.monotonic()
        url = f"{self.settings.url.rstrip('/')}/chat/completions"
        async with self._client.stream("POST", url, json=body) as response:
            if response.status_code != 200:
                raise _RefusedError(response.status_code, _wait(response.headers))
            text, usage = await _read(response)
        if not text.strip():
            raise AskError("empty")
        return Said(text, _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"), time.monotonic() - begun)


_CONNECT = 30.0
"""Seconds within which a connection stands."""
_FINAL = frozenset({401, 402, 403, 404})
"""Statuses that another page would get too: a wrong key, no credit, no such model."""


async def _read(response: httpx.Response) -> tuple[str, Mapping[str, Any]]:
    """An answer, streamed or whole, and its usage."""
    if "text/event-stream" not in response.headers.get("content-type", ""):
        data = _json(b"".join([chunk async for chunk in _bytes(response)]))
        message = _mapping(_first(data).get("message"))
        return _text(message.get("content")), _mapping(data.get("usage"))
    parts: list[str] = []
    usage: Mapping[str, Any] = {}
    ended = False
    async for event in _events(_bytes(response)):
        if event == "[DONE]":
            ended = True
            break
        data = _json(event.encode("utf-8", "replace"))
        if "error" in data and not data.get("choices"):
            raise AskError("cut-off", "an error in the stream")
        choice = _first(data)
        parts.append(_text(_mapping(choice.get("delta")).get("content")))
        ended = ended or choice.get("finish_reason") is not None
        usage = _mapping(data.get("usage")) or usage
    if not ended:
        raise AskError("cut-off", "the stream ended early")
    return "".join(parts), usage


async def _bytes(response: httpx.Response) -> AsyncIterator[bytes]:
    """What comes, until it is too much."""
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > MOST_BYTES:
            raise AskError("too-long", f"{MOST_BYTES} bytes")
        yield chunk


class _RefusedError(Exception):
    def __init__(self, status: int, wait: float) -> None:
        super().__init__(status)
        self.status, self.wait = status, wait


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds that a server asks to be left alone for (RFC 9110, 10.2.3); 0 where it does not say."""
    asked = headers.get("retry-after", "").strip()
    with contextlib.suppress(ValueError):
        return max(0.0, min(float(asked), MOST_WAIT))
    with contextlib.suppress(TypeError, ValueError):
        return max(0.0, min(email.utils.parsedate_to_datetime(asked).timestamp() - time.time(), MOST_WAIT))
    return 0.0


async def _events(chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """The data of server-sent events (WHATWG HTML, 9.2)."""
    data: list[str] = []
    async for line in _lines(chunks):
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            yield "\n".join(data)
            data = []
    if data:
        yield "\n".join(data)


async def _lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
    rest: list[bytes] = []
    async for chunk in chunks:
        rest.append(chunk)
        if b"\n" not in chunk:
            continue
        *whole, last = b"".join(rest).split(b"\n")
        rest = [last]
        for line in whole:
            yield line.removesuffix(b"\r").decode("utf-8", "replace")
    if any(rest):
        yield b"".join(rest).decode("utf-8", "replace")


def _json(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise AskError("cut-off", "no JSON") from None
    return _mapping(value)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _first(data: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = data.get("choices")
    return _mapping(choices[0]) if isinstance(choices, list) and choices else {}


def _text(content: object) -> str:
    """A message's text; some endpoints give it in parts."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, Mapping))
    return ""


def _count(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def _short(error: Exception) -> str:
    """What the system says of a connection that failed: short, and of one line."""
    return " ".join(str(error).split())[:80] or type(error).__name__
