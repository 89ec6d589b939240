"""An edition as it is to be published: from content, with git's corrections and labels as the paper wants them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from scripts.edition.content import load_edition
from scripts.edition.finding import Finding
from scripts.edition.model import Edition
from scripts.press.items.history import Corrections, corrected


def load(
    content: Path, date: dt.date, history: Mapping[dt.date, Corrections], label_digits: int | None
) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition of a date and what is wrong with its files. `label_digits` is the paper's setting, if it has one."""
    edition, findings = load_edition(content, date)
    return as_set(corrected(edition, history.get(date, {})), label_digits), findings


def as_set(edition: Edition, label_digits: int | None) -> Edition:
    """An edition whose labels have as many digits as the paper's settings say; None: as it was printed."""
    return replace(edition, label_digits=label_digits) if label_digits else edition
