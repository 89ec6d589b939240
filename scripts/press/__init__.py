"""The press: content in, the site out. A Pelican plugin that builds edition by edition, only what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def register() -> None:
    """Pelican calls this for each plugin in PLUGINS."""
    from scripts.press.plugin import connect

    connect()


def pelican_class(settings: Mapping[str, Any]) -> Any:
    """PELICAN_CLASS of pelicanconf.py: imported only with Pelican, which a build with nothing to do does not need."""
    from scripts.press.pelican_command import PelicanCommand

    return PelicanCommand(settings)
