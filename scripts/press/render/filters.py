"""What the theme's templates can do to a text or a view beyond Jinja2's own filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scripts.edition.markdown import summary_of
from scripts.press.render.addresses import near
from scripts.press.render.front import LEAD_TASTE, front
from scripts.press.render.phrases import with_breaks
from scripts.press.render.steady import steady


def beginning(html: str, length: int | None = None) -> str:
    """What is shown of a body: whole sentences of at most `length` characters, or as many as a lead has."""
    return summary_of(html, length or LEAD_TASTE)


FILTERS: Mapping[str, Callable[..., object]] = {
    "beginning": beginning,
    "breaks": with_breaks,
    "front": front,
    "near": near,
    "steady": steady,
}
"""Each is told where it is made."""
