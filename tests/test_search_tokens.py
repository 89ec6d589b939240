from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.search.fold import fold
from scripts.search.tokens import GAP, PARAGRAPH, STEP, Tokenizer

CASES = json.loads((Path(__file__).parent / "golden" / "search_tokens.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(fold().single)


@pytest.mark.parametrize("text", CASES)
def test_tokens_and_places(tokenizer: Tokenizer, text: str) -> None:
    assert " ".join(f"{token}@{place}" for token, place in tokenizer.tokens(text)) == CASES[text]


@given(st.text(max_size=60))
def test_places_never_overlap(text: str) -> None:
    places = [place for _, place in Tokenizer({}).tokens(text)]
    assert all(after - before >= STEP for before, after in pairwise(places))
    assert all(token for token, _ in Tokenizer({}).tokens(text))


def test_paragraphs_stand_apart(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.paragraphs(["甲乙", "丙"], 10)
    assert tokens == [("甲", 10), ("乙", 12), ("丙", 14 + PARAGRAPH)]
    assert PARAGRAPH > GAP
