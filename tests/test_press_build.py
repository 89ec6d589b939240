"""The press as a whole: what a build makes, and that a build step by step equals one from nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.commands import build as command
from scripts.edition.urls import edition_folder
from scripts.press.build import build
from scripts.press.options import Options
from scripts.press.settingshape import SettingsError
from scripts.press.store import stage
from scripts.press.store.schema import FILE
from scripts.press.store.stage import NotOursError
from tests.press import kit

TWO_VARIANTS = "VARIANTS = {'zh-Hant-TW': 3}; SITEURL = 'https://paper.example'"
ADDRESSES = """
    index.html 404.html search/index.html archive/index.html 2024/index.html 2024/01/index.html 2024/02/index.html
    2024/01/29/index.html 2024/01/29/all/index.html 2024/01/29/01/index.html 2024/01/29/01/01/index.html
    2024/01/29/images/a.svg authors/周牧/index.html authors/周牧/2024/index.html page-names/要闻/index.html
    page-names/要闻/2024/01/index.html zh-hant-tw/index.html zh-hant-tw/2024/02/01/01/01/index.html
    """


def start(tmp_path: Path, days: int = 4, settings: str = TWO_VARIANTS) -> tuple[Options, random.Random]:
    options, chance = kit.project(tmp_path, settings), random.Random(7)
    for day in range(days):
        kit.write_edition(options.content, kit.make_edition(chance, kit.START + dt.timedelta(day)))
    return options, chance


def test_every_address_is_there_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    stats = kit.built(options)
    site = kit.tree(options.output)
    for path in ADDRESSES.split():
        assert path in site
    assert "zh-hant-tw/2024/01/29/index.html" not in site  # only its newest three
    catalogue = json.loads(site["zh-hant-tw/opds.json"])  # its oldest month and those after it
    assert [month["title"] for month in catalogue["navigation"]] == ["2024年2月", "2024年1月"]
    assert set(stats.findings) == set()
    assert stats.editions_built == 4
    assert stats.files_written == len(site) == stats.output_files
    assert kit.dangling(site) == []
    assert kit.dangling(site, "zh-hant-tw/index.html") == []


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    kit.built(options)
    before = {path: path.stat().st_mtime_ns for path in options.output.rglob("*")}
    for again in (options, replace(options, verify=True), replace(options, everything=True)):
        stats = kit.built(again)
        assert stats.files_written == stats.files_deleted == 0
    assert stats.files_unchanged == stats.output_files
    assert {path: path.stat().st_mtime_ns for path in options.output.rglob("*") if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }


def test_a_new_edition_touches_itself_its_neighbour_and_the_lists(tmp_path: Path) -> None:
    options, chance = start(tmp_path, 4, "")
    kit.built(options)
    before = kit.tree(options.output)
    date = kit.START + dt.timedelta(4)
    kit.write_edition(options.content, kit.make_edition(chance, date))
    kit.built(options)
    after = kit.tree(options.output)
    changed = {path for path in after if before.get(path) != after[path]}
    own = {path for path in changed if path.startswith("2024/02/02/")}
    neighbour = {path for path in changed if path.startswith("2024/02/01/")}
    rest = changed - own - neighbour
    assert own
    assert all(path.count("/") < 5 for path in neighbour)  # its edition and pages, not its items
    assert {"index.html", "archive/index.html", "2024/index.html", "2024/02/index.html"} <= rest
    assert not any(path.startswith(("2024/01/", "2024/02/0")) for path in rest)


def test_what_is_deleted_disappears(tmp_path: Path) -> None:
    options, chance = start(tmp_path)
    kit.write_edition(options.content, kit.make_edition(chance, dt.date(2023, 12, 31)))
    kit.built(options)
    (options.content / edition_folder(kit.START) / "01-02.md").unlink()
    shutil.rmtree(options.content / "2024" / "02")
    shutil.rmtree(options.content / "2023")
    stats = kit.built(options)
    site = kit.tree(options.output)
    assert stats.files_deleted
    assert not any(path.startswith(("2024/02", "2023", "zh-hant-tw/2024/02", "zh-hant-tw/2023")) for path in site)
    assert "2024/01/29/01/02/index.html" not in site
    assert not (options.output / "2024" / "02").exists()
    assert site == kit.tree(kit.build_anew(options))


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_weeks_of_edits_step_by_step_equal_one_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    options = kit.project(tmp_path, TWO_VARIANTS)
    dates = [kit.START + dt.timedelta(day) for day in range(21)]
    for day, date in enumerate(dates):
        kit.write_edition(options.content, kit.make_edition(chance, date))
        for _ in range(chance.randint(0, 2)):
            edit(chance, options.content, chance.choice(dates[: day + 1]))
        kit.built(options)
        if day % 7 == 6:
            stepwise, anew = kit.tree(options.output), kit.tree(kit.build_anew(options, f"anew{day}"))
            assert stepwise.keys() == anew.keys()
            assert [path for path in anew if stepwise[path] != anew[path]] == []
            assert (options.output / ".banmian").read_text() == (tmp_path / f"anew{day}" / ".banmian").read_text()
            assert kit.dangling(anew) == []


def edit(chance: random.Random, content: Path, date: dt.date) -> None:
    """Something that an editor does."""
    folder = content / edition_folder(date)
    files = sorted(folder.glob("*.md"))
    what = chance.choice(("edition", "gone", "item gone", "title", "body", "new", "picture", "broken", "empty"))
    if what == "edition" or not files:
        kit.write_edition(content, kit.make_edition(chance, date))
    elif what == "gone":
        shutil.rmtree(folder)
    elif what == "item gone":
        chance.choice(files).unlink()
    elif what in ("title", "body"):
        path = chance.choice(files)
        lines = path.read_text("utf-8").splitlines()
        lines[1 if what == "title" else -1] = ("title: " if what == "title" else "") + kit.text(chance, 9)
        path.write_text("\n".join(lines) + "\n", "utf-8")
    elif what == "new":
        shutil.copy(chance.choice(files), folder / f"01-{chance.randint(5, 30):02d}.md")
    elif what == "picture":
        (folder / "images" / f"{chance.randint(1, 3)}.svg").write_text("<svg/>")
    elif what == "broken":
        chance.choice(files).write_text("---\ntitle: [\n---\n", "utf-8")
    elif what == "empty":
        for path in files:
            path.unlink()


def test_broken_content_is_told_and_the_rest_is_built(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    path = options.content / edition_folder(kit.START) / "01-01.md"
    path.write_text("---\ntitle: [\n---\n", "utf-8")
    for _ in range(2):  # the second build, with nothing to do, tells it again
        stats = kit.built(options)
        [finding] = stats.findings
        assert (finding.severity, finding.path, finding.line) == ("error", "content/2024/01/29/01-01.md", 3)
    site = kit.tree(options.output)
    assert "2024/01/29/01/01/index.html" not in site
    assert "2024/01/29/01/02/index.html" in site
    assert kit.dangling(site) == []


def test_settings_and_theme_rebuild_what_they_affect(tmp_path: Path) -> None:
    options, _ = start(tmp_path, settings="")
    theme = tmp_path / "theme"
    shutil.copytree(kit.THEME, theme)
    options = replace(options, theme=theme)
    kit.built(options)
    month = theme / "templates" / "month.html"
    month.write_text(month.read_text().replace("{% block main %}", "{% block main %}<h1>new</h1>"))
    stats = kit.built(options)
    assert stats.files_written == 2  # January and February
    assert stats.editions_built == 0
    (theme / "static" / "css" / "site.css").write_text("body {}")
    stats = kit.built(options)
    assert stats.editions_built == 4
    assert len(list((options.output / "theme").iterdir())) == 1  # the old tree is gone
    kit.project(tmp_path, "VARIANTS = {'zh-Hant-HK': None}")
    kit.built(options)
    kit.project(tmp_path, "PRODUCERS_OFF = ['whole']")
    kit.built(options)
    site = kit.tree(options.output)
    assert not any(path.startswith("zh-hant") or "/all/" in path for path in site)
    assert site == kit.tree(kit.build_anew(options))


def test_times_reset_by_a_checkout_change_nothing(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    kit.built(options)
    for path in options.content.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert kit.built(options).editions_built == 0


def test_a_day_pushed_to_a_fresh_checkout_builds_a_day(tmp_path: Path) -> None:
    """What CI does: the content cloned anew, in another place, with output/ and .banmian/ from the cache."""
    settings = "SITEURL = 'https://paper.example'"
    options, chance = start(tmp_path / "monday", 8, settings)
    kit.built(options)
    tuesday = kit.project(tmp_path / "tuesday", settings)
    for name in ("content", "output", ".banmian"):
        shutil.copytree(tmp_path / "monday" / name, tmp_path / "tuesday" / name, dirs_exist_ok=True)
    for path in tuesday.content.rglob("*"):
        os.utime(path)
    kit.write_edition(tuesday.content, kit.make_edition(chance, kit.START + dt.timedelta(8)))
    stats = kit.built(tuesday)
    assert (stats.editions_built, stats.editions_kept) == (2, 7)  # itself and its neighbour
    assert kit.tree(tuesday.output) == kit.tree(kit.build_anew(tuesday))


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    path = options.content / edition_folder(kit.START) / "01-01.md"
    os.utime(path, (1_000_000_000, 1_000_000_000))
    kit.built(options)
    path.write_text(path.read_text("utf-8").replace("title: ", "title: ", 1).replace("。", "！", 1), "utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert kit.built(options).editions_built == 1


def test_an_output_that_is_not_the_states_is_taken_over(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    kit.built(options)
    site = kit.tree(options.output)
    shutil.rmtree(options.state)
    (options.output / "2024" / "left.html").write_text("left over")
    (options.output / "index.html").unlink()
    kit.built(options)
    assert kit.tree(options.output) == site


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    options.output.mkdir()
    (options.output / "thesis.doc").write_text("years of work")
    with pytest.raises(NotOursError):
        kit.built(options)
    assert [path.name for path in options.output.iterdir()] == ["thesis.doc"]


def test_an_empty_paper_has_a_front_page(tmp_path: Path) -> None:
    options = kit.project(tmp_path)
    kit.built(options)
    assert "index.html" in kit.tree(options.output)


@pytest.mark.slow
def test_hash_seeds_and_jobs_give_the_same_bytes(tmp_path: Path) -> None:
    options, _ = start(tmp_path, 26)
    expected = kit.tree(kit.build_anew(options, "expected"))
    for seed, count in (("1", "1"), ("2", "2"), ("3", "3")):
        out = tmp_path / f"out{seed}"
        where = ("--content", str(options.content), "--output", str(out), "--settings", str(options.settings_file))
        how = ("--theme", str(options.theme), "--no-search", "--jobs", count, "--quiet")
        command = [sys.executable, "-m", "scripts", "build", *where, *how]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert kit.tree(out) == expected


def test_folders_with_spaces_and_chinese(tmp_path: Path) -> None:
    options, _ = start(tmp_path / "我的 报纸", 2)
    build(options)
    assert (options.output / "2024/01/29/index.html").exists()


def test_a_template_with_a_fault_is_told_with_its_line_and_leaves_the_site(tmp_path: Path) -> None:
    options, _ = start(tmp_path, 2)
    theme = tmp_path / "theme"
    shutil.copytree(kit.THEME, theme)
    options = replace(options, theme=theme)
    kit.built(options)
    before = kit.tree(options.output)
    item = theme / "templates" / "item.html"
    good = item.read_text()
    for bad in ("{{ item.titel }}", "{% if %}"):
        item.write_text(good.replace("{{ item.kicker }}", bad))
        with pytest.raises(SettingsError, match=r"theme/templates/item.html:3: "):
            kit.built(options)
        assert kit.tree(options.output) == before
    item.write_text(good)
    assert kit.built(options).files_written == 0


def test_a_folder_that_is_not_there_is_told_and_nothing_deleted(tmp_path: Path) -> None:
    options, _ = start(tmp_path, 1)
    kit.built(options)
    before = kit.tree(options.output)
    for wrong in (replace(options, content=tmp_path / "contents"), replace(options, theme=tmp_path / "themes")):
        with pytest.raises(SettingsError):
            kit.built(wrong)
    assert kit.tree(options.output) == before


def test_a_year_that_moved_to_a_site_of_its_own(tmp_path: Path) -> None:
    chance = random.Random(5)
    options = kit.project(tmp_path)
    old, new = dt.date(2023, 12, 31), dt.date(2024, 1, 1)
    for date in (old, new):
        kit.write_edition(options.content, kit.make_edition(chance, date))
    kit.built(options)
    whole = kit.tree(options.output)
    kit.project(tmp_path, "YEAR_SITES = {2023: 'https://paper.example/2023'}")
    stats = kit.built(options)
    main = kit.tree(options.output)
    moved = {name for name in whole if name.startswith("2023/") and not name.endswith(".html")}
    assert "2023/12/31/images/a.svg" in moved
    assert main.keys() == whole.keys() - moved  # what is no page cannot lead on
    assert b'content="0; url=https://paper.example/2023/2023/12/31/01/01/"' in main["2023/12/31/01/01/index.html"]
    assert main["2024/01/01/01/01/index.html"] == whole["2024/01/01/01/01/index.html"]
    assert main["2023/12/index.html"] == whole["2023/12/index.html"]  # the calendar is here, over all years
    assert kit.dangling(main) == []
    assert stats.output_bytes < sum(map(len, whole.values()))
    settings = "SITE_YEARS = [2023]\nMAIN_SITE = 'https://paper.example'\nSITEURL = 'https://paper.example/2023'"
    year = kit.project(tmp_path / "year", settings)
    shutil.copytree(options.content, year.content, dirs_exist_ok=True)
    kit.built(year)
    site = kit.tree(year.output)
    assert {path.partition("/")[0] for path in site} == {"2023", "404.html", "index.html", "theme"}
    page = site["2023/12/31/01/01/index.html"].decode()
    assert 'href="/2023/2023/12/31/01/"' in page
    assert 'href="https://paper.example/archive/"' in page
    assert 'href="https://paper.example/2023/12/"' in page
    assert "url=https://paper.example/" in site["index.html"].decode()


def test_a_papers_own_assets_stand_beside_the_themes(tmp_path: Path) -> None:
    options, _ = start(tmp_path, 1)
    options = replace(options, paper=tmp_path / "paper")
    kit.built(options)
    (tmp_path / "paper" / "css").mkdir(parents=True)
    (tmp_path / "paper" / "README.md").write_text("what lies here")
    (tmp_path / "paper" / "css" / "paper.css").write_text("h1 {}")
    (tmp_path / "paper" / "css" / "site.css").write_text("h2 {}")
    kit.built(options)
    files = {path.name: path.read_text() for path in (options.output / "theme").rglob("*") if path.is_file()}
    assert files == {"paper.css": "h1 {}", "site.css": "h2 {}"}


def test_a_full_disk_leaves_the_site_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options, chance = start(tmp_path, 2)
    where = ["--settings", str(options.settings_file), "--content", str(options.content), "--theme", str(kit.THEME)]
    how = ["--output", str(options.output), "--no-search", "--quiet"]
    assert command.main([*where, *how]) == 0
    before = kit.tree(options.output)
    kit.write_edition(options.content, kit.make_edition(chance, kit.START + dt.timedelta(5)))

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(stage.Stage, "put", full)
        assert command.main([*where, *how]) == 2
    assert "No space left" in capsys.readouterr().err
    assert kit.tree(options.output) == before
    assert command.main([*where, *how]) == 0
    assert "2024/02/03/index.html" in kit.tree(options.output)


def test_a_folder_that_cannot_be_written_is_told_with_what_helps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options, _ = start(tmp_path, 1)
    (tmp_path / "file").touch()
    where = ["--settings", str(options.settings_file), "--content", str(options.content), "--theme", str(kit.THEME)]
    how = ["--output", str(options.output), "--state", str(tmp_path / "file" / "state"), "--no-search", "--quiet"]
    assert command.main([*where, *how, "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert f"{tmp_path / 'file' / 'state'}: Not a directory" in told
    assert "change permissions, then build again" in told
    assert "Errno" not in told


@pytest.mark.parametrize("keep", [0, 5000])
def test_a_broken_state_is_made_again(tmp_path: Path, keep: int) -> None:
    options, _ = start(tmp_path, 2)
    kit.built(options)
    site = kit.tree(options.output)
    path = options.state / FILE
    path.write_bytes(path.read_bytes()[:keep] + b"not a database " * 5000)
    stats = kit.built(options)
    assert (stats.editions_built, stats.files_written) == (2, 0)
    assert kit.tree(options.output) == site


@pytest.mark.slow
def test_the_pelican_command_builds_the_site(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    for name in ("scripts", "theme", "content"):
        (tmp_path / name).symlink_to(root / name)
    shutil.copyfile(root / "pelicanconf.py", tmp_path / "pelicanconf.py")
    pelican = Path(sys.executable).with_name("pelican")
    words = [str(pelican), "content", "-s", "pelicanconf.py", "-o", "output"]
    subprocess.run(words, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    assert (tmp_path / "output" / "index.html").exists()
    assert (tmp_path / "output" / "2025" / "04" / "18" / "01" / "01" / "index.html").exists()
