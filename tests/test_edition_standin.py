"""What an item without a headline is called: its first sentence, cut after a clause where it is too long."""

from __future__ import annotations

import pytest

from scripts.edition.standin import LONGEST, stand_in


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("渡口的新船昨天下水。早班船六点开出。", "渡口的新船昨天下水"),
        ("本报讯（记者 林晚）新船昨天下水。", "新船昨天下水"),
        ("新" * 19 + "，" + "船" * 20 + "。下一句。", "新" * 19 + "，" + "船" * 20),  # 40 characters are not too long
        (
            "新" * 19 + "，" + "船" * 20 + "，开。",
            "新" * 19,
        ),  # what would be 41 with its comma is cut one clause before
        ("新" * 19 + "，" + "船" * 19 + "，开了。", "新" * 19 + "，" + "船" * 19),  # 40 with its comma
        ("新" * 60 + "。", "新" * LONGEST),
        ("", "—"),
    ],
)
def test_a_stand_in_is_the_first_sentence(text: str, title: str) -> None:
    assert stand_in(text) == title
