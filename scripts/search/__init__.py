"""Search: bundles by year that find any substring, in either script, and the table that folds queries."""

from scripts.search.document import TextConverter
from scripts.search.update import MANIFEST, SearchStats, owns, update

__all__ = ["MANIFEST", "SearchStats", "TextConverter", "owns", "update"]
