"""The table of producers, hooks into <head>, and the real theme printed strictly in every variant."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from scripts.press import head, producers
from scripts.press.plan.digest import optional_templates, template_closure
from scripts.press.producers import PRODUCERS, Producer
from scripts.press.render.views import TEMPLATES
from tests.press import kit

THEME = Path(__file__).parent.parent / "theme"


def test_every_template_has_its_producer() -> None:
    assert {producer.template for producer in PRODUCERS if producer.template} == set(TEMPLATES)
    assert len({producer.name for producer in PRODUCERS}) == len(PRODUCERS)


def test_the_theme_prints_everything_without_an_undefined_value(tmp_path: Path) -> None:
    options = replace(kit.project(tmp_path, "VARIANTS = {'zh-Hant-TW': None, 'zh-Hant-HK': 1}"), theme=THEME)
    for day in range(3):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(options)
    site = kit.tree(options.output)
    assert "zh-hant-hk/2024/01/31/01/01/index.html" in site
    for start in ("index.html", "zh-hant-tw/index.html", "zh-hant-hk/index.html"):
        assert kit.dangling(site, start) == []


def test_a_producer_more_is_built_kept_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def counts(_desk: Any, shelf: Any, _newest: Any) -> Iterable[tuple[str, str]]:
        yield "/count.txt", str(sum(items for _, items in shelf.months().values()))

    more = Producer("count", "site", counts, own_only=True, reads=lambda shelf: shelf.months())
    options = kit.project(tmp_path, "VARIANTS = {'zh-Hant-TW': None}")
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    kit.built(options)
    monkeypatch.setattr(producers, "PRODUCERS", (*PRODUCERS, more))
    assert kit.built(options).files_written == 1
    one = (options.output / "count.txt").read_text()
    kit.write_edition(options.content, kit.make_edition(random.Random(2), kit.START + dt.timedelta(1)))
    kit.built(options)
    assert int((options.output / "count.txt").read_text()) > int(one)
    assert not (options.output / "zh-hant-tw" / "count.txt").exists()
    monkeypatch.undo()
    kit.built(options)
    assert not (options.output / "count.txt").exists()


def test_a_name_that_switches_nothing_off_is_told(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "PRODUCERS_OFF = ('cite', 'epup', 'metadata', 'whole')")
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    found = [one for one in kit.built(options).findings if one.code == "producer-unknown"]
    assert [(one.severity, one.path, "'epup'" in one.message) for one in found] == [("warning", "pelicanconf.py", True)]


def test_a_hook_adds_to_the_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hook(_desk: Any, context: Any, views: Any) -> Iterable[Markup]:
        if context.template == "item.html":
            yield Markup('<meta name="item" content="{}">').format(views["item"].title)

    monkeypatch.setattr(head, "HEAD", (hook,))
    options = kit.project(tmp_path)
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    kit.built(options)
    site = kit.tree(options.output)
    assert b'<meta name="item"' in site["2024/01/29/01/01/index.html"]
    assert b'<meta name="item"' not in site["index.html"]


def test_what_a_template_is_made_of() -> None:
    templates = {
        "base.html": "{% include '_menu.html' ignore missing %}",
        "_parts.html": "",
        "a.html": "{% extends 'base.html' %}{% import \"_parts.html\" as parts %}",
        "b.html": "{%- include name %}",
        "c.html": "",
    }
    assert template_closure(["a.html"], templates) == ["_parts.html", "a.html", "base.html"]
    assert template_closure(["b.html"], templates) == sorted(templates)
    assert optional_templates(templates) == {"_menu.html"}
