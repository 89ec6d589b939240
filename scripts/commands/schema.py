"""What items and edition.yml may say, as JSON Schema for editors' tools: `python -m scripts schema [--write DIR]`.

Prints the front matter's, or with --write renews both files, as they are published in docs/schema.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.commands import command_line
from scripts.edition.files import write_if_changed
from scripts.edition.schema import edition_schema, front_matter_schema

FILES = {"front-matter.schema.json": front_matter_schema, "edition.schema.json": edition_schema}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: printed or written."""
    args = parser().parse_args(argv)
    if args.write is None:
        sys.stdout.write(text_of(front_matter_schema()))
        return 0
    for name, schema in FILES.items():
        if write_if_changed(args.write / name, text_of(schema())):
            print(args.write / name)
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("schema", __doc__ or "")
    options.add_argument("--write", type=Path, metavar="DIR", help="write both schemas there instead")
    return options


def text_of(schema: dict[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
