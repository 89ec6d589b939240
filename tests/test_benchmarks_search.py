"""The search benchmark's own ground: the same archive and queries each time, and a truth that can be checked by eye."""

from __future__ import annotations

from benchmarks.search.corpus import Archive
from benchmarks.search.queries import KINDS, Query, Text, queries, truth

TEXTS = [
    Text("/2023/01/01/01/01/", "2023-01-01", (("渡口修缮",), (), ("船灯亮了，渡口的5g基站投资3.5亿元。",))),
    Text("/2023/01/01/01/02/", "2023-01-01", (("面粉厂",), ("老渡口",), ("一张蓝图、干到底。",))),
    Text("/2024/01/01/01/01/", "2024-01-01", (("茶馆",), (), ("渡口 蓝图 13.5亿元 15g",))),
]


def found(text: str, *runs: str, quoted: bool = False, sort: str = "relevance") -> list[str]:
    return [url[1:5] + url[-2] for url in truth(Query(text, "word", runs or (text,), quoted), TEXTS, sort)]


def test_the_same_archive_and_queries_each_time() -> None:
    one, other = (list(Archive(120, 3).editions()) for _ in range(2))
    assert one == other
    assert sum(len(edition.items) for edition in one) == 120
    assert {edition.date.year for edition in one} == {2022, 2023, 2024}
    asked = queries(one, each=5)
    assert asked == queries(other, each=5)
    assert {query.kind for query in asked} == set(KINDS)


def test_truth_by_eye() -> None:
    assert found("渡口") == ["20231", "20232", "20241"]
    assert found("渡口", sort="newest") == ["20241", "20231", "20232"]
    assert found("5g") == ["20231"]
    assert found("3.5亿元") == ["20231"]
    assert found("图干") == []
    assert found('"蓝图 干到底"', "蓝图 干到底", quoted=True) == ["20232"]
    assert found("渡口 蓝图", "渡口", "蓝图") == ["20232", "20241"]
