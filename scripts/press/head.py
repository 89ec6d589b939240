"""What goes into the head of documents beside the theme's own: metadata, feeds. An ordered table of hooks.

Each hook sees the desk, the document's context (with the template it is printed by) and its views, and yields lines of
markup; base.html prints them as they are. To add one, write the function and put it into HEAD.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from scripts.press.outputs import iiif
from scripts.press.outputs.feeds import links
from scripts.press.outputs.metadata import addresses, metadata
from scripts.press.render.desk import Desk
from scripts.press.render.downloads import alternates
from scripts.press.render.views import PageContext

Hook = Callable[["Desk", PageContext, Mapping[str, Any]], Iterable[Markup]]

HEAD: tuple[Hook, ...] = (addresses, metadata, links, alternates, iiif.links)


def head_of(desk: Desk, context: PageContext, views: Mapping[str, Any]) -> tuple[Markup, ...]:
    """All lines for one document."""
    return tuple(line for hook in HEAD for line in hook(desk, context, views))
