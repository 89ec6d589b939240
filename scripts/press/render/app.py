"""The web app manifest: what a browser needs to install the paper. One for each variant, in its own words."""

from __future__ import annotations

import json
from typing import Any

from scripts.edition import urls
from scripts.press.render.desk import Desk

ICONS = (
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-mask.png", "512x512", "image/png", "maskable"),
)
"""The icons of the paper, or else the theme's: file, sizes, type, purpose."""

PAPER = "#fbfaf6"
"""--paper of theme/static/css/site.css: what shows before the first page does."""


def web_manifest(desk: Desk) -> str:
    """The manifest's JSON, for `urls.MANIFEST` in the desk's variant."""
    site = desk.site
    colour = site.settings.get("colours", {}).get("paper", PAPER)
    background = colour if isinstance(colour, str) else colour[0]
    data: dict[str, Any] = {
        "id": site.home,
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": site.lang,
        "start_url": site.home,
        "scope": urls.href("/", site.base),
        "display": "standalone",
        "background_color": background,
        "theme_color": background,
        "icons": [
            {"src": site.assets[name], "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in ICONS
            if name in site.assets
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
