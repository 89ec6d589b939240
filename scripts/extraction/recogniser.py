"""The recogniser of text in pictures: RapidOCR with the models that lie in its package, so that nothing is fetched.

An extra: `pip install -r requirements-ocr.txt`. Chosen for its error rate on newspaper pages and its licence (Apache).
At its own default it scales pages down until lines of neighbouring columns run together: the side's limit is raised.
"""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, Protocol

from PIL import Image

Corner = tuple[float, float]

LONGEST_SIDE = 6000
"""Pixels of a picture's longer side that are looked at: a broadsheet at 250 dots per inch has 5,400."""
LEAST_SCORE = 0.3
"""Confidence under which the recogniser's text of a line is left out: dust and screens of pictures."""
LONG = 6.0
"""Times its height that a line is long from which its slant tells the page's."""
STRAIGHT = 0.1
"""Degrees by which a page may be slanted and still be taken for straight."""
MOST_SLANT = 5.0
"""Degrees beyond which a slant is no scanner's."""
MODULES = ("rapidocr", "onnxruntime")


class SeenText(NamedTuple):
    """A line in a picture: its text, its corners in pixels (clockwise from its top left), and how sure that is."""

    text: str
    corners: tuple[Corner, Corner, Corner, Corner]
    confidence: float

    @property
    def slant(self) -> float:
        """Degrees by which it falls to the right."""
        (x, y), (u, v) = self.corners[:2]
        return math.degrees(math.atan2(v - y, u - x))

    @property
    def length(self) -> float:
        """Pixels from left to right."""
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return math.dist(self.corners[0], self.corners[3])


class Recogniser(Protocol):
    """Whatever tells the lines of text in a picture."""

    def __call__(self, image: Image.Image) -> list[SeenText]:
        """The lines of text, in any order."""
        ...


class MissingExtraError(Exception):
    """The recogniser's packages are not installed."""


def recogniser() -> Recogniser:
    """The recogniser. Raises MissingExtraError where its packages are not installed."""
    if any(importlib.util.find_spec(name) is None for name in MODULES):
        raise MissingExtraError
    return _RapidOcr()


class _RapidOcr:
    """RapidOCR, loaded when the first picture comes."""

    def __init__(self) -> None:
        self._engine: Any = None

    def __call__(self, image: Image.Image) -> list[SeenText]:
        import numpy as np

        if self._engine is None:
            self._engine = _engine()
        result = self._engine(np.asarray(image.convert("RGB"))[:, :, ::-1])
        if result.boxes is None or result.txts is None or result.scores is None:
            return []
        return [
            SeenText(str(text), _corners(box), float(score))
            for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        ]


def _engine() -> Any:
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    det, rec = (sorted(models.glob(f"*_{kind}_*.onnx")) for kind in ("det", "rec"))
    if not det or not rec:
        raise MissingExtraError  # a package without its models would fetch them
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": LONGEST_SIDE,
            "Global.text_score": LEAST_SCORE,
            "Global.use_cls": False,
            "Det.model_path": str(det[0]),
            "Rec.model_path": str(rec[0]),
        }
    )


def _corners(box: Any) -> tuple[Corner, Corner, Corner, Corner]:
    upper_left, upper_right, lower_right, lower_left = ((float(x), float(y)) for x, y in box)
    return upper_left, upper_right, lower_right, lower_left


def slant_of(lines: list[SeenText]) -> float:
    """Degrees by which a page is slanted, clockwise, by its long lines; 0 where it is straight or nothing tells."""
    slants = [line.slant for line in lines if line.length > LONG * line.height and abs(line.slant) < MOST_SLANT]
    slant = median(slants) if len(slants) >= 5 else 0.0
    return slant if abs(slant) > STRAIGHT else 0.0


def straightened(image: Image.Image, lines: list[SeenText], slant: float) -> tuple[Image.Image, list[SeenText]]:
    """The picture turned back by its slant, and its lines where they then stand."""
    turn, x0, y0 = math.radians(slant), image.width / 2, image.height / 2
    cos, sin = math.cos(turn), math.sin(turn)

    def at(point: Corner) -> Corner:
        x, y = point[0] - x0, point[1] - y0
        return cos * x + sin * y + x0, cos * y - sin * x + y0

    white: Any = 255 if image.mode == "L" else (255, 255, 255)
    turned = image.rotate(slant, Image.Resampling.BICUBIC, fillcolor=white)
    moved = [
        line._replace(corners=(at(line.corners[0]), at(line.corners[1]), at(line.corners[2]), at(line.corners[3])))
        for line in lines
    ]
    return turned, moved
