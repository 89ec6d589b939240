"""What is to be sent and deleted, and in which order: pure functions over paths and digests.

Readers come to the site while it is being sent. What others lead to goes before what leads to it, as when a build moves
files into output/: assets and search bundles; files that the host does not have yet; then those that are replaced,
items before editions before lists before the front page. What the site no longer has is deleted when nothing leads to
it any more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from posixpath import splitext

from scripts.press.store.units import rank

FOREVER = "Cache-Control: public, max-age=31536000, immutable"
"""For names that are digests of their contents: such a file never changes."""

SHORTLY = "Cache-Control: public, max-age=300, stale-while-revalidate=86400"

TYPES: Mapping[str, str] = {
    ".epub": "application/epub+zip",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".sha256": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
"""Content types that rclone may not know: it asks the machine that sends, and many have no table of them.

An object store tells readers what it was told, and a browser shows nothing that comes as application/octet-stream.
"""

_NAMED_BY_DIGEST = re.compile(r"theme/.*|search/(?!text/).*\.bin|search/pagefind\.[^/]*\.js")
_BUNDLES = "search/bundles.json"
_SEARCH_TEXT = "search/text/"


@dataclass(frozen=True, slots=True)
class UploadStep:
    """Files that are sent together, how long browsers may keep them, and their type where it must be said ("")."""

    name: str
    cache: str
    paths: tuple[str, ...]
    type: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """What a host that knows headers is to answer with."""
        return (self.cache, *([f"Content-Type: {self.type}"] if self.type else []))


STEPS: tuple[tuple[str, str], ...] = (
    ("assets and search bundles", FOREVER),
    ("new files", SHORTLY),
    ("items and pages", SHORTLY),
    ("editions and calendars", SHORTLY),
    ("lists", SHORTLY),
    ("front page and search", SHORTLY),
)


def step_of(path: str, is_new: bool) -> int:
    """The step, an index into STEPS, that a file of the site is sent in."""
    if _NAMED_BY_DIGEST.fullmatch(path):
        return 0
    replaced = 5 if path == _BUNDLES else 2 if path.startswith(_SEARCH_TEXT) else 2 + rank(path)
    return 1 if is_new and replaced < 5 else replaced


def steps(paths: Iterable[str], host: Collection[str] = ()) -> list[UploadStep]:
    """The files to send, step by step in order, to a host that has the files of `host`; empty steps are left out."""
    groups: dict[tuple[int, str], list[str]] = {}
    for path in paths:
        groups.setdefault((step_of(path, path not in host), TYPES.get(splitext(path)[1], "")), []).append(path)
    return [
        UploadStep(*STEPS[number], tuple(sorted(group)), type_) for (number, type_), group in sorted(groups.items())
    ]


def changed(site: Mapping[str, str], host: Mapping[str, str]) -> list[str]:
    """The paths of the site that the host lacks or has with other contents; both map paths to digests."""
    return sorted(path for path, digest in site.items() if host.get(path) != digest)


def gone(site: Mapping[str, str], host: Iterable[str]) -> list[str]:
    """The host's files that the site no longer has. What begins with a dot (`.well-known/`) is not the site's."""
    return sorted(path for path in host if path not in site and not path.startswith("."))
