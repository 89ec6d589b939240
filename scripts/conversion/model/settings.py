"""How a model is reached and what it may cost: settings and options; the key comes from the environment alone."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal
from urllib.parse import urlsplit

from scripts.conversion.model.prompt import MOST_LINES

Mode = Literal["built-in", "model", "both"]
MODES: tuple[Mode, ...] = ("built-in", "model", "both")
KEY = "READER_API_KEY"
"""The environment variable that the key is in, unless `key_env` names another."""


class ReaderError(ValueError):
    """A setting that cannot be used; the message says which and what is wanted."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The `READER` of pelicanconf.py.

    `url` is the endpoint's base (`…/v1`), `model` the name that it knows. Prices are for a million tokens, `cost_limit`
    is in the same currency and 0 for none; `timeout` is in seconds, for a whole request. `lines` are the lines in
    one request at most.
    """

    mode: Mode = "built-in"
    url: str = "http://127.0.0.1:11434/v1"
    model: str = ""
    key_env: str = KEY
    parallel: int = 2
    timeout: float = 600.0
    retries: int = 4
    price_in: float = 0.0
    price_out: float = 0.0
    cost_limit: float = 0.0
    lines: int = MOST_LINES
    options: Mapping[str, Any] = field(default_factory=dict)
    """Sent with every request as it stands, such as {"reasoning_effort": "low"}."""

    @property
    def key(self) -> str:
        """The key, from the environment: it is in no file, log or report."""
        return os.environ.get(self.key_env, "").strip()

    @property
    def wanted(self) -> bool:
        """Whether a model is to be asked at all."""
        return self.mode != "built-in"

    def cost(self, tokens_in: float, tokens_out: float) -> float:
        """What tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000


_NUMBERS: Mapping[str, tuple[float, float]] = {
    "parallel": (1, 64),
    "timeout": (1, 86_400),
    "retries": (0, 20),
    "price_in": (0, 1e6),
    "price_out": (0, 1e6),
    "cost_limit": (0, 1e9),
    "lines": (20, 20_000),
}
"""The least and most of every number."""


def read_settings(value: object, **over: object) -> ModelSettings:
    """Settings from READER (a mapping, or a mode alone) and from options of the command line that are not None.

    Raises ReaderError.
    """
    if value is not None and not isinstance(value, str | Mapping):
        kind = type(value).__name__
        raise ReaderError(f"READER is {kind}: a mapping is wanted, such as {{'mode': 'model', 'model': 'qwen3:8b'}}")
    given: dict[str, Any] = {"mode": value} if isinstance(value, str) else dict(value or {})
    given |= {name: value for name, value in over.items() if value is not None}
    known = {field.name for field in fields(ModelSettings)}
    for name in sorted(map(str, set(given) - known)):
        if "key" in name.lower():
            raise ReaderError(f"READER has {name!r}: a key belongs into the variable {KEY}, and in no file")
        raise ReaderError(f"READER has {name!r}, which is not known: {', '.join(sorted(known))}")
    if given.get("mode", "built-in") not in MODES:
        raise ReaderError(f"READER mode is {given['mode']!r}: one of {', '.join(MODES)} is wanted")
    for name, (low, high) in _NUMBERS.items():
        number = given.get(name, low)
        if isinstance(number, bool) or not isinstance(number, int | float) or not low <= number <= high:
            raise ReaderError(f"READER {name} is {number!r}: a number from {low:g} to {high:g} is wanted")
        if name in _WHOLE and name in given:
            given[name] = int(number)
    for name in ("url", "model", "key_env"):
        if not isinstance(given.get(name, ""), str):
            raise ReaderError(f"READER {name} is {given[name]!r}: a text is wanted")
    if not isinstance(given.get("options", {}), Mapping):
        raise ReaderError("READER options: a mapping is wanted")
    settings = ModelSettings(**given)
    if settings.wanted:
        _check(settings)
    return settings


_WHOLE = frozenset({"parallel", "retries", "lines"})


def _check(settings: ModelSettings) -> None:
    parts = urlsplit(settings.url)
    if parts.username or parts.password or parts.query:
        raise ReaderError(f"READER url holds a name, key or query: a key belongs into the variable {settings.key_env}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReaderError("READER url is no address: one such as http://127.0.0.1:11434/v1 is wanted")
    if not settings.model:
        raise ReaderError("READER has no model: the name by which the endpoint knows it, such as qwen3:8b")
    if settings.cost_limit and not (settings.price_in or settings.price_out):
        raise ReaderError("READER has a cost_limit but no price_in or price_out, so that nothing can be counted")
    if settings.key and parts.scheme == "http" and not _is_near(parts.hostname):
        raise ReaderError("READER url begins with http: a key is sent by https alone, or within the house's network")


def _is_near(host: str) -> bool:
    """Whether a host is this machine or one of a house's own: loopback, private addresses, a bare name."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".lan", ".internal"))
    return address.is_loopback or address.is_private
