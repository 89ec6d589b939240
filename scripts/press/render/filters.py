"""What the theme's templates can do to a text or a view beyond Jinja2's own filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from scripts.edition.markdown import summary_of
from scripts.press.render.addresses import near
from scripts.press.render.front import LEAD_TASTE, front
from scripts.press.render.phrases import with_breaks
from scripts.press.render.steady import steady

FILTERS: Mapping[str, Callable[..., object]] = {
    "beginning": partial(summary_of, length=LEAD_TASTE),
    "breaks": with_breaks,
    "front": front,
    "near": near,
    "steady": steady,
}
"""`beginning` of a body is what a lead shows of its text; the others are told where they are made."""
