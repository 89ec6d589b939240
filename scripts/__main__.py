"""The one door: `python -m scripts COMMAND`. Each command is a module of `scripts.commands` with a `main`."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

from scripts import commands


def main(argv: list[str] | None = None) -> int:
    """Run the command that the first word names with the words after it; the command's exit code."""
    words = sys.argv[1:] if argv is None else argv
    names = {module.name.replace("_", "-"): module.name for module in iter_modules(commands.__path__)}
    if not words or words[0] not in names:
        wanted = bool(words) and words[0] not in ("-h", "--help")
        lines = ["usage: python -m scripts COMMAND [OPTION...]", ""]
        for name, module in names.items():
            about = (import_module(f"scripts.commands.{module}").__doc__ or "").split("\n")[0]
            lines.append(f"  {name:<15} {about.split(':')[0].rstrip('.')}")
        if wanted:
            lines.append(f"\nunknown command: {words[0]}")
        print("\n".join(lines), file=sys.stderr if wanted else sys.stdout)
        return 2 if wanted else 0
    return int(import_module(f"scripts.commands.{names[words[0]]}").main(words[1:]) or 0)


if __name__ == "__main__":
    raise SystemExit(main())
