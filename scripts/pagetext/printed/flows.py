"""Flows: which column of text goes on in which, and which head each story begins under, decided over the whole page.

A story is a chain of things, from its head to its last column. What each link, each beginning and each end costs is
learned (`scorer`); which are taken is decided at once at the least cost (`ties`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.pagetext.marks import DATELINE
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.scorer import costs_of
from scripts.pagetext.printed.sights import Scene
from scripts.pagetext.printed.styles import agreed
from scripts.pagetext.printed.things import Thing
from scripts.pagetext.printed.ties import assign


@dataclass(slots=True)
class Flow:
    """One story's text: the head it stands under, if any, and its columns in the order of reading; `crossheads` are
    heads that turned out to stand inside, by the column before which they stand.
    """

    head: Head | None
    columns: list[Column]
    crossheads: dict[int, list[Head]] = field(default_factory=dict)


def flows_of(scene: Scene) -> tuple[list[Flow], list[Head]]:
    """The stories of a page, and the heads that have no text."""
    count = len(scene.things)
    costs = agreed(costs_of(scene), scene.things)
    leader = uncircled(assign(count, count, costs.pairs, costs.lone, costs.unused), costs.pairs)
    following = {a: b for b, a in enumerate(leader) if a >= 0}
    flows: list[Flow] = []
    bare: list[Head] = []
    for start in (b for b, a in enumerate(leader) if a < 0):
        chain = [start]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        flow, lone = _flow([scene.things[n] for n in chain])
        bare += lone
        if flow.columns:
            flows.append(flow)
        elif flow.head is not None:
            bare.append(flow.head)
    return flows, _without_heads(flows, bare)


def begun_elsewhere(flows: Sequence[Flow], signed: Collection[int], size: float) -> list[Flow]:
    """The flows, where one story's beginning was parted from its head by pictures, with both put together.

    It has no head and opens with a byline; the head is large, and the text right under it opens with none. `signed` are
    the columns over which a byline stands (by `id`). Where there are several of either nothing is told.
    """
    headless = [flow for flow in flows if flow.head is None and id(flow.columns[0]) in signed]
    if len(headless) != 1:
        return list(flows)
    begins = headless[0]
    leads = [
        flow
        for flow in flows
        if flow.head is not None
        and flow.head.size > LEADING * size
        and not flow.head.byline
        and not any(id(column) in signed for column in flow.columns)
        and not DATELINE.match(flow.columns[0].text)
        and flow.head.box.top < begins.columns[0].top < flow.columns[0].top
    ]
    if len(leads) != 1:
        return list(flows)
    lead = leads[0]
    count = len(begins.columns)
    crossheads = begins.crossheads | {at + count: heads for at, heads in lead.crossheads.items()}
    joined = Flow(lead.head, [*begins.columns, *lead.columns], crossheads)
    return [joined if flow is lead else flow for flow in flows if flow is not begins]


LEADING = 1.8
"""Of the text's size: type that a page's largest stories have."""


def _without_heads(flows: Sequence[Flow], bare: Sequence[Head]) -> list[Head]:
    """Give each story that has no head the only head over its columns that has no story; the heads that are left."""
    rest: list[Head] = []
    given: dict[int, list[Head]] = {}
    for head in bare:
        zone = {id(column) for column in head.zone}
        under = [n for n, flow in enumerate(flows) if flow.head is None and zone & {id(c) for c in flow.columns}]
        if len(under) == 1:
            given.setdefault(under[0], []).append(head)
        else:
            rest.append(head)
    for n, heads in given.items():
        if len(heads) == 1:
            flows[n].head = heads[0]
        else:
            rest += heads
    return rest


def _flow(chain: Sequence[Thing]) -> tuple[Flow, list[Head]]:
    """A chain as a flow, and the heads at its end that stand over nothing: heads inside it are crossheads."""
    flow = Flow(None, [])
    waiting: list[Head] = []
    for thing in chain:
        if isinstance(thing, Column):
            if waiting:
                flow.crossheads[len(flow.columns)] = waiting
                waiting = []
            flow.columns.append(thing)
        elif flow.columns:
            waiting.append(thing)
        elif flow.head is None:
            flow.head = thing
        else:
            flow.head = _joined(flow.head, thing)
    return flow, waiting


def _joined(upper: Head, lower: Head) -> Head:
    """Two heads that are one: a kicker that stands far above its headline, a deck far below."""
    head = Head([*upper.groups, *lower.groups], along=upper.along, zone=lower.zone or upper.zone)
    head.introduction = lower.introduction or upper.introduction
    head.byline = [*upper.byline, *lower.byline]
    return head


def uncircled(leader: Sequence[int], cost: Mapping[tuple[int, int], float]) -> list[int]:
    """Leaders with each circle cut at its dearest tie."""
    out = list(leader)
    done: set[int] = set()
    for start in range(len(out)):
        path: list[int] = []
        at = start
        on_path: set[int] = set()
        while at >= 0 and at not in done and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = out[at]
        if at in on_path:
            circle = path[path.index(at) :]
            out[max(circle, key=lambda b: (cost[out[b], b], b))] = -1
        done.update(path)
    return out
