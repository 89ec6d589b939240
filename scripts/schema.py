"""Print the front matter's JSON Schema: `python -m scripts.schema > front-matter.schema.json`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from scripts.edition.schema import front_matter_schema


def main(argv: Sequence[str] | None = None) -> int:
    """Write the schema to standard output."""
    argparse.ArgumentParser(prog="python -m scripts.schema", description=__doc__).parse_args(argv)
    json.dump(front_matter_schema(), sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
