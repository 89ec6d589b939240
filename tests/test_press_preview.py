"""A preview shows editors what is open, item by item, and a build for readers does not."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from scripts.edition import frontmatter
from tests.press import kit

THEME = Path(__file__).parent.parent / "theme"
EDITION = "2024/01/29"


def test_what_is_open_is_on_the_editions_page_until_it_is_done(tmp_path: Path) -> None:
    options = replace(kit.project(tmp_path), theme=THEME, preview=True)
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    file = options.content / EDITION / "01-01.md"
    item = frontmatter.parse(file.read_text("utf-8")).item
    assert item is not None
    file.write_text(frontmatter.dump(replace(item, review=("breaks-off",), title="“渡口")), "utf-8")
    kit.built(options)
    page = options.output / EDITION / "index.html"
    html = page.read_text("utf-8")
    assert f'<dt><a href="/{EDITION}/01/01/">“渡口</a> <code>content/{EDITION}/01-01.md</code></dt>' in html
    assert "正文在句中断开，可能缺少后文。看过后用 accept 核掉" in html
    assert "“ 在本段没有配对" in html

    file.write_text(frontmatter.dump(replace(item, review=(), title="渡口")), "utf-8")
    kit.built(options)
    assert "正文在句中断开" not in page.read_text("utf-8")
    kit.built(replace(options, preview=False))
    html = page.read_text("utf-8")
    assert "待办" not in html
    assert "content/" not in html
