"""What one build is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from scripts.edition.finding import Language
from scripts.press.settings import read_settings


@dataclass(frozen=True, slots=True)
class Options:
    """What one build is asked for. `content` and `theme` must be there, other folders are made.

    `paper` has the paper's own assets (css/paper.css), which go beside and before the theme's.
    `variants` narrows those of the settings. `everything` builds what is not stale too, `verify` reads every file
    again, `committed` goes by git's digests where a commit has them. `only`, for those who know what was saved, limits
    the looking to some dates. `preview` shows editors what is open. `language` is what it says to people in.
    """

    settings_file: Path
    content: Path
    output: Path
    state: Path
    theme: Path
    paper: Path | None = None
    variants: tuple[str, ...] | None = None
    everything: bool = False
    verify: bool = False
    committed: bool = False
    jobs: int = 1
    search: bool = True
    only: Collection[dt.date] | None = None
    preview: bool = False
    language: Language = "en"


def default_options(
    settings: Path, content: Path, output: Path, theme: Path | None = None, state: Path | None = None, jobs: int = 1
) -> Options:
    """The options of a paper whose settings file this is; `theme` and `state` where they are not the usual ones.

    Raises SettingsError.
    """
    settings = settings.resolve()
    root, output = settings.parent, output.resolve()
    theme = theme or root / str(read_settings(settings).get("THEME", "theme"))
    return Options(
        settings_file=settings,
        content=content.resolve(),
        output=output,
        state=(state or default_state(root, output)).resolve(),
        theme=theme.resolve(),
        paper=root / "paper",
        jobs=jobs,
    )


def default_state(root: Path, output: Path) -> Path:
    """One state for each output folder: `.banmian/output`, or with a digest of its path where it is elsewhere."""
    if output.parent == root:
        return root / ".banmian" / output.name
    return root / ".banmian" / f"{output.name}-{blake2b(str(output).encode(), digest_size=4).hexdigest()}"
