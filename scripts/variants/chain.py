"""OpenCC with entries of our own: a configuration made from its shipped one, loaded from a temporary file.

OpenCC cuts text into the longest words it knows, from left to right, turns each into its own standard of traditional
script, and each result into a region's. An entry of ours is therefore a word for the cutting, a result for the first
step, and kept as it is by the second; where the dictionaries of OpenCC spell the same word in another way inside a
longer one, the second step mends that too.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version as _version_of
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.variants.lang import Variant

if TYPE_CHECKING:
    from opencc import OpenCC

BASES: dict[tuple[Variant, Variant], tuple[str, ...]] = {
    ("zh-Hans", "zh-Hant"): ("s2tw",),
    ("zh-Hans", "zh-Hant-TW"): ("s2tw",),
    ("zh-Hans", "zh-Hant-HK"): ("s2hk",),
    ("zh-Hant", "zh-Hans"): ("t2s",),
    ("zh-Hant-TW", "zh-Hans"): ("tw2s",),
    ("zh-Hant-HK", "zh-Hans"): ("hk2s",),
    ("zh-Hant", "zh-Hant-TW"): ("t2tw",),
    ("zh-Hant", "zh-Hant-HK"): ("t2hk",),
    ("zh-Hant-TW", "zh-Hant"): ("tw2t", "t2tw"),
    ("zh-Hant-HK", "zh-Hant"): ("hk2t", "t2tw"),
    ("zh-Hant-TW", "zh-Hant-HK"): ("tw2t", "t2hk"),
    ("zh-Hant-HK", "zh-Hant-TW"): ("hk2t", "t2tw"),
}
"""OpenCC's configurations for source and variant, one after the other. Not s2twp: its vocabulary (專案, 社群, 最佳化)
is another newsroom's. zh-Hant takes Taiwan's standard forms, which papers print; OpenCC's own (爲, 羣, 喫) they do not.
"""


@cache
def plain(source: Variant, variant: Variant) -> OpenCC:
    """OpenCC as it comes, for comparison and for an entry's usual result. One a process; it cannot be pickled."""
    return load(config(source, variant))


def config(
    source: Variant,
    variant: Variant,
    entries: Mapping[str, str] | None = None,
    forms: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The configuration for a source and a variant.

    `entries` are words and their final forms, `forms` single characters of OpenCC's standard and what the house prints
    for them.
    """
    names = BASES[source, variant]
    configs = [_shipped(name) for name in names]
    configuration = configs[0]
    for other in configs[1:]:
        configuration["conversion_chain"] += other["conversion_chain"]
    if forms:
        # After the region's phrases, before its characters: the last step is always a group of these two.
        configuration["conversion_chain"][-1]["dict"]["dicts"].insert(1, _inline(forms))
    if entries:
        _add_entries(configuration, entries, _pins(names[-1], entries.values(), forms or {}))
    return configuration


def load(configuration: dict[str, Any]) -> OpenCC:
    """A converter from a configuration. OpenCC is imported here, so that reading marks alone does not load it."""
    from opencc import OpenCC

    with tempfile.TemporaryDirectory(prefix="banmian-") as folder:
        path = Path(folder) / "config.json"
        path.write_text(json.dumps(configuration, ensure_ascii=False), encoding="utf-8")
        return OpenCC(str(path))


def version() -> str:
    """OpenCC's version."""
    return _version_of("opencc")


def _add_entries(configuration: dict[str, Any], entries: Mapping[str, str], settled: Mapping[str, str]) -> None:
    words = _inline(entries)
    chain = configuration["conversion_chain"]
    if "segmentation" in configuration:
        cut = configuration["segmentation"]
        cut["dict"] = {"type": "group", "match_policy": "union", "dicts": [words, cut["dict"]]}
    else:
        configuration["segmentation"] = {"type": "mmseg", "dict": words}
    chain[0]["dict"] = {"type": "group", "match_policy": "short_circuit", "dicts": [words, chain[0]["dict"]]}
    pins = _inline(settled)
    for step in chain[1:] if settled else ():
        step["dict"] = {"type": "group", "match_policy": "short_circuit", "dicts": [pins, *step["dict"]["dicts"]]}


_REGIONAL = {"s2tw": "t2tw", "s2hk": "t2hk"}


def _pins(name: str, finals: Iterable[str], forms: Mapping[str, str]) -> dict[str, str]:
    """The final forms that the regional step would spell otherwise."""
    finals = sorted(set(finals))
    if name not in _REGIONAL:
        return {form: form for form in finals}
    respelt = load(_shipped(_REGIONAL[name])).convert("\n".join(finals)).split("\n")
    pairs = zip(finals, respelt, strict=True)
    return {form: form for form, other in pairs if form != other or any(char in forms for char in form)}


def _inline(entries: Mapping[str, str]) -> dict[str, Any]:
    return {"type": "inline", "entries": dict(sorted(entries.items()))}


@cache
def _share() -> Path:
    """Where OpenCC's own configurations and dictionaries lie."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opencc")
    return Path(spec.origin).parent / "clib" / "share" / "opencc"


def _shipped(name: str) -> dict[str, Any]:
    configuration: dict[str, Any] = json.loads((_share() / f"{name}.json").read_text(encoding="utf-8"))
    _absolute(configuration)
    return configuration


def _absolute(node: object) -> None:
    """Dictionary files need absolute paths where the configuration lies in another folder."""
    if isinstance(node, dict):
        if "file" in node:
            node["file"] = str(_share() / node["file"])
        for child in node.values():
            _absolute(child)
    elif isinstance(node, list):
        for child in node:
            _absolute(child)
