"""An edition as one file: all is inside, nothing is asked elsewhere, links stay in it."""

from __future__ import annotations

import base64
import datetime as dt
import random
import re
from pathlib import Path

import pytest

from scripts.commands import onefile
from scripts.edition.urls import edition_url, output_file, whole_url
from scripts.publishing.onefile import NotBuiltError, one_file
from tests.press import kit

THEME = Path(__file__).parent.parent / "theme"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from dataclasses import replace

    options = replace(kit.project(tmp_path_factory.mktemp("one")), theme=THEME, preview=True)
    for day in range(2):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(options)
    return options.output


def test_nothing_is_asked_elsewhere(output: Path) -> None:
    html = one_file(output, [kit.START])
    assert "<script" not in html
    assert "<link" not in html
    assert re.findall(r'\s(?:src|href)="(?!data:|#)[^"]*"', html) == []
    assert "default-src 'none'" in html


def test_links_lead_to_what_is_in_it(output: Path) -> None:
    html = one_file(output, [kit.START])
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= ids
    assert len([target for target in targets if target.startswith("item-")]) > 3


def test_several_editions_and_what_is_open_in_them(output: Path) -> None:
    html = one_file(output, [kit.START, kit.START + dt.timedelta(1)])
    assert html.count("<main") == 2
    assert html.count('aria-labelledby="open-work"') == 2


def test_what_is_not_built_is_told(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotBuiltError):
        one_file(output, [dt.date(1999, 1, 1)])
    words = ["1999-01-01", "--output", str(output), "--to", str(tmp_path / "a.html"), "--lang", "en"]
    assert onefile.main(words) == 2
    assert "build the site first" in capsys.readouterr().err
    assert onefile.main([kit.START.isoformat(), *words[1:]]) == 0
    assert (tmp_path / "a.html").exists()


def test_a_picture_outside_of_the_site_is_not_taken_in(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    site = tmp_path / "site"
    (site / "images").mkdir(parents=True)
    (site / "images/a.png").write_bytes(b"picture")
    pictures = ["/images/a.png", "/../secret.png", "/images/..%2F..%2Fsecret.png"]
    for url in (whole_url(kit.START), edition_url(kit.START)):
        file = site / output_file(url)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<main>" + "".join(f'<img src="{picture}">' for picture in pictures) + "</main>", "utf-8")
    html = one_file(site, [kit.START])
    assert base64.b64encode(b"picture").decode() in html
    assert base64.b64encode(b"secret").decode() not in html
