"""The same items and queries with Pagefind as it comes, and with MiniSearch and its whole index (pairs of characters).

Both come from npm into the working folder; nothing else of the project needs npm. Neither folds scripts, so the
traditional queries are among those they miss. Their first ten count as right where they are hits at all.
"""

from __future__ import annotations

import html
import json
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.search.browse import chromium
from benchmarks.search.queries import Query, Text, truth
from benchmarks.search.serve import Traffic, served
from scripts.edition.model import Edition, Item
from scripts.edition.urls import item_url
from scripts.search.document import paragraphs

PACKAGES = ("pagefind@1.6.0", "minisearch@7.2.0")
MOST = 200

PAGEFIND = """async ([queries, most]) => {
  const { search } = await import("/pagefind/pagefind.js");
  const answers = [];
  for (const query of queries) {
    const begun = performance.now();
    const found = await search(query);
    const first = await Promise.all(found.results.slice(0, 20).map((one) => one.data()));
    const milliseconds = performance.now() - begun;
    const rest = await Promise.all(found.results.slice(20, most).map((one) => one.data()));
    answers.push({ milliseconds, total: found.results.length, urls: [...first, ...rest].map((one) => one.url) });
  }
  return answers;
}"""

GRAMS = """
const grams = (text) => [...text.toLowerCase().matchAll(/[\u3400-\u9fff]+|[0-9a-z.]+/g)].flatMap(([run]) =>
  /[0-9a-z]/.test(run) || run.length === 1 ? [run]
    : Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)));
const searchOptions = { combineWith: "AND", boost: { title: 3 } };
const options = { fields: ["title", "body"], idField: "id", tokenize: grams, searchOptions };
"""

MINISEARCH = f"""async ([queries, most]) => {{
  {GRAMS}
  const {{ default: MiniSearch }} = await import("/minisearch.js");
  const index = MiniSearch.loadJSON(await (await fetch("/index.json")).text(), options);
  return queries.map((query) => {{
    const begun = performance.now();
    const found = index.search(query);
    const urls = found.slice(0, most).map((one) => one.id);
    return {{ milliseconds: performance.now() - begun, total: found.length, urls }};
  }});
}}"""

MAKE_MINISEARCH = f"""
import MiniSearch from 'minisearch';
import {{ readFileSync, writeFileSync }} from 'node:fs';
{GRAMS}
const index = new MiniSearch(options);
index.addAll(JSON.parse(readFileSync('items.json', 'utf8')));
writeFileSync('mini/index.json', JSON.stringify(index));
"""


def rivals(
    editions: Sequence[Edition], archive: Sequence[Text], asked: Sequence[Query], folder: Path
) -> dict[str, dict[str, Any]]:
    """What each finds, its bytes and milliseconds, and what its index took to build and weighs."""
    folder.mkdir(parents=True)
    items = [item for edition in editions for item in edition.items]
    subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", *PACKAGES], cwd=folder, check=True)
    wanted = {query.text: truth(query, archive) for query in asked}
    plain, mini = folder / "plain", folder / "mini"
    for item in items:
        _write(plain, item)
    mini.mkdir()
    rows = [
        {"id": item_url(i.date, i.page, i.order), "title": i.title, "body": f"{i.kicker}\n{i.deck}\n{i.body}"}
        for i in items
    ]
    (folder / "items.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    (folder / "make.mjs").write_text(MAKE_MINISEARCH, "utf-8")
    builds = {
        "pagefind": (["npx", "pagefind", "--site", "plain", "--quiet"], plain, PAGEFIND),
        "minisearch": (["node", "make.mjs"], mini, MINISEARCH),
    }
    report = {}
    for name, (command, site, script) in builds.items():
        begun = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - begun
        if site == mini:
            (mini / "minisearch.js").write_bytes((folder / "node_modules/minisearch/dist/es/index.js").read_bytes())
        (site / "index.html").write_text("<!doctype html><html lang=zh><title>x</title>", "utf-8")
        with served(site) as (address, traffic):
            report[name] = _measured(address, traffic, script, wanted)
        report[name]["build_seconds"] = round(seconds, 1)
    return report


def _measured(address: str, traffic: Traffic, script: str, wanted: Mapping[str, list[str]]) -> dict[str, Any]:
    recalls, precisions, tops = [], [], []
    with chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        traffic.take()
        typed = list(wanted)
        page.evaluate(script, [typed[:1], 20])
        first_bytes = sum(traffic.take().values())
        answers = page.evaluate(script, [typed, MOST])
    for query, answer in zip(typed, answers, strict=True):
        truth_ = wanted[query]
        if not truth_:
            continue
        urls = [url.removesuffix(".html") for url in answer["urls"]]
        right = len(set(urls) & set(truth_))
        missing = len(truth_) - answer["total"] if len(truth_) > MOST else len(truth_) - right
        recalls.append(1 - max(0, missing) / len(truth_))
        precisions.append(right / len(urls) if urls else 1.0)
        tops.append(sum(url in truth_ for url in urls[:10]) / len(truth_[:10]))
    times = sorted(answer["milliseconds"] for answer in answers)
    return {
        "recall": round(100 * statistics.mean(recalls), 1),
        "precision": round(100 * statistics.mean(precisions), 1),
        "top10_right": round(100 * statistics.mean(min(1.0, top) for top in tops), 1),
        "without_hits": sum(not answer["total"] for answer in answers),
        "first_kb": round(first_bytes / 1000),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
    }


def _write(folder: Path, item: Item) -> None:
    url = item_url(item.date, item.page, item.order)
    texts = [item.kicker, item.deck, *paragraphs(item.body)]
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts if text)
    path = folder / url.strip("/") / "index.html"
    path.parent.mkdir(parents=True)
    path.write_text(
        f'<!doctype html><html lang="zh"><title>{html.escape(item.title)}</title><body data-pagefind-body>'
        f"<h1>{html.escape(item.title)}</h1>{body}",
        "utf-8",
    )
