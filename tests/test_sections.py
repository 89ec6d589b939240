"""A paper that numbers its pages by section, from raw text to everything that is published of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema  # type: ignore[import-untyped]
import pytest
from referencing import Registry, Resource

from scripts.commands import check, new, stats
from scripts.edition import editionfile
from scripts.edition.check import check_edition
from scripts.edition.content import load_edition
from scripts.edition.label import Label
from scripts.press.outputs import pdf
from scripts.press.outputs.redirects_file import spellings
from tests import schema_org
from tests.press import kit
from tests.sections_paper import DAY, FOLDER, LABELS, ROOT, SETTINGS, converted, site

A1, A3, B1 = Label(1, "A"), Label(3, "A"), Label(1, "B")
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return kit.tree(site(tmp_path_factory.mktemp("sections")).output)


def text(paper: dict[str, bytes], name: str) -> str:
    return paper[name].decode()


# ---- content


def test_the_edition_is_read_with_its_labels_and_check_finds_nothing(tmp_path: Path) -> None:
    content = converted(tmp_path)
    assert [f for f in check_edition(content, DAY) if f.code != "review-open"] == []  # doubts are no faults
    edition, _ = load_edition(content, DAY)
    assert [page.number.file for page in edition.pages] == list(LABELS)
    assert [page.name for page in edition.pages] == ["要闻", "城事", "城事", "文体", "财经", "市场", "周末特刊"]
    assert (edition.label_digits, edition.sections, edition.issue) == (1, {"A": "要闻", "B": "财经"}, "6012")
    assert "number: A1\n" in (content / FOLDER / "edition.yml").read_text("utf-8")
    assert [item.page.file for item in edition.items] == sorted(item.page.file for item in edition.items)


def test_a_page_is_missing_in_its_section(tmp_path: Path) -> None:
    content = converted(tmp_path)
    for path in (content / FOLDER).glob("A03-*.md"):
        path.unlink()
    found = [(f.code, f.message) for f in check_edition(content, DAY) if f.code.startswith(("page-", "jump-"))]
    assert found == [
        ("jump-dangling", "`jump_to` leads to page A03, which this edition does not have"),
        ("page-missing", "page A03 has no items: is its raw text missing?"),
    ]


@pytest.mark.parametrize(("name", "code"), [("a02-01.md", "name-case"), ("A2-01.md", "name-unknown")])
def test_a_label_in_another_case_or_without_its_zero_is_told(tmp_path: Path, name: str, code: str) -> None:
    content = converted(tmp_path)
    folder = content / FOLDER
    (folder / name).write_text((folder / "A02-01.md").read_text("utf-8"), "utf-8")
    (finding,) = [f for f in check_edition(content, DAY) if f.severity == "error"]
    assert (finding.code, finding.path) == (code, f"content/{FOLDER}{name}")
    assert "A02-01.md is there, too" in finding.message
    (folder / name).rename(folder / name.replace("2-01", "2-09"))
    (finding,) = [f for f in check_edition(content, DAY) if f.severity == "error"]
    assert "rename it to A02-09.md" in finding.message


def test_new_starts_an_item_on_a_labelled_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = converted(tmp_path)
    at = ["2025-11-28", "--content", str(content)]
    assert new.main([*at, "--page", "b2", "--title", "渔港新灯塔"]) == 0
    assert new.main([*at, "--page", "C1", "--page-name", "汽车", "--title", "旧车换新"]) == 0
    assert new.main([*at, "--page", "100", "--title", "百版纪念"]) == 0
    assert (content / FOLDER / "B02-03.md").exists()
    about = editionfile.parse((content / FOLDER / "edition.yml").read_text("utf-8"))
    assert [page.number.file for page in about.pages] == ["100", *LABELS[:6], "C01", "T01"]
    assert (about.label_digits, about.sections) == (1, {"A": "要闻", "B": "财经"})
    with pytest.raises(SystemExit):
        new.main([*at, "--page", "A0"])
    assert "pages count from 1, as 1, 12, A1, B03" in capsys.readouterr().err
    assert stats.main(at) == 0
    shown = capsys.readouterr().out
    assert shown.index("A1 要闻") < shown.index("B2 市场") < shown.index("C1 汽车") < shown.index("T1 周末特刊")
    assert check.main(["--content", str(content), "--format", "json"]) in (0, 1)


# ---- the site


def test_every_address_is_there_and_every_link_leads_somewhere(paper: dict[str, bytes]) -> None:
    assert kit.dangling(paper) == []
    for prefix in ("", "zh-hant-tw/", "zh-hant-hk/"):
        for label in LABELS:
            assert f"{prefix}{FOLDER}{label}/index.html" in paper
            assert f"{prefix}{FOLDER}{label}/01/index.html" in paper


@pytest.mark.parametrize(
    ("prefix", "section", "page"),
    [("", "T叠", "第A1版 要闻"), ("zh-hant-tw/", "T疊", "第A1版 要聞"), ("zh-hant-hk/", "T疊", "第A1版 要聞")],
)
def test_the_edition_and_the_bar_group_pages_by_section(
    paper: dict[str, bytes], prefix: str, section: str, page: str
) -> None:
    for name in (f"{FOLDER}index.html", f"{FOLDER}B01/index.html", f"{FOLDER}all/index.html"):
        html = text(paper, prefix + name)
        bar = html[html.index('<nav class="pages by-section"') :]
        bar = bar[: bar.index("</nav>")]
        assert bar.count("<ul>") == 4
        assert section in bar
        assert f">{page}</span></a>" in bar or f">{page}</a>" in bar
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
    edition = text(paper, f"{prefix}{FOLDER}index.html")
    places = [edition.index(f'id="{one}"') for one in ("section-A", "page-A04", "section-B", "page-B01", "section-T")]
    assert places == sorted(places)
    assert 'aria-current="page"><span>第B1版' in text(paper, f"{prefix}{FOLDER}B01/index.html").replace("財經", "财经")


def test_pages_are_turned_across_sections(paper: dict[str, bytes]) -> None:
    for label, before, after in zip(LABELS[1:6], LABELS[:5], LABELS[2:], strict=True):
        html = text(paper, f"{FOLDER}{label}/index.html")
        turn = html[html.index('<nav class="turn"') :]
        turn = turn[: turn.index("</nav>")]
        assert re.findall(r'href="/2025/11/28/(\w+)/"', turn) == [before, after]


def test_a_jump_to_another_section_is_one_reading(paper: dict[str, bytes]) -> None:
    html = text(paper, f"{FOLDER}A01/02/index.html")
    assert "第B1版" in html
    assert "每处早市留出不少于五个" in html  # printed on B1
    assert f'href="/{FOLDER}A01/02/"' in text(paper, f"{FOLDER}B01/02/index.html")


def test_a_refer_leads_to_the_item_on_the_page_it_names(paper: dict[str, bytes]) -> None:
    html = text(paper, f"{FOLDER}index.html")
    refers = re.findall(r'<li><a href="([^"]+)">(.+?)</a> <small>(\S+?)</small>', html)
    assert [(url, re.sub(r"<[^>]+>", "", title), page) for url, title, page in refers] == [
        (f"/{FOLDER}A02/01/", "老渡轮改成水上书房", "第A2版"),
        (f"/{FOLDER}T01/01/", "花市提前三天开灯", "第T1版"),
    ]


def test_lists_and_breadcrumbs_name_pages_as_printed(paper: dict[str, bytes]) -> None:
    listed = text(paper, "page-names/城事/index.html")
    assert [listed.index(one) for one in ("第A2版", "第A3版")]
    item = text(paper, f"{FOLDER}B02/01/index.html")
    assert '"name": "第B2版 市场"' in item or '"name":"第B2版 市场"' in item


def test_what_machines_read_of_an_item(paper: dict[str, bytes]) -> None:
    html = text(paper, f"{FOLDER}B02/01/index.html")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[0])
    (article,) = [node for node in data["@graph"] if node["@type"] == "NewsArticle"]
    assert (article["printPage"], article["printSection"]) == ("B2", "市场")
    for name in paper:
        if name.endswith(".html"):
            for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', paper[name].decode(), re.S):
                graph = json.loads(block)
                for node in graph.get("@graph", [{k: v for k, v in graph.items() if k != "@context"}]):
                    assert schema_org.faults(node, name) == []
    assert 'name="citation_firstpage" content="B2"' in html


def test_json_keeps_to_the_schemas(paper: dict[str, bytes]) -> None:
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in (ROOT / "docs/schema").glob("*.schema.json")}
    known = Registry().with_resources((name, Resource.from_contents(one)) for name, one in schemas.items())
    edition = json.loads(paper[f"{FOLDER}edition.json"])
    whole = jsonschema.Draft202012Validator(schemas["edition-json.schema.json"], registry=known)
    assert [one.message for one in whole.iter_errors(edition)] == []
    assert [page["number"] for page in edition["pages"]] == list(LABELS)
    assert [one["letters"] for one in edition["sections"]] == ["A", "B", "T"]
    rows = [json.loads(row) for row in paper["2025/11/items.jsonl"].splitlines()]
    assert rows == edition["items"]
    jumps = {row["id"]: (row.get("jump_to"), row.get("jump_from")) for row in rows}
    assert jumps["2025/11/28/A01/02"] == ("B01", None)
    assert jumps["2025/11/28/B01/02"] == (None, "A01")
    markdown = text(paper, f"{FOLDER}A01/02/index.md")
    assert "\npage: A01\n" in markdown
    assert "\njump_to: B01\n" in markdown


def test_feeds_and_sitemaps_have_the_addresses(paper: dict[str, bytes]) -> None:
    feed = json.loads(paper["feed.json"])
    assert f"https://city.example/{FOLDER}B01/01/" in [one["url"] for one in feed["items"]]
    assert "tag:city.example,2025-11-28:zh-Hans/2025/11/28/T01/01/" in [one["id"] for one in feed["items"]]
    found = [one.text for one in ET.fromstring(paper["2025/11/sitemap.xml"]).iter(f"{MAPS}loc")]
    assert {f"https://city.example/{FOLDER}{label}/" for label in LABELS} <= set(found)


def test_the_book_has_its_contents_by_section_and_the_printed_pages(paper: dict[str, bytes]) -> None:
    book = zipfile.ZipFile(io.BytesIO(paper[f"{FOLDER}2025-11-28.epub"]))
    assert {f"EPUB/page-{label}.xhtml" for label in LABELS} <= set(book.namelist())
    nav = book.read("EPUB/nav.xhtml").decode()
    assert [nav.index(one) for one in ("<span>A 要闻</span>", "第A1版 要闻", "<span>B 财经</span>", "<span>T叠</span>")]
    listed = nav[nav.index("page-list") :]
    assert re.findall(r'page-(\w+)\.xhtml#p(\w+)">(\w+)<', listed) == [
        (label, label, label.replace("0", "")) for label in LABELS
    ]
    page = book.read("EPUB/page-B01.xhtml").decode()
    assert 'id="pB01" aria-label="B1"' in page


def test_what_is_set_for_print_has_its_contents_by_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents: list[str] = []

    def noted(html: str, *_: str) -> bytes:
        documents.append(html)
        return b"%PDF-"

    monkeypatch.setattr(pdf, "_set", noted)
    site(tmp_path, settings=SETTINGS.replace("'epub-vertical'", "'pdf'"))
    for html, name in zip(documents, ("T叠", "T疊", "T疊"), strict=True):
        nav = html[html.index("<nav") : html.index("</nav>")]
        assert re.findall(r"<b>(\w+) ?\w*</b>", nav) == ["A", "B", name]
        assert re.findall(r'href="#p(\w+)"', nav) == list(LABELS)
        assert all(f'<section id="p{label}">' in html for label in LABELS)


def test_other_spellings_of_a_label_lead_to_it(paper: dict[str, bytes]) -> None:
    assert spellings(A1) == ["a01", "A1", "a1"]
    assert spellings(Label(12, "B")) == ["b12"]
    assert spellings(Label(3, "AB"))[:3] == ["Ab03", "aB03", "ab03"]
    rules = text(paper, "_redirects").splitlines()
    assert "/:year/:month/:day/a1/*  /:year/:month/:day/A01/:splat  301" in rules
    assert "/zh-hant-hk/:year/:month/:day/t1/*  /zh-hant-hk/:year/:month/:day/T01/:splat  301" in rules
    assert len(rules) == 3 * 3 * len(LABELS)


def test_digits_of_labels_are_a_setting(tmp_path: Path) -> None:
    options = site(tmp_path, settings=SETTINGS + "LABEL_DIGITS = 2\n")
    one = kit.tree(options.output)
    assert "第A01版 要闻" in text(one, f"{FOLDER}index.html")
    assert "第A02版" in text(one, "page-names/城事/index.html")
    plain = options.settings_file.read_text("utf-8").replace("LABEL_DIGITS = 2\n", "")
    options.settings_file.write_text(plain, "utf-8")
    kit.built(options)
    changed = kit.tree(options.output)
    assert "第A2版" in text(changed, "page-names/城事/index.html")
    anew = kit.tree(kit.build_anew(options))
    assert changed == anew


def test_a_section_that_is_named_later_changes_what_it_must(tmp_path: Path) -> None:
    options = site(tmp_path)
    about = options.content / FOLDER / "edition.yml"
    about.write_text(about.read_text("utf-8").replace("  B: 财经\n", "  B: 财经\n  T: 周末\n"), "utf-8")
    kit.built(options)
    assert "T 周末" in text(kit.tree(options.output), f"{FOLDER}A01/index.html")
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))
    again = kit.built(replace(options))
    assert again.editions_built == 0


def test_a_paper_of_plain_numbers_has_no_sections(tmp_path: Path) -> None:
    options = replace(kit.project(tmp_path), theme=ROOT / "theme")
    import random

    chance = random.Random(3)
    kit.write_edition(options.content, kit.make_edition(chance, kit.START))
    kit.built(options)
    plain = kit.tree(options.output)
    assert "_redirects" not in plain
    assert not any("by-section" in data.decode() for name, data in plain.items() if name.endswith("index.html"))
