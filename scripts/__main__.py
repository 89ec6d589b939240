"""The one door: `python -m scripts COMMAND`. Each command is a module of `scripts.commands` with a `main`."""

from __future__ import annotations

import sys

from scripts.commands import about, command, command_names


def main(argv: list[str] | None = None) -> int:
    """Run the command that the first word names with the words after it; the command's exit code."""
    words = sys.argv[1:] if argv is None else argv
    names = command_names()
    if words and words[0] in names:
        return int(command(words[0]).main(words[1:]) or 0)
    wanted = bool(words) and words[0] not in ("-h", "--help")
    lines = ["usage: python -m scripts COMMAND [OPTION...]", ""]
    lines += [f"  {name:<15} {about(name)}" for name in names]
    lines += ["", "python -m scripts COMMAND --help lists a command's options; invoke COMMAND takes the same."]
    lines += [f"\nunknown command: {words[0]}"] if wanted else []
    print("\n".join(lines), file=sys.stderr if wanted else sys.stdout)
    return 2 if wanted else 0


if __name__ == "__main__":
    raise SystemExit(main())
