"""The Markdown renderer by the press's own name, for programs outside the project: `scripts.edition.markdown`."""

from __future__ import annotations

from scripts.edition.markdown import ImageResolver, plain, render, summary_of, text_of

__all__ = ["ImageResolver", "plain", "render", "summary_of", "text_of"]
