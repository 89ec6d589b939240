"""Hypothesis as this project runs it: no deadline (machines are shared), the same examples at each run."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("banmian", deadline=None, derandomize=True)
settings.load_profile("banmian")
