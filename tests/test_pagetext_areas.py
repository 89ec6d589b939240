"""Areas: what an item's lines cover becomes clean polygons that keep out of other items."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts.pagetext.areas import areas_of
from scripts.pagetext.geometry import Box, Layout, LineGeometry

PAGE = Layout(600, 800)


def column(left: float, top: float, lines: int, width: float = 100) -> list[tuple[Box, float]]:
    return [(Box(left, top + 15 * n, left + width, top + 15 * n + 10), 10.0) for n in range(lines)]


def covers(polygon: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    """Whether a point is inside, by the crossings of a line to the right."""
    inside = False
    for (a, b), (c, d) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            inside = not inside
    return inside


def test_a_headline_is_stretched_over_its_columns_and_gaps_are_filled() -> None:
    head = [(Box(150, 40, 260, 65), 24.0)]
    lines = {1: [*head, *column(50, 80, 10), *column(165, 80, 10), *column(280, 80, 8)]}
    (polygon,) = areas_of(lines, {}, PAGE)[1]
    assert covers(polygon, 60 / 600, 50 / 800), "beside the headline"
    assert covers(polygon, 157 / 600, 120 / 800), "the gutter"
    assert not covers(polygon, 450 / 600, 120 / 800)
    assert len(polygon) <= 6


def test_another_item_is_kept_out_and_parts_are_polygons_of_their_own() -> None:
    lines = {
        1: [*column(50, 80, 10), *column(280, 80, 10), *column(50, 500, 5)],
        2: column(165, 80, 10),
    }
    areas = areas_of(lines, {}, PAGE)
    assert len(areas[1]) == 3
    assert len(areas[2]) == 1
    assert not any(covers(polygon, 200 / 600, 120 / 800) for polygon in areas[1])


def test_lines_that_stand_askew_are_no_column() -> None:
    """A block that begins below another's last characters is not read on from it: the corner is not the item's."""
    lines = {1: [*column(50, 80, 5), *column(140, 160, 5)], 2: column(160, 80, 5)}
    areas = areas_of(lines, {}, PAGE)[1]
    assert not any(covers(polygon, 80 / 600, 200 / 800) for polygon in areas)


def test_a_picture_is_part_of_its_caption() -> None:
    areas = areas_of({1: column(50, 300, 2)}, {1: (Box(50, 100, 150, 296),)}, PAGE)
    (polygon,) = areas[1]
    assert covers(polygon, 100 / 600, 200 / 800)


boxes = st.builds(
    lambda x, y, w, h: (Box(x, y, x + w, y + h), 10.0),
    st.integers(0, 500),
    st.integers(0, 700),
    st.integers(5, 100),
    st.integers(8, 90),
)


@given(st.dictionaries(st.integers(1, 3), st.lists(boxes, min_size=1, max_size=7), min_size=1))
def test_every_line_is_inside_and_all_points_are_on_the_page(lines: dict[int, list[tuple[Box, float]]]) -> None:
    areas = areas_of(lines, {}, PAGE)
    assert areas.keys() == lines.keys()
    for item, polygons in areas.items():
        for polygon in polygons:
            assert len(polygon) >= 4
            assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in polygon)
        for box, _ in lines[item]:
            x, y = box.middle
            assert any(covers(polygon, (x + 0.01) / 600, (y + 0.01) / 800) for polygon in polygons)


def test_a_frame_that_holds_one_item_is_that_items_area_and_one_that_holds_two_is_nobodys() -> None:
    frame = Box(40, 60, 300, 260)
    alone = {1: [*column(60, 80, 10), *column(180, 80, 7)], 2: column(320, 80, 10)}
    (polygon,) = areas_of(alone, {}, Layout(600, 800, boxes=(frame,)))[1]
    assert covers(polygon, 290 / 600, 250 / 800), "the frame's corner"
    both = {1: column(60, 80, 10), 2: column(180, 80, 10)}
    assert areas_of(both, {}, Layout(600, 800, boxes=(frame,))) == areas_of(both, {}, PAGE)


def test_an_item_that_fills_most_of_a_rectangle_where_nothing_else_stands_has_all_of_it() -> None:
    cells = [(Box(50 + 90 * c, 100 + 15 * r, 100 + 90 * c, 110 + 15 * r), 10.0) for c in range(4) for r in range(6)]
    (polygon,) = areas_of({1: cells}, {}, PAGE)[1]
    assert len(polygon) == 4
    assert len(areas_of({1: cells, 2: column(160, 120, 2, 12)}, {}, PAGE)[1]) > 1


def test_a_ground_that_holds_one_items_text_alone_is_its_own_however_empty() -> None:
    ground = Box(40, 60, 300, 260)
    lines = {1: [(Box(60, 80, 160, 104), 24.0), (Box(60, 112, 140, 122), 10.0)], 2: column(320, 80, 10)}
    geometry = {n: LineGeometry(box, box.bottom, size) for n, (box, size) in enumerate([*lines[1], *lines[2]], 1)}
    (polygon,) = areas_of(lines, {}, Layout(600, 800, lines=geometry, boxes=(ground,)))[1]
    assert covers(polygon, 290 / 600, 250 / 800), "the ground's empty corner"
    folio = LineGeometry(Box(60, 200, 160, 210), 210, 10.0)
    (polygon,) = areas_of(lines, {}, Layout(600, 800, lines={**geometry, 99: folio}, boxes=(ground,)))[1]
    assert not covers(polygon, 290 / 600, 250 / 800), "furniture stands there too"


def test_a_large_headline_does_not_jut_out_over_the_margin() -> None:
    lines = {1: [(Box(50, 40, 260, 90), 50.0), *column(50, 100, 10), *column(165, 100, 10)]}
    (polygon,) = areas_of(lines, {}, PAGE)[1]
    assert min(x for x, _ in polygon) * 600 > 50 - 0.3 * 10
    assert len(polygon) == 4


def test_kicker_headline_and_deck_are_one_block_over_another_items_photo_and_the_columns_beside_it() -> None:
    head = [(Box(60, 40, 240, 54), 14.0), (Box(50, 60, 200, 90), 30.0), (Box(60, 96, 180, 110), 14.0)]
    lines = {1: [*head, *column(300, 120, 10), *column(415, 120, 10)], 2: [(Box(50, 125, 280, 260), 10.0)]}
    (polygon,) = areas_of(lines, {}, PAGE)[1]
    assert len(polygon) <= 6, "a rectangle over the photo and one over the columns"


def test_a_deck_of_nearly_the_bodys_size_does_not_widen_the_column_below_it() -> None:
    deck = [(Box(120, 60, 330, 72), 12.0)]
    lines = {1: [*deck, *column(50, 80, 10), *column(165, 80, 10)], 2: column(290, 85, 10)}
    assert not any(covers(polygon, 300 / 600, 150 / 800) for polygon in areas_of(lines, {}, PAGE)[1])
