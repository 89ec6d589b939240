"""Search in a browser: what is found, shown, marked and said, by mouse, keyboard and input method, and if it breaks."""

from __future__ import annotations

import json
import re
import shutil
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from scripts.search.grams import gram_number
from scripts.search.pack import pieces
from scripts.search.tokens import spelled
from tests.browsing import served, violations
from tests.search import kit

pytestmark = pytest.mark.browser

ITEM = "/2024/09/05/02/01/"
CASES = json.loads((Path(__file__).parent / "golden" / "search_tokens.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kit.site(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def viewport() -> ViewportSize:
    return {"width": 1000, "height": 800}


@pytest.fixture(scope="module")
def tolerated() -> tuple[str, ...]:
    return ("Failed to load resource",)  # what tests here do to the network


def done(page: Page, state: str = "done") -> None:
    page.wait_for_selector(f"main[data-search-state={state}]")


def ask(page: Page, query: str, options: str = "", prefix: str = "") -> list[str]:
    page.goto(f"{prefix}/search/?q={quote(query)}{options}")
    done(page)
    return [str(one.get_attribute("data-url")) for one in page.locator(".hits > li").all()]


def total(page: Page) -> int:
    return int(page.locator("main").get_attribute("data-search-total") or -1)


def status(page: Page) -> str:
    return page.locator("main .search-status").inner_text()


FOUND = [
    ("渡口", 19),
    ("了解到", 9),
    ("瞭解到", 9),
    ("計劃反覆", 9),
    ("計畫", 9),
    ("髮製品", 9),
    ("頭髮", 9),
    ("乾隆年間", 9),
    ("著", 9),
    ("後來", 9),
    ("幹部說", 9),
    ("解到 老街", 9),
    ("部说一张", 0),
    ('"一张蓝图 干到底"', 9),
    ("“一张蓝图，干到底。”", 9),
    ("蓝图干到底", 0),
    ("干到底到底", 0),
    ("制品干部", 0),
    ("完工本报", 0),
    ("covid-19", 9),
    ("ＣＯＶＩＤ", 9),
    ("5g", 9),
    ("3.5亿元", 9),
    ("5亿元", 0),
    ("周牧", 9),
    ("到了码头", 9),
    ("鸬鹚", 1),
    ("渡口 鸬鹚", 1),
    ("灯亮亮亮亮亮亮亮亮亮了", 1),
    ("渡口第8次", 1),
    ("<b>回家", 9),
    ("棧橋觀潮", 1),
    ("通讯员骆宾", 1),
    ("骆宾", 1),
    ("岑溪 摄", 1),
    ("渡口8修缮", 0),
    ("ＰＭ２．５", 9),
    ("pm2", 9),
]


@pytest.mark.parametrize("prefix", ["", "/zh-hant-tw", "/zh-hant-hk"])
def test_finds_what_it_should_in_every_variant(page: Page, prefix: str) -> None:
    ask(page, "渡口", prefix=prefix)
    answers = {}
    for query, _ in FOUND:
        page.evaluate(
            """(query) => {
              history.pushState(null, "", `?${new URLSearchParams({ q: query, n: 100 })}`);
              dispatchEvent(new PopStateEvent("popstate"));
            }""",
            query,
        )
        done(page)
        answers[query] = total(page)
    assert answers == dict(FOUND)


def test_the_browser_makes_the_same_tokens(page: Page, address: str) -> None:
    page.goto("/search/")
    script = page.locator("script[src$='js/site.js']").get_attribute("src") or ""
    got = page.evaluate(
        """async ([script, cases]) => {
          const { Tables } = await import(new URL("search/text.js", new URL(script, location)));
          const { fetchJson } = await import(new URL("search/fetch.js", new URL(script, location)));
          const { fold } = await fetchJson("/search/bundles.json");
          const tables = new Tables(await fetchJson(`/search/${fold}`));
          const made = (one) => `${[...one.text].map((c) => tables.one.get(c) ?? c).join("")}@${one.place}`;
          return cases.map((text) => tables.tokens(text).map(made).join(" "));
        }""",
        [script, list(CASES)],
    )
    assert dict(zip(CASES, got, strict=True)) == CASES


def test_the_browser_makes_the_same_grams(page: Page) -> None:
    page.goto("/search/")
    script = page.locator("script[src$='js/site.js']").get_attribute("src") or ""
    grams = [[spelled(token) for token in tokens] for tokens in (*"渡%𠮷", "渡口", ("5g", "基"), "渡口春", "一张蓝图")]
    got = page.evaluate(
        """async ([script, grams]) => {
          const { gramNumber } = await import(new URL("search/grams.js", new URL(script, location)));
          return grams.map(gramNumber);
        }""",
        [script, grams],
    )
    assert got == [gram_number(gram) for gram in grams]


def test_orders_and_filters_stand_in_the_address(page: Page) -> None:
    newest = ask(page, "渡口", "&sort=newest&n=50")
    assert newest == sorted(
        newest, key=lambda url: (url[:12], [-int(p) for p in url[12:].strip("/").split("/")]), reverse=True
    )
    assert ask(page, "渡口", "&sort=oldest&n=50") == sorted(newest)
    relevance = ask(page, "渡口", "&n=50")
    assert [url.split("/")[4:6] for url in relevance[:9]] == [["01", "01"]] * 9
    assert relevance[0] == "/2024/09/05/01/01/"
    assert ask(page, "渡口", "&from=2023-01-01&to=2023-12-31&page_name=副刊") == [
        *("/2023/06/05/02/01/", "/2023/05/05/02/01/", "/2023/04/05/02/01/"),
    ]
    assert len(ask(page, "渡口", "&author=葉青野", "/zh-hant-tw")) == 9
    assert ask(page, "渡口", "&kind=photo") == ["/2022/01/05/01/03/"]
    assert ask(page, "渡口", "&kind=photo&from=2022-01-06") == []
    assert ask(page, "渡口", "&n=3", "/zh-hant-tw")[0] == "/2024/09/05/01/01/"


def test_filters_count_and_the_back_button_goes_back(page: Page) -> None:
    ask(page, "渡口", "&sort=newest&n=40")
    page.locator(".search-form details summary").click()
    button = page.locator(".search-facets button", has_text="副刊")
    assert button.inner_text().endswith("9")
    button.click()
    expect(page.locator("main")).to_have_attribute("data-search-total", "9")
    assert "page_name=" in page.url
    assert page.locator(".search-facets button", has_text="副刊").get_attribute("aria-pressed") == "true"
    assert page.locator(".search-facets button", has_text="要闻").inner_text().endswith("10")
    counted = page.locator(".search-facets button").all_inner_texts()
    assert sorted(text.split() for text in counted) == [["副刊", "9"], ["叶青野", "9"], ["文章", "9"], ["要闻", "10"]]
    page.go_back()
    expect(page.locator("main")).to_have_attribute("data-search-total", "19")
    page.locator("input[name=q]").fill("茶馆")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_have_attribute("data-search-total", "9")
    page.go_back()
    expect(page.locator("input[name=q]")).to_have_value("渡口")


def test_years_are_opened_only_as_needed(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "渡口", "&sort=newest&n=5")
    assert status(page) == "已找到6篇；2023、2022尚未搜索。"
    assert not [url for url in asked if "/search/2023/" in url or "/search/2022/" in url]
    page.get_by_role("button", name="搜索其余年份").click()
    expect(page.locator("main")).to_have_attribute("data-search-total", "19")
    asked.clear()
    ask(page, "鸬鹚捕鱼")
    assert not [url for url in asked if "/search/2023/" in url or "/search/2024/" in url]


def test_pagefind_is_fetched_once_for_all_years(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("/search/")[-1]))
    ask(page, "渡口", "&n=100&all=1")
    assert {one.split("/")[0] for one in asked if one.startswith("20")} == {"2022", "2023", "2024"}
    assert len([one for one in asked if one.startswith(("wasm.", "pagefind."))]) == 2
    assert len(page.workers) == 1
    page.locator("input[name=q]").fill("渡口第8次")
    expect(page.locator("main")).to_have_attribute("data-search-total", "1")
    assert len([one for one in asked if one.startswith(("wasm.", "pagefind.", "fold.", "bundles."))]) == 4


def indexed_anew(site: Path, root: Path) -> Path:
    """The site with its search made again, as far as Pagefind is concerned."""
    shutil.copytree(site, root / "site", ignore=shutil.ignore_patterns("*.bin", "bundles.json"))
    kit.indexed(root, kit.editions())
    shutil.copytree(root / "search", root / "site" / "search", dirs_exist_ok=True)
    return root / "site"


def test_texts_tell_what_lists_would(
    site: Path, context: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "scripts.search.bundle.pieces", partial(pieces, size=1)
    )  # so that each list is fetched by itself
    with served(indexed_anew(site, tmp_path)) as address:
        page = context.new_page()
        page.goto(f"{address}/search/")
        texts, lists = (looked_up(page, alone) for alone in (False, True))
    assert [len(found) for found in texts[0]] == [9, 9, 9, 1, 0, 9]
    assert texts[0] == lists[0]
    assert texts[1] < lists[1]


def looked_up(page: Page, lists_alone: bool) -> tuple[list[list[str]], int]:
    """What some long queries find, and how many lists were fetched for them."""
    script = page.locator("script[src$='js/site.js']").get_attribute("src") or ""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    queries = [
        "老街的计划反复讨论",
        "“一张蓝图 干到底”",
        "渡口的5G基站 投资3.5亿元",
        "渡口 鸬鹚 翠鸟",
        "干到底到底是谁",
        "面粉厂里的发制品",
    ]
    found = page.evaluate(
        """async ([script, queries, alone]) => {
          const { Archive } = await import(new URL("search/engine.js", new URL(script, location)));
          const found = [];
          for (const q of queries) { // one after the other: archives of a page share the memory of Pagefind's program
            const archive = new Archive(new URL("/search/", location).href, "zh-Hans");
            await archive.open();
            if (alone) archive.own = "zh-Hant-HK"; // its texts are not what is indexed
            found.push((await archive.search({ q, n: 50, all: true })).hits.map((hit) => hit.url));
          }
          return found;
        }""",
        [script, queries, lists_alone],
    )
    return found, sum(bool(re.search(r"/search/20\d\d/\w+/\d+\.bin", url)) for url in asked)


def test_an_index_as_pagefind_made_it_is_searched_alike(
    site: Path, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise ValueError("another version's")

    monkeypatch.setattr("scripts.search.bundle.pieces", unknown)
    with served(indexed_anew(site, tmp_path)) as address:
        page = browser.new_page(base_url=address)
        found = {
            query: (ask(page, query, "&n=100&all=1"), total(page))[1]
            for query in ("渡口", "鸬鹚", "covid-19", "3.5亿元")
        }
        page.close()
    assert found == {"渡口": 19, "鸬鹚": 1, "covid-19": 9, "3.5亿元": 9}


def test_a_hit_shows_the_passage_in_the_readers_variant(page: Page) -> None:
    ask(page, "干部说", prefix="/zh-hant-tw")
    hit = page.locator(".hits > li").first
    assert hit.locator("a").inner_text() == "麵粉廠裡的發製品" or "髮製品" in hit.locator("a").inner_text()
    assert hit.locator("mark").all_inner_texts() == ["幹部說"]
    assert hit.locator(".taste").inner_text() == "幹部說：「一張藍圖、幹到底。」"
    assert "2024年9月5日" in hit.locator(".where").inner_text()
    assert "要聞" in hit.locator(".where").inner_text()
    hit.locator("a").click()
    page.wait_for_selector("mark.found")
    assert "/zh-hant-tw/2024/09/05/01/02/" in page.url
    assert page.locator("mark.found").all_inner_texts() == ["幹部說"]


def test_marks_go_across_inline_tags(page: Page) -> None:
    page.goto(f"/2024/09/05/02/02/#q={quote('他说到了码头')}")
    page.wait_for_selector("mark.found")
    assert page.locator("mark.found").all_inner_texts() == ["他说", "到", "了码头"]
    assert page.locator("mark.found").first.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert page.locator("strong mark.found").count() == 1
    page.evaluate("location.hash = '#q=' + encodeURIComponent('疫苗')")
    expect(page.locator("mark.found")).to_have_text(["疫苗"])
    page.evaluate("location.hash = '#q=cov'")
    expect(page.locator("mark.found")).to_have_text(["COVID"])
    assert "他说到了码头" in page.locator("article").inner_text()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("，。！", "这里没有可以搜索的文字"),
        ('"', "这里没有可以搜索的文字"),
        ("“”", "这里没有可以搜索的文字"),
        ("😀", "没有找到“😀”"),
        ("渡口" * 150, "检索词太长"),
        ("<img src=x onerror=alert(1)>", "没有找到“<img"),
        ("constructor", "没有找到"),
        ('😀渡口"', "没有找到"),
        ("cov", "按词的开头匹配"),
        ("'; DROP TABLE", "没有找到"),
    ],
)
def test_odd_queries_get_an_answer(page: Page, query: str, said: str) -> None:
    page.on("dialog", lambda _: pytest.fail("something was injected"))
    ask(page, query)
    assert said in status(page)
    assert page.locator("main img, main script[src]").count() == 0


def test_where_nothing_is_found_its_words_are_offered(page: Page) -> None:
    ask(page, "渡口 鸬鹚不在")
    assert total(page) == 0
    offered = page.locator(".search-near")
    offered.get_by_role("button", name=re.compile(r"渡口\s*\d+[+]?篇")).click()
    done(page)
    assert total(page) == 19
    assert offered.count() == 0


def test_numbers_and_words_that_say_nothing_are_not_offered(page: Page) -> None:
    ask(page, "没有 13")
    assert total(page) == 0
    near = page.locator(".search-near")
    near.get_by_role("link", name="往期").wait_for()
    assert near.get_by_role("button").count() == 0


def test_where_a_filter_leaves_nothing_it_can_be_taken_away(page: Page) -> None:
    ask(page, "渡口", "&page_name=没有的版")
    page.locator(".search-near").get_by_role("button", name="取消筛选").click()
    done(page)
    assert total(page) == 19


def test_hits_move_nothing_that_is_in_sight(page: Page) -> None:
    page.add_init_script(
        "new PerformanceObserver((list) => { for (const one of list.getEntries()) globalThis.moved = "
        "(globalThis.moved ?? 0) + one.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    ask(page, "渡口")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("globalThis.moved ?? 0") < 0.02


def test_the_dialog_by_keyboard_alone(page: Page) -> None:
    page.goto("/2024/09/05/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    before = page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("Control+k")
    box = page.locator("dialog input[type=search]")
    expect(box).to_be_focused()
    page.keyboard.type("鸬鹚")
    expect(page.locator("dialog .hits li")).to_have_count(1)
    expect(page.locator("dialog [role=status]")).to_have_text("找到1篇。")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('li').dataset.url") == "/2022/01/05/01/03/"
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    assert page.evaluate("document.activeElement.outerHTML") == before
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.found")
    assert "/2022/01/05/01/03/" in page.url


def test_the_whole_flow_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.locator("dialog input").wait_for()
    page.keyboard.type("渡口")
    page.keyboard.press("Enter")
    done(page)
    page.keyboard.press("Control+k")
    expect(page.locator("input[name=q]")).to_be_focused()
    reach(page, "select[name=sort]")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hits > li").first).to_have_attribute("data-url", "/2024/09/05/01/01/")
    assert "sort=newest" in page.url
    reach(page, ".search-form summary")
    page.keyboard.press("Enter")
    reach(page, ".search-facets button:has-text('副刊')")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_have_attribute("data-search-total", "9")
    expect(page.locator(".search-facets button[aria-pressed=true]")).to_be_focused()
    reach(page, ".hits a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.found")
    assert "/2024/08/05/02/01/" in page.url
    page.go_back()
    done(page)
    assert (total(page), page.locator("select[name=sort]").input_value()) == (9, "newest")


def reach(page: Page, selector: str) -> None:
    """Tab until an element is focused."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_enter_in_the_box_goes_to_the_search_page(page: Page) -> None:
    page.goto(ITEM)
    page.keyboard.press("/")
    page.locator("dialog input").wait_for()
    page.keyboard.type("茶馆")
    page.keyboard.press("Enter")
    done(page)
    assert page.url.endswith(f"/search/?q={quote('茶馆')}")
    assert total(page) == 9
    assert violations(page) == []


def test_a_slash_that_is_typed_is_a_slash(page: Page) -> None:
    ask(page, "渡口")
    page.locator("input[name=q]").press("/")
    assert "/" in page.locator("input[name=q]").input_value()
    assert page.locator("dialog").count() == 0


def test_nothing_is_searched_while_an_input_method_composes(page: Page, context: BrowserContext) -> None:
    page.goto("/search/")
    done(page, "idle")
    page.locator("input[name=q]").focus()
    session = context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "du kou", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(500)
    assert page.locator("main").get_attribute("data-search-state") == "idle"
    assert "q=" not in page.url
    session.send("Input.insertText", {"text": "渡口"})
    done(page)
    assert total(page) == 19


def test_nothing_is_searched_in_the_dialog_while_an_input_method_composes(page: Page, context: BrowserContext) -> None:
    page.goto(ITEM)
    page.keyboard.press("/")
    page.locator("dialog input").wait_for()
    session = context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "lu ci", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(400)
    assert page.locator("dialog").get_attribute("data-search-state") is None
    session.send("Input.insertText", {"text": "鸬鹚"})
    expect(page.locator("dialog .hits li")).to_have_count(1)


def test_the_dialog_says_what_is_the_matter(page: Page) -> None:
    page.goto(ITEM)
    page.route("**/*.{bin,json}", lambda route: route.abort("internetdisconnected"))  # before it fetches ahead
    page.keyboard.press("/")
    page.locator("dialog input").wait_for()
    page.keyboard.type("独此一家")
    expect(page.locator("dialog [role=status]")).to_contain_text("网络不通")


def broken(route: Route) -> None:
    route.fulfill(status=200, body=b"\x1f\x8b\x08 not what it seems")


def test_a_missing_year_is_named_and_the_rest_is_found(page: Page) -> None:
    page.route("**/search/2023/**", lambda route: route.fulfill(status=404))
    ask(page, "渡口", "&n=100")
    assert status(page) == "找到13篇。 2023的索引读取失败，结果中没有这些时段。"
    page.unroute("**/search/2023/**")
    page.get_by_role("button", name="重试").click()
    expect(page.locator("main")).to_have_attribute("data-search-total", "19")


@pytest.mark.parametrize("what", [r"\w+", "index", r"\d+"])
def test_a_broken_year_is_named(page: Page, what: str) -> None:
    page.route(re.compile(rf"/search/2023/\w+/{what}\.bin"), broken)
    ask(page, "渡口", "&n=100")
    assert "2023的索引读取失败" in status(page)
    assert total(page) == 13


def test_texts_that_are_missing_leave_a_link(page: Page) -> None:
    page.route("**/search/text/**", lambda route: route.fulfill(status=404))
    assert len(ask(page, "茶馆")) == 9
    assert page.locator(".hits a").first.inner_text() == "（文字读取失败，点此打开）"


def test_without_the_years_index_all_years_are_searched(page: Page) -> None:
    page.route("**/search/years/**", lambda route: route.fulfill(status=404))
    ask(page, "鸬鹚捕鱼")
    assert total(page) == 1


@pytest.mark.parametrize(
    ("what", "how", "said"),
    [
        ("**/bundles.json", lambda route: route.fulfill(status=404), "本站没有搜索索引"),
        ("**/bundles.json", lambda route: route.fulfill(status=200, body=b"{"), "搜索索引读取失败"),
        ("**/fold.*.bin", broken, "搜索索引读取失败"),
        ("**/*.{bin,json}", lambda route: route.abort("internetdisconnected"), "网络不通"),
    ],
)
def test_what_is_the_matter_is_said(page: Page, what: str, how: Any, said: str) -> None:
    page.route(what, how)
    page.goto("/search/?q=渡口")
    done(page, "error")
    assert said in status(page)
    page.unroute(what)
    page.get_by_role("button", name="重试").click()
    expect(page.locator("main")).to_have_attribute("data-search-total", "19")


def test_explains_itself_with_scripts_off(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?q=渡口")
    assert "JavaScript" in page.locator("main").inner_text()
    assert page.locator("main noscript a, main .note a").count() >= 0
    assert page.locator(".search-form").is_hidden()
    page.goto(ITEM)
    page.get_by_role("link", name="搜索").click()
    assert page.url == f"{address}/search/"
    context.close()


def test_first_view_of_an_item_fetches_no_search_code(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ITEM, wait_until="networkidle")
    assert [url for url in asked if "/js/search/" in url or "/search/" in url.split("/js/")[0]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_results_and_filters(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)
    page = context.new_page()
    page.goto("/search/?q=渡口&page_name=副刊")
    done(page)
    assert violations(page) == []
    context.close()
