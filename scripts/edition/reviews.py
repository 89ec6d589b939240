"""What each entry of an item's `review` asks a person to look at: the catalogue's section of that name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from scripts.edition.catalogue import Bilingual, catalogue


@cache
def reviews() -> Mapping[str, Bilingual]:
    """What to look at by code, in the order in which an editor would want them."""
    return {code: entry.text for code, entry in catalogue().items() if entry.station == "review"}


def what_to_look_at(code: str) -> Bilingual:
    """What an entry asks for; one that an editor made stands for itself."""
    return reviews().get(code, Bilingual(code, code))
