"""Walls: what parts a page beside space: rules, frames and grounds, pictures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from scripts.pagetext.geometry import Box, Layout


class Walls:
    """What parts a page beside space: rules, the edges of boxes, pictures."""

    def __init__(self, layout: Layout) -> None:
        page = layout.width * layout.height
        self.across = sorted((r.middle[1], r.left, r.right) for r in layout.rules if r.width >= r.height)
        self.down = sorted((r.middle[0], r.top, r.bottom) for r in layout.rules if r.width < r.height)
        self.boxes = tuple(box for box in layout.boxes if box.area < 0.6 * page)
        self.pictures = tuple(picture.box for picture in layout.pictures if picture.box.area < 0.6 * page)
        self._heights = [y for y, _, _ in self.across]

    def between(self, above: Box, below: Box) -> bool:
        """Whether a rule runs across between two boxes that stand one over the other."""
        low = bisect_left(self._heights, above.bottom - 0.3 * above.height)
        high = bisect_right(self._heights, below.top + 0.3 * below.height)
        left, right = max(above.left, below.left), min(above.right, below.right)
        return any(min(right, b) - max(left, a) > 0.5 * max(1.0, right - left) for _, a, b in self.across[low:high])

    def beside(self, box: Box, other: Box) -> bool:
        """Whether a rule runs down between two boxes that stand side by side."""
        low, high = min(box.right, other.right), max(box.left, other.left)
        top, bottom = max(box.top, other.top), min(box.bottom, other.bottom)
        return any(
            low - 1 <= x <= high + 1 and min(bottom, b) - max(top, a) > 0.5 * max(1.0, bottom - top)
            for x, a, b in self.down
        )

    def box_of(self, box: Box) -> int:
        """The smallest filled or framed box that holds a box's middle, or -1."""
        x, y = box.middle
        holding = [(frame.area, n) for n, frame in enumerate(self.boxes) if frame.holds(x, y)]
        return min(holding)[1] if holding else -1
