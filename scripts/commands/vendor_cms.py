"""Renew the form editor kept in scripts/press/cms/vendor: `python -m scripts vendor-cms [VERSION]`.

Fetches the two packages by npm, which proves each against the registry's checksum, takes the few files that a browser
asks for, unchanged, and writes down in vendor.json what they are and where they came from. Look at the difference, run
`pytest tests/test_cms*.py`, which opens and saves an item with it, and commit.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.commands import command_line, complain
from scripts.edition.files import write_atomic
from scripts.press.cms.vendored import FOLDER, RECORD

PACKAGES: dict[str, tuple[str, ...]] = {
    "@sveltia/cms": (
        r"npm/index\.js",
        r"npm/chunks/react(-dom)?-[\w-]+\.js",
        r"npm/assets/[\w-]+\.woff2",
        r"npm/assets/[\w-]+\.LICENSE\.txt",
        r"locales/zh-(CN|TW)\.json",
        r"LICENSE\.txt",
    ),
    "immutable": (r"dist/immutable\.es\.js", r"LICENSE"),
}
"""Each package's files that are taken. The rest is for other languages, maps, code blocks and picture formats."""

_FONT = re.compile(r"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)(?::vf)?@[\d.]+/([a-z0-9-]+)\.woff2")


class RenewalError(Exception):
    """Why the packages cannot be taken as they are."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: renewed. 1: the packages cannot be fetched or are not built as expected; all is as before."""
    args = parser().parse_args(argv)
    try:
        with TemporaryDirectory() as folder:
            cms, wanted = fetch("@sveltia/cms", args.version, Path(folder))
            needs = json.loads(_member(cms, "package.json"))["dependencies"]["immutable"]
            immutable, _ = fetch("immutable", needs, Path(folder))
            files = {f"sveltia/{n}": d for n, d in taken(cms, PACKAGES["@sveltia/cms"]).items()}
            files |= {f"immutable/{n}": d for n, d in taken(immutable, PACKAGES["immutable"]).items()}
            sources = [source(cms, "@sveltia/cms"), source(immutable, "immutable")]
        addresses = fonts(files)
    except (RenewalError, OSError, KeyError) as error:
        complain(args.lang, error)
        return 1
    for path in sorted(FOLDER.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, data in files.items():
        write_atomic(FOLDER / name, data)
    record = {
        "packages": sources,
        "addresses": addresses,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
    }
    write_atomic(RECORD, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    print(f"{wanted}: {len(files)} files, {sum(map(len, files.values())):,} bytes in {FOLDER}")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("vendor-cms", __doc__ or "")
    options.add_argument("version", nargs="?", default="latest", help="of @sveltia/cms (default: the latest)")
    return options


def fetch(name: str, version: str, folder: Path) -> tuple[Path, str]:
    """A package's archive and its name with version. Raises RenewalError in npm's own words."""
    try:
        done = subprocess.run(
            ["npm", "pack", f"{name}@{version}", "--json", "--pack-destination", str(folder)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise RenewalError("npm is needed to renew the form editor: install Node.js") from None
    if done.returncode:
        raise RenewalError(done.stderr.strip())
    (about,) = json.loads(done.stdout)
    return folder / about["filename"].replace("/", "-").removeprefix("@"), about["id"]


def source(archive: Path, name: str) -> dict[str, str]:
    """What an archive is, as package-lock.json has it."""
    about = json.loads(_member(archive, "package.json"))
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    return {"name": name, "version": about["version"], "license": about["license"], "integrity": integrity}


def taken(archive: Path, patterns: Sequence[str]) -> dict[str, bytes]:
    """The wanted files of an archive. Raises RenewalError where a pattern finds none."""
    files: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        names = [member.name.removeprefix("package/") for member in tar.getmembers() if member.isfile()]
        for pattern in patterns:
            matching = [name for name in names if re.fullmatch(pattern, name)]
            if not matching:
                raise RenewalError(f"{archive.name} has no {pattern}: see PACKAGES in {Path(__file__).name}")
            for name in matching:
                file = tar.extractfile(f"package/{name}")
                assert file is not None
                files[name] = file.read()
    return files


def fonts(files: dict[str, bytes]) -> dict[str, str]:
    """The addresses from which the program would fetch its fonts, each with the file here that stands in for it."""
    text = files["sveltia/npm/index.js"].decode()
    addresses = {}
    for match in _FONT.finditer(text):
        start = f"sveltia/npm/assets/{match[1]}-{match[2]}-"
        names = [name for name in files if name.startswith(start)]
        if len(names) != 1:
            raise RenewalError(f"no font in the package for {match[0]}")
        addresses[match[0]] = names[0]
    if not addresses:
        raise RenewalError(f"no address of a font in index.js: see _FONT in {Path(__file__).name}")
    return addresses


def _member(archive: Path, name: str) -> bytes:
    return taken(archive, (re.escape(name),))[name]
