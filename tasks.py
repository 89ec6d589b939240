"""The project's commands by name: `invoke --list`. Each only names what `python -m scripts COMMAND` does.

Arguments go through as they are: `invoke build --args "--all --stats stats.json"`; `--args --help` tells which.
"""

from __future__ import annotations

import shlex
import sys

from invoke.context import Context
from invoke.tasks import task


def _run(context: Context, command: str, args: str) -> None:
    words = [sys.executable, "-m", "scripts", command.replace("_", "-"), *shlex.split(args)]
    context.run(shlex.join(words), pty=sys.stdout.isatty() and sys.platform != "win32", echo=False)


@task(help={"args": "passed on; --args --help lists them"})
def site(context: Context, args: str = "") -> None:
    """Convert, check and build: all that `make` does."""
    _run(context, "site", args)


@task(
    help={
        "files": "a PDF, a folder of PDFs, or several in quotes",
        "date": "the edition, YYYY-MM-DD (default: from the path)",
        "args": "passed on; python -m scripts extract --help lists them",
    }
)
def extract(context: Context, files: str, date: str = "", args: str = "") -> None:
    """PDF pages to raw text, for those who have only PDFs."""
    _run(context, "extract", f"{f'--date {date}' if date else ''} {args} {files}")


@task(help={"args": "passed on; --args --help lists them"})
def convert(context: Context, args: str = "") -> None:
    """Raw pages to items; what editors changed stays."""
    _run(context, "convert", args)


@task(help={"args": "passed on; --args --help lists them"})
def check(context: Context, args: str = "") -> None:
    """What is wrong in content, where, and what to do."""
    _run(context, "check", args)


@task(help={"args": "passed on; --args --help lists them"})
def accept(context: Context, args: str = "") -> None:
    """Accept what convert asked a person to look at."""
    _run(context, "accept", args)


@task(help={"args": "passed on; --args --help lists them"})
def findings(context: Context, args: str = "") -> None:
    """What a finding means, by its code."""
    _run(context, "findings", args)


@task(name="glossary-try", help={"word": "in simplified script", "form": "in traditional script", "args": "passed on"})
def glossary_try(context: Context, word: str, form: str, args: str = "") -> None:
    """What a new glossary entry would change in the whole archive."""
    _run(context, "glossary_try", f"{args} {shlex.quote(word)} {shlex.quote(form)}")


@task(name="variant-report", help={"args": "passed on; --args --help lists them"})
def variant_report(context: Context, args: str = "") -> None:
    """Doubtful conversions, for an editor to look at."""
    _run(context, "variant_report", args)


@task(help={"args": "passed on; --args --help lists them"})
def people(context: Context, args: str = "") -> None:
    """Fill people.tsv from bylines, for an editor to confirm."""
    _run(context, "people", args)


@task(help={"args": "passed on; --args --help lists them"})
def new(context: Context, args: str = "") -> None:
    """A new item or edition from a template."""
    _run(context, "new", args)


@task(help={"args": "passed on; --args --help lists them"})
def stats(context: Context, args: str = "") -> None:
    """An edition or the archive at a glance."""
    _run(context, "stats", args)


@task(help={"args": "passed on; --args --help lists them"})
def build(context: Context, args: str = "") -> None:
    """What changed since the last build, or with --args --all everything."""
    _run(context, "build", args)


@task(help={"args": "passed on; --args --help lists them"})
def search(context: Context, args: str = "") -> None:
    """The search bundles alone, of what is built."""
    _run(context, "build", f"--only-search {args}")


@task(help={"args": "passed on; --args --help lists them"})
def serve(context: Context, args: str = "") -> None:
    """The site on this machine, rebuilt at each save."""
    _run(context, "serve", args)


@task(help={"args": "passed on; --args --help lists them"})
def publish(context: Context, args: str = "") -> None:
    """The site to a host: uploads what changed, deletes last."""
    _run(context, "publish", args)


@task(help={"args": "passed on; --args --help lists them"})
def start(context: Context, args: str = "") -> None:
    """Make this clone a paper of one's own; asks what it needs to know."""
    _run(context, "start", args)


@task(help={"args": "passed on; --args --help lists them"})
def icons(context: Context, args: str = "") -> None:
    """Make the paper's icons from its nameplate."""
    _run(context, "icons", args)


@task(help={"version": "a tag or branch of the tool, as v1.2.0"})
def upgrade(context: Context, version: str) -> None:
    """Take in a newer version of the tool; the paper's own files stay as they are."""
    _run(context, "upgrade", shlex.quote(version))


@task(name="vendor-cms", help={"version": "of @sveltia/cms (default: the latest)"})
def vendor_cms(context: Context, version: str = "") -> None:
    """Renew the form editor that lies in scripts/press/cms/vendor, by npm."""
    _run(context, "vendor_cms", shlex.quote(version) if version else "")


@task
def schema(context: Context) -> None:
    """The front matter's JSON Schema, for editors' tools."""
    _run(context, "schema", "")


@task
def clean(context: Context) -> None:
    """Remove what was built: output/ and .banmian/."""
    context.run("make clean", echo=False)
