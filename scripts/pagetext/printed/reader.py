"""A page model with a layout -> a Reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.pagetext.geometry import Box
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.printed.articles import article_of, lone_of, refer_of
from scripts.pagetext.printed.belonging import belonging
from scripts.pagetext.printed.blocks import by_type, mark_labels, mark_verse, without_bylines
from scripts.pagetext.printed.bylines import bylines_of
from scripts.pagetext.printed.columns import Column, columns_of
from scripts.pagetext.printed.flows import begun_elsewhere, flows_of
from scripts.pagetext.printed.furniture import mark_furniture
from scripts.pagetext.printed.heads import Head, down_heads, stacked, with_single
from scripts.pagetext.printed.odds import odds_of
from scripts.pagetext.printed.page import PrintedPage, text_font, unglued
from scripts.pagetext.printed.paragraphs import habit_of
from scripts.pagetext.printed.photos import captions_down, captions_of, heads_of_photos, photo_of
from scripts.pagetext.printed.pointers import cut_at_pointers, give_pointer, is_pointer, listed_with_pages
from scripts.pagetext.printed.roles import tell
from scripts.pagetext.printed.segments import Segment, alike, segments_of, text_size
from scripts.pagetext.printed.sights import Scene, scene_of
from scripts.pagetext.printed.strangers import retell_strangers
from scripts.pagetext.printed.tables import find_tables
from scripts.pagetext.printed.tails import jump_lines, tails_below, tails_of
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.printed.zones import find_introductions, find_zones
from scripts.pagetext.reading import ItemReading, Reading


@dataclass(frozen=True, slots=True)
class Parted:
    """A page before its stories are decided: its parts by what they are, and what is to be tied together."""

    page: PrintedPage
    scene: Scene
    refers: Sequence[Head]
    captions: Sequence[Sequence[Column]]
    photo_heads: Mapping[int, Head]
    bylines: dict[int, list[Segment]]
    tails: dict[int, list[Segment]]


def read(model: PageModel) -> Reading:
    """Read a page by its layout. Raises ValueError where it has none."""
    made = parted(model)
    page = made.page
    flows, bare = flows_of(made.scene)
    flows = begun_elsewhere(flows, made.bylines, page.size)
    items: list[tuple[Box, ItemReading]] = []
    strays: list[Segment] = []
    for flow in flows:
        box, item = article_of(flow, made.bylines, made.tails, page)
        if item.body or item.headline:
            items.append((box, item))
        else:
            strays += [line for column in flow.columns for line in column.lines]
    items += [(head.box, refer_of(head)) for head in made.refers]
    items += [photo_of(caption, made.photo_heads.get(n), page) for n, caption in enumerate(made.captions)]
    items += [(head.box, lone_of(head)) for head in bare]
    unit = 3 * page.size
    items.sort(key=lambda one: (round(one[0].top / unit), one[0].left))
    lost = {id(line) for line in strays}
    furniture = tuple((s.piece,) for s in page.segments if s.role == "furniture" or id(s) in lost)
    return Reading(belonging(items, page.walls, page.raw), furniture)


def parted(model: PageModel) -> Parted:
    """Take a page apart: furniture, tables, captions, heads with their zones, columns of text. Raises ValueError where
    the page has no layout.
    """
    if model.layout is None:
        raise ValueError("a page without layout")
    segments, _ = segments_of(model)
    raw = {line.number: line.raw for line in model.lines}
    segments = unglued(segments, raw)
    size = text_size([s for s in segments if s.along])
    font = text_font(segments, size)
    page = PrintedPage(segments, model.layout, Walls(model.layout), size, font, raw)
    tell(segments, model.layout, page.walls, size, font)
    mark_furniture(segments, model.layout, size)
    free = [s for s in page.segments if not s.role]
    pointers = [s for s in free if is_pointer(s)]
    for pointer in pointers:
        pointer.role = "pointer"
    upright = with_single([s for s in free if not s.along], free)
    down = {(segment.piece.line, segment.piece.start) for segment in upright}
    along = [s for s in free if (s.piece.line, s.piece.start) not in down and not s.role]
    page.tails = tails_of(along, page.size)
    along = [s for s in along if not s.role]
    tables, along = find_tables(along, page.raw, page.size)
    mark_labels(along, page)
    along = [s for s in along if not s.role]
    blocks = without_bylines(columns_of(along, page.walls), page.font, page.size)
    page.habit = habit_of([b for b in blocks if alike(b.size, page.size)])
    captions, blocks = captions_of(blocks, page)
    listed, blocks = listed_with_pages(blocks, pointers)
    display, text = by_type(blocks, page.font, page.size)
    display = cut_at_pointers([*display, *listed], pointers)
    mark_verse(text, page)
    text = sorted([*text, *tables], key=lambda column: (column.top, column.left))
    tails, text = tails_below(text, page)
    text = jump_lines(text, tails, page)
    heads = stacked(display, text, page.walls, page.size)
    shown_down, heads_down = captions_down(down_heads(upright))
    captions += shown_down
    heads += heads_down
    bylines, text = bylines_of(text, heads, page)
    for pointer in pointers:
        give_pointer(pointer, heads, text, page)
    refers = [head for head in heads if head.pointer is not None]
    rest = [head for head in heads if head.pointer is None]
    photo_heads, rest = heads_of_photos(rest, captions, text, page)
    find_zones(text, rest, page.walls, page.size)
    find_introductions(text, rest, page.font, page.walls, page.size)
    retell_strangers(rest, text, odds_of(rest))
    scene = scene_of(rest, text, page.habit, page.walls, page.size, odds_of(rest))
    return Parted(page, scene, refers, captions, photo_heads, bylines, tails)
