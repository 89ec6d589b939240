"""The fit finds the heads of typeset pages, and costs that tell their parts apart."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.heads_fit import heads_of
from benchmarks.loglinear import fit, right

HEADS = [
    ("新春走基层", "山里来了放映队"),
    ("教育观察", "办好每一所乡村学校"),
    ("系列报道之二", "工业生产平稳开局"),
    ("陈静在调研时强调", "压实责任确保安全度汛"),
]


def pages(folder: Path) -> Path:
    for part in ("raw", "truth"):
        (folder / part).mkdir()
    for number, (kicker, headline) in enumerate(HEADS):
        body = f"{headline}的消息传遍全村，老人孩子早早搬来板凳，等着天黑。"
        (folder / "raw" / f"p{number}.txt").write_text(f"{kicker}\n{headline}\n{body}\n", encoding="utf-8")
        item = {"kind": "article", "kicker": kicker, "headline": [headline], "paragraphs": [body]}
        truth = {"page": f"p{number}", "style": "甲", "raw": f"raw/p{number}.txt", "items": [item]}
        (folder / "truth" / f"p{number}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    return folder


def test_fit(tmp_path: Path) -> None:
    heads = list(heads_of(pages(tmp_path)))
    assert len(heads) == len(HEADS)
    costs = fit(heads)
    assert right(heads, costs) == 1.0
    assert costs["k-label"] < 0
    assert right(heads, {}) < 1.0
