"""The text of one item as the browser fetches it for a hit: in the paper's own variant, and what others change."""

from __future__ import annotations

import json

from scripts.search.document import TITLE, Document
from scripts.search.fold import Fold
from scripts.search.pack import packed


def text_file(document: Document, fold: Fold, own: str) -> bytes:
    """A document as compressed JSON: `title` (left out where it is the first text), `texts`, `zones`, `variants`.

    A variant is a patch upon the fold table's prediction: `12發3乾坤` means twelve characters as predicted, one
    other, three as predicted, two others. Where its length differs it is written out whole, line by line.
    """
    value: dict[str, object] = {}
    if not document.zones or document.zones[0] != TITLE:
        value["title"] = document.shown
    value["texts"] = document.texts
    value["zones"] = "".join(map(str, document.zones))
    own_lines = "\n".join((document.shown, *document.texts))
    variants = {
        variant: patch(fold.predict(own_lines, own, variant), "\n".join(lines))
        for variant, lines in sorted(document.variants.items())
    }
    if any(variants.values()):
        value["variants"] = {variant: change for variant, change in variants.items() if change}
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def patch(predicted: str, actual: str) -> str | list[str]:
    """What makes `actual` of `predicted`: runs of other characters, each behind the number of those that stay."""
    if len(predicted) != len(actual) or [p == "\n" for p in predicted] != [a == "\n" for a in actual]:
        return actual.split("\n")
    out: list[str] = []
    kept = 0
    for before, after in zip(predicted, actual, strict=True):
        if before == after:
            kept += 1
            continue
        if "0" <= after <= "9":
            return actual.split("\n")
        if kept or not out:
            out.append(str(kept))
        out.append(after)
        kept = 0
    return "".join(out)
