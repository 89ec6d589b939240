"""The variants' names: which script and region a language tag means."""

from __future__ import annotations

from typing import Literal, get_args

Variant = Literal["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)

ALIASES: dict[str, Variant] = {
    "zh-hans": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans-cn": "zh-Hans",
    "zh-hans-sg": "zh-Hans",
    "hans": "zh-Hans",
    "zh-hant": "zh-Hant",
    "hant": "zh-Hant",
    "zh-hant-tw": "zh-Hant-TW",
    "zh-tw": "zh-Hant-TW",
    "tw": "zh-Hant-TW",
    "zh-hant-hk": "zh-Hant-HK",
    "zh-hk": "zh-Hant-HK",
    "zh-mo": "zh-Hant-HK",
    "zh-hant-mo": "zh-Hant-HK",
    "hk": "zh-Hant-HK",
}
"""Tags people write, in small letters, and the variant each means."""


def variant_of(tag: str) -> Variant:
    """The variant a tag means. Raises ValueError, naming those there are, for any other."""
    variant = ALIASES.get(tag.strip().lower().replace("_", "-"))
    if variant is None:
        raise ValueError(f"no variant {tag!r}: one of {', '.join(VARIANTS)}")
    return variant


def is_traditional(variant: Variant) -> bool:
    """Whether a variant is in traditional script."""
    return variant != "zh-Hans"


def same_script(tag: str, source: Variant) -> bool:
    """Whether text marked with a language tag is in the source's script; plain `zh` is taken to be."""
    variant = ALIASES.get(tag.strip().lower().replace("_", "-"))
    if variant is None:
        return tag.strip().lower() == "zh"
    return is_traditional(variant) == is_traditional(source)
