"""What is read after what: every item leads on, and nothing leads to what was read with its story."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from tests.press import kit

DAY = dt.date(2025, 4, 1)


def test_a_photo_is_read_with_its_story_and_a_jump_once(tmp_path: Path) -> None:
    front, inside = Label(1), Label(2)
    items = (
        Item(DAY, front, 1, "article", "望潮桥亮灯", body="昨夜亮灯。", jump_to=inside),
        Item(DAY, front, 2, "photo", "桥灯", body="桥灯亮起。", image="images/a.svg", belongs_to="01-01"),
        Item(DAY, front, 3, "article", "渔船回港", body="渔船都回来了。"),
        Item(DAY, inside, 1, "article", "望潮桥亮灯", body="人群散去。", jump_from=front),
        Item(DAY, inside, 2, "photo", "云肩梯田", body="采茶人走在梯田上。", image="images/a.svg"),
    )
    options = replace(kit.project(tmp_path), theme=Path(__file__).parent.parent / "theme")
    kit.write_edition(options.content, Edition(DAY, "", (Page(front, "要闻"), Page(inside, "文化")), items))
    kit.built(options)
    shown = {}
    for item in items:
        text = (options.output / f"2025/04/01/{item.page.file}/{item.order:02d}/index.html").read_text("utf-8")
        turn = text.split('<nav class="turn" ')[1].split("</nav>")[0].replace("<wbr>", "")
        shown[f"{item.page.file}-{item.order:02d}"] = [
            title for title in ("望潮桥亮灯", "桥灯", "渔船回港", "云肩梯田") if f">{title}<" in turn
        ]
    assert shown == {
        "01-01": ["渔船回港"],
        "01-02": ["望潮桥亮灯", "渔船回港"],
        "01-03": ["望潮桥亮灯", "云肩梯田"],
        "02-01": ["渔船回港", "云肩梯田"],
        "02-02": ["渔船回港"],
    }
