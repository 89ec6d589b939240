"""`python -m benchmarks.search --items 1000 --years 10`: build an archive's search and measure it in a browser.

Prints one line for each measure and, with --report, writes all as JSON. --rivals adds Pagefind as it comes and
MiniSearch on the same items (npm is needed for that, and for nothing else).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.search import build, rivals
from benchmarks.search.browse import VARIANTS, Session, chromium
from benchmarks.search.corpus import Archive
from benchmarks.search.queries import HAN, Query, Text, queries, texts, truth
from benchmarks.search.serve import served
from scripts.edition.model import Edition

ROOT = Path(__file__).parents[2]
MOST = 100
"""Hits compared one by one; of longer answers these and the total."""


PARTS = ("quality", "latency", "order", "bytes", "one_year")


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--each", type=int, default=26, help="queries of each kind")
    parser.add_argument("--sessions", type=int, default=24, help="sessions to count bytes in")
    parser.add_argument("--rivals", action="store_true", help="measure Pagefind and MiniSearch too")
    parser.add_argument(
        "--parts", default=",".join(PARTS), help="what to measure in the browser (default: all); none is ''"
    )
    parser.add_argument("--keep", type=Path, help="a folder for the built site, used again if it is there")
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = measure(options, options.keep or Path(folder))
    if options.report:
        options.report.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """All measures of one archive."""
    report: dict[str, Any] = {"items": options.items, "years": options.years}
    editions = list(Archive(options.items, options.years).editions())
    site = folder / "site"
    if not (site / "search" / "bundles.json").exists():
        command = [sys.executable, "-m", "scripts", "build", "--quiet", "--no-search"]
        subprocess.run([*command, "--output", str(site), "--state", str(folder / "state")], cwd=ROOT, check=True)
        with get_context("spawn").Pool(1) as pool:
            asked_for = (options.items, options.years, site / "search", folder / "search")
            report["build"] = pool.apply(build.index, asked_for)
    report["build"] = report.get("build", {}) | build.weigh(site / "search", options.items)
    show("build", report["build"])
    parts = options.parts.split(",")
    archive = texts(editions)
    asked = [query for query in queries(editions, options.each) if truth(query, archive)]
    with served(site) as (address, traffic), chromium() as browser:
        for variant in VARIANTS if "quality" in parts else ():
            session = Session(browser, address, traffic, variant)
            report[variant] = quality(session, asked, archive)
            show(variant, report[variant])
            session.close()
        if "latency" in parts:
            report["latency"] = latency(Session(browser, address, traffic), asked)
            show("latency", report["latency"])
        if "order" in parts:
            report["order"] = ordered(Session(browser, address, traffic), asked[::3], archive)
            show("order", report["order"])
        if "bytes" in parts:
            report["bytes"] = traffic_of(browser, address, traffic, asked, options.sessions)
            show("bytes", report["bytes"])
        if "one_year" in parts:
            report["one_year"] = one_year(browser, address, traffic, editions)
            show("one year", report["one_year"])
    if options.rivals:
        report["rivals"] = rivals.rivals(editions, archive, asked, folder / "rivals")
        for name, result in report["rivals"].items():
            show(name, result)
    return report


def quality(session: Session, asked: Sequence[Query], archive: Sequence[Text]) -> dict[str, Any]:
    """Recall, precision and the first ten, as means over queries; the worst queries by name."""
    recalls, precisions, tops = [], [], []
    bad: list[str] = []
    for query in asked:
        wanted = truth(query, archive)
        answer = session.ask(query.text, n=MOST, all=1)
        right = len(set(answer.urls) & set(wanted))
        missing = len(wanted) - answer.total if len(wanted) > MOST else len(wanted) - right
        recalls.append(1 - max(0, missing) / len(wanted))
        precisions.append(right / len(answer.urls) if answer.urls else 1.0)
        tops.append(sum(a == b for a, b in zip(answer.urls[:10], wanted[:10], strict=False)) / len(wanted[:10]))
        if recalls[-1] < 1 or precisions[-1] < 1 or tops[-1] < 1 or answer.total != len(wanted):
            bad.append(f"{query.kind} {query.text}: {answer.total} for {len(wanted)}, top {tops[-1]:.1f}")
    return {
        "queries": len(recalls),
        "recall": percent(recalls),
        "precision": percent(precisions),
        "top10": percent(tops),
        "wrong": bad,
    }


def ordered(session: Session, asked: Sequence[Query], archive: Sequence[Text]) -> dict[str, Any]:
    """Whether the first twenty by each order are those of the whole archive, with no more opened than needed."""
    right: defaultdict[str, list[float]] = defaultdict(list)
    for query in asked:
        for sort in ("relevance", "newest", "oldest"):
            wanted = truth(query, archive, sort)[:20]
            right[sort].append(float(list(session.ask(query.text, sort=sort).urls) == wanted))
    return {sort: percent(values) for sort, values in right.items()}


def latency(session: Session, asked: Sequence[Query]) -> dict[str, Any]:
    """Milliseconds from asking to done for up to 20 hits, one query after the other in one session."""
    times = [session.ask(query.text).milliseconds for query in asked]
    return {"median_ms": round(statistics.median(times), 1), "p95_ms": round(sorted(times)[int(len(times) * 0.95)], 1)}


def traffic_of(browser: Any, address: str, traffic: Any, asked: Sequence[Query], sessions: int) -> dict[str, Any]:
    """Bytes and milliseconds of a reader's first search with an empty cache, the second, and six more."""
    first, second, later, cold = [], [], [], []
    for number in range(sessions):
        session = Session(browser, address, traffic)
        for place, query in enumerate(asked[number * 13 % len(asked) :: 37][:8]):
            answer = session.ask(query.text)
            size = session.bytes()
            if place == 0:
                first.append(size)
                cold.append(answer.milliseconds)
            else:
                later.append(size)
                if place == 1:
                    second.append(size)
        session.close()
    return {
        "first_kb": kilobytes(first),
        "first_kb_worst": round(max(first) / 1000),
        "second_kb": kilobytes(second),
        "later_kb": kilobytes(later),
        "first_ms": round(statistics.median(cold)),
    }


def one_year(browser: Any, address: str, traffic: Any, editions: Sequence[Edition]) -> dict[str, Any]:
    """Bytes for a word that is in one old year alone, with an empty cache."""
    old = editions[: max(1, len(editions) // 10)]
    later = "\n".join(
        item.title + item.kicker + item.deck + item.body for edition in editions[len(old) :] for item in edition.items
    )
    sizes: list[int] = []
    for edition in old:
        for item in edition.items[::5]:
            word = item.body[40:46]
            if HAN.fullmatch(word) and word not in later and len(sizes) < 12:
                session = Session(browser, address, traffic)
                if not session.ask(word).total:
                    raise RuntimeError(f"not found: {word}")
                sizes.append(session.bytes())
                session.close()
    return {"kb": kilobytes(sizes), "kb_worst": round(max(sizes, default=0) / 1000), "words": len(sizes)}


def percent(values: Sequence[float]) -> float:
    """A mean in percent."""
    return round(100 * statistics.mean(values), 2)


def kilobytes(sizes: Sequence[float]) -> int:
    """A median in kilobytes."""
    return round(statistics.median(sizes) / 1000) if sizes else 0


def show(name: str, values: dict[str, Any]) -> None:
    """One line of the report, and what went wrong."""
    line = "  ".join(f"{key} {value}" for key, value in values.items() if not isinstance(value, list))
    print(f"{name:12} {line}", flush=True)
    for value in values.get("wrong", [])[:20]:
        print(f"{'':12} ! {value}")


if __name__ == "__main__":
    sys.exit(main())
