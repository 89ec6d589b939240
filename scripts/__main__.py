"""The one door: `python -m scripts COMMAND`. Each command is a module of `scripts.commands` with a `main`."""

from __future__ import annotations

import signal
import sys

STOPPED = 130
"""The exit code of what was stopped with Ctrl+C, as shells have it."""


def main(argv: list[str] | None = None) -> int:
    """Run the command that the first word names with the words after it; the command's exit code.

    Ctrl+C ends it quietly at any moment, also while modules are loaded: that is why they are loaded here.
    """
    try:
        return _run(argv)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one must not disturb the end
        print(file=sys.stderr)
        return STOPPED


def _run(argv: list[str] | None) -> int:
    from difflib import get_close_matches

    from scripts.commands import about, command, command_names

    words = sys.argv[1:] if argv is None else argv
    names = command_names()
    if words and words[0] in names:
        return int(command(words[0]).main(words[1:]) or 0)
    if words and words[0] not in ("-h", "--help"):
        near = get_close_matches(words[0], names, 1)
        meant = f"; {near[0]} was meant?" if near else ""
        print(f"unknown command: {words[0]}{meant}\npython -m scripts --help lists all.", file=sys.stderr)
        return 2
    lines = ["usage: python -m scripts COMMAND [OPTION...]", ""]
    lines += [f"  {name:<15} {about(name)}" for name in names]
    lines += ["", "python -m scripts COMMAND --help lists a command's options; invoke COMMAND takes the same."]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
