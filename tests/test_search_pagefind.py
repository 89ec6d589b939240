"""What our search relies on in Pagefind, each by itself: with another version the test that fails says what broke.

Where the lists' form alone has changed, bundles are published as Pagefind made them (docs/decisions/search.md): dearer
to fetch and right. All else has to be met anew in scripts/search/ or theme/static/js/search/library.js.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2
import pytest

from scripts.search import bundle

PAGES = {"a.html": "水 灯 。 桥 5g", "b.html": "灯 水"}
SIGNATURE = b"pagefind_dcd"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Pagefind writes for two pages of tokens, as a bundle gives them."""
    folder = tmp_path_factory.mktemp("pagefind")
    site = folder / "site"
    site.mkdir()
    for name, text in PAGES.items():
        (site / name).write_text(f"<html><body data-pagefind-body><p>{text}</p></body></html>", "utf-8")
    return bundle._pagefind(site, folder / "made")


def opened(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    assert data.startswith(SIGNATURE), (
        f"{path.name} does not begin with {SIGNATURE!r}: unpack.js and pack.py write and read it"
    )
    return cbor2.loads(data[len(SIGNATURE) :])


def words(made: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted((made / "index").iterdir()):
        for word, entries, *_ in opened(path)[0]:
            yield word, entries


def test_its_version_is_the_locked_one() -> None:
    told = bundle.engine().version
    assert told == bundle.engine_version(), "the program tells another version than the package: the manifest names it"


def test_its_files_have_the_names_that_the_browser_answers_for(made: Path) -> None:
    names = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert {"pagefind.js", "wasm.unknown.pagefind", "pagefind-entry.json"} <= names, (
        "library.js answers for these names"
    )
    assert any(re.fullmatch(r"pagefind\.unknown_\w+\.pf_meta", name) for name in names), "the table of contents"
    assert any(re.fullmatch(r"index/unknown_\w+\.pf_index", name) for name in names), "the lists of words"
    entry = json.loads((made / "pagefind-entry.json").read_bytes())
    assert set(entry["languages"]["unknown"]) == {"hash", "wasm", "page_count"}, "the entry that library.js makes"


def test_its_script_makes_instances_that_fetch_below_their_base_path(made: Path) -> None:
    script = (made / "pagefind.js").read_text("utf-8")
    for name, why in (
        ("createInstance", "library.js opens each bundle with it"),
        ("basePath", "by which library.js knows for which bundle a file is asked"),
        ("noWorker", "without it Pagefind would fetch in a worker of its own, past library.js"),
        ("pagefind-entry.json", "which library.js answers without a request"),
        (".pf_meta", "library.js takes it off the name of the table of contents"),
        (".pf_index", "library.js takes it off the names of lists"),
    ):
        assert name in script, f"pagefind.js has no {name}: {why}"


def test_its_table_of_contents_has_pages_then_files_by_their_words(made: Path) -> None:
    version, pages, table, *rest = opened(next(made.glob("*.pf_meta")))
    assert version == bundle.engine().version, "unpack.js writes the version first"
    assert [len(page) for page in pages] == [2, 2], "of each page its name and its words"
    assert len(rest) == 3, "unpack.js writes three more empty lists"
    for first, last, name in table:
        assert first <= last, "of each file its first and last word"
        assert (made / "index" / f"{name}.pf_index").exists()


def test_each_character_is_a_word_with_its_places_and_punctuation_only_counts(made: Path) -> None:
    found = dict(words(made))
    assert set(found) == {"水", "灯", "桥", "5g"}, "a token is a word as it is written; punctuation is none"
    pages = [name for name, _ in opened(next(made.glob("*.pf_meta")))[1]]
    names = {}
    for path in (made / "fragment").iterdir():
        text = gzip.decompress(path.read_bytes())
        url = json.loads(text[text.index(b"{") :])["url"]
        names[path.name.partition(".")[0]] = url.lstrip("/")
    order = [names[name] for name in pages]
    page, places = 0, {}
    for step, where, in_fields in found["水"]:
        page += step
        assert not in_fields, "places in fields: pack.py has no column for them"
        places[order[page]] = [place for place in where if place >= 0]
    assert places == {"a.html": [0], "b.html": [1]}, "places are counted from 0, word by word"
    ((_, where, _),) = found["桥"]
    assert [place for place in where if place >= 0] == [3], "a full stop takes a place: zones rest on it"
