"""Ports that are taken: by which program, and which port is free."""

from __future__ import annotations

import errno
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

TRIED = 50
"""Ports looked at after the one that was asked for."""


def is_taken(host: str, port: int) -> bool:
    """Whether another program listens there. Raises OSError where none could (no such address, no permission)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise
    return False


def next_free(host: str, port: int) -> int:
    """The first free port after this one; 0 (any) where all that are tried are taken."""
    for other in range(port + 1, min(port + TRIED, 65535) + 1):
        with suppress(OSError):
            if not is_taken(host, other):
                return other
    return 0


def listener(port: int) -> str:
    """The program that listens on a port of this machine, as `python3 (1234)`, or "" where that is unknown."""
    if lsof := shutil.which("lsof"):
        command = [lsof, "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fpc"]
        with suppress(OSError):
            lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
            fields = {line[:1]: line[1:] for line in lines}
            if "p" in fields:
                return f"{fields.get('c', '?')} ({fields['p']})"
    return _by_proc(port)


def _by_proc(port: int) -> str:
    """The same from Linux's /proc: the socket's inode, and whose open file it is."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError):
            for row in Path(table).read_text().splitlines()[1:]:
                columns = row.split()
                if columns[3] == "0A" and int(columns[1].rpartition(":")[2], 16) == port:
                    inodes.add(f"socket:[{columns[9]}]")
    for process in sorted(Path("/proc").glob("[0-9]*")) if inodes else ():
        with suppress(OSError):
            if any(str(handle.readlink()) in inodes for handle in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text().strip()} ({process.name})"
    return ""
