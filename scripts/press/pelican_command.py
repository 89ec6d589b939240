"""The `pelican` command in a paper's folder: a whole build, with this project's settings and state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.edition.show_findings import system_language
from scripts.press.build import build
from scripts.press.options import default_options
from scripts.press.show import report
from scripts.work.parallel import cores


class PelicanCommand:
    """What PELICAN_CLASS names. Pelican makes one from its settings and runs it."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings

    def run(self) -> None:
        """Bring the output folder up to date."""
        content, output = Path(self.settings["PATH"]), Path(self.settings["OUTPUT_PATH"])
        options = default_options(Path("pelicanconf.py"), content, output, jobs=cores())
        report(build(options), output, quiet=False, language=system_language())
