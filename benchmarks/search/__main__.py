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
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.search import build, rivals
from benchmarks.search.answers import Answers, lonely
from benchmarks.search.browse import VARIANTS, Session, chromium
from benchmarks.search.corpus import Archive
from benchmarks.search.queries import Query, queries, texts
from benchmarks.search.serve import served

ROOT = Path(__file__).parents[2]
MOST = 100
"""Hits compared one by one; of longer answers these and the total."""
MANY = 2000
"""Hits of a query above which it is asked of the newest months alone."""


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
    parser.add_argument(
        "--lazily", action="store_true", help="make a bundle only when the browser asks for it: for very large archives"
    )
    parser.add_argument("--sample", type=int, default=320, help="editions that queries are drawn from, over all years")
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
    archive = Archive(options.items, options.years)
    site = folder / "site"
    if not (site / "search" / "bundles.json").exists():
        command = [sys.executable, "-m", "scripts", "build", "--quiet", "--no-search"]
        subprocess.run([*command, "--output", str(site), "--state", str(folder / "state")], cwd=ROOT, check=True)
        with get_context("spawn").Pool(1) as pool:
            asked_for = (options.items, options.years, site / "search", folder / "search")
            report["build"] = pool.apply(build.index_lazily if options.lazily else build.index, asked_for)
    report["build"] = report.get("build", {}) | build.weigh(site / "search", options.items)
    show("build", report["build"])
    parts = options.parts.split(",")
    step = max(1, sum(1 for _ in archive.editions()) // options.sample)
    sample = list(islice(archive.editions(), 0, None, step))
    drawn = queries(sample, options.each)
    answers = Answers(drawn, archive.editions())
    asked = [query for query in drawn if answers.total(query)]
    lazily = build.Lazily(site / "search", folder / "search")
    with served(site, lazily) as (address, traffic), chromium() as browser:
        for variant in VARIANTS if "quality" in parts else ():
            session = Session(browser, address, traffic, variant)
            report[variant] = quality(session, asked, answers)
            show(variant, report[variant])
            session.close()
        if lazily.made or options.lazily:  # what is made meanwhile must not count
            session = Session(browser, address, traffic)
            for query in asked:
                session.ask(query.text)
            session.close()
        if "latency" in parts:
            report["latency"] = latency(Session(browser, address, traffic), asked)
            show("latency", report["latency"])
        if "order" in parts:
            report["order"] = ordered(Session(browser, address, traffic), asked[::3], answers)
            show("order", report["order"])
        if "bytes" in parts:
            report["bytes"] = traffic_of(browser, address, traffic, asked, options.sessions)
            show("bytes", report["bytes"])
        if "one_year" in parts:
            old = sample[: max(1, len(sample) // 10)]
            later = (edition for edition in archive.editions() if edition.date > old[-1].date)
            words = lonely(old, later)
            report["one_year"] = one_year(browser, address, traffic, words)
            show("one year", report["one_year"])
    if lazily.made:
        report["lazily"] = {"bundles": lazily.made, "mb_per_1000": round(lazily.bytes / lazily.items / 1000, 3)}
        show("lazily", report["lazily"])
    if options.rivals:
        editions = list(archive.editions())
        report["rivals"] = rivals.rivals(editions, texts(editions), asked, folder / "rivals")
        for name, result in report["rivals"].items():
            show(name, result)
    return report


def quality(session: Session, asked: Sequence[Query], answers: Answers) -> dict[str, Any]:
    """Recall, precision, the first ten and the filters' counts, as means over queries; the worst queries by name.

    Queries with very many hits are asked of the newest months alone, the others of all years.
    """
    recalls, precisions, tops, counts = [], [], [], []
    bad: list[str] = []
    for query in asked:
        since = "" if answers.total(query) <= MANY else answers.newest
        total = answers.total(query, since)
        if not total:
            continue
        wanted = answers.first(query, 10, since=since)
        answer = session.ask(query.text, n=MOST, all=1, **({"from": since} if since else {}))
        right = answers.right(query, answer.urls)
        missing = total - (answer.total if total > MOST else right)
        recalls.append(1 - max(0, missing) / total)
        precisions.append(right / len(answer.urls) if answer.urls else 1.0)
        tops.append(sum(a == b for a, b in zip(answer.urls, wanted, strict=False)) / len(wanted))
        told = None if since else answers.counts(query)
        if told is not None and session.variant == "zh-Hans":
            shown = {tuple(key.split("=", 1)): count for key, count in answer.counts.items()}
            counts.append(float(bool(shown) and all(told[name][value] == n for (name, value), n in shown.items())))
        if recalls[-1] < 1 or precisions[-1] < 1 or tops[-1] < 1 or answer.total != total or counts[-1:] == [0.0]:
            bad.append(f"{query.kind} {query.text}: {answer.total} for {total}, top {tops[-1]:.1f}")
    return {
        "queries": len(recalls),
        "recall": percent(recalls),
        "precision": percent(precisions),
        "top10": percent(tops),
        **({"counts": percent(counts)} if counts else {}),
        "wrong": bad,
    }


def ordered(session: Session, asked: Sequence[Query], answers: Answers) -> dict[str, Any]:
    """Whether the first twenty by each order are those of the whole archive, with no more opened than needed."""
    right: defaultdict[str, list[float]] = defaultdict(list)
    for query in asked:
        for sort in ("relevance", "newest", "oldest"):
            wanted = answers.first(query, 20, sort)
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


def one_year(browser: Any, address: str, traffic: Any, words: Sequence[str]) -> dict[str, Any]:
    """Bytes and milliseconds for words that are in one old year alone, with an empty cache."""
    sizes: list[int] = []
    times: list[float] = []
    for word in words:
        for _ in range(2):  # once for what is only made when it is asked for
            session = Session(browser, address, traffic)
            answer = session.ask(word)
            if not answer.total:
                raise RuntimeError(f"not found: {word}")
            size = session.bytes()
            session.close()
        sizes.append(size)
        times.append(answer.milliseconds)
    milliseconds = round(statistics.median(times)) if times else 0
    worst = round(max(sizes, default=0) / 1000)
    return {"kb": kilobytes(sizes), "kb_worst": worst, "words": len(sizes), "ms": milliseconds}


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
