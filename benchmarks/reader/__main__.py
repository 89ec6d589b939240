"""Makes the weights of the built-in reader, step by step, and judges them.

python -m benchmarks.reader page SEED [--articles FILE]
python -m benchmarks.reader alphabet OUT [--articles FILE]
python -m benchmarks.reader examples DIR --shards A-B --alphabet FILE [--articles FILE]
python -m benchmarks.reader seams OUT --alphabet FILE --articles FILE
python -m benchmarks.reader train DIR OUT --alphabet FILE --steps N [--start FILE] [--seams FILE]
python -m benchmarks.reader doubts CHECKPOINT OUT --alphabet FILE [--articles FILE] [--pages DIR]…
python -m benchmarks.reader pack CHECKPOINT OUT --alphabet FILE --doubts FILE
python -m benchmarks.reader judge DIR… [--weights FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.reader.stock import Stock, read_articles


def main(argv: Sequence[str] | None = None) -> int:
    """Run one of the commands; 0 done, 1 something is missing."""
    args = _parser().parse_args(argv)
    try:
        args.run(args)
    except ModuleNotFoundError as error:
        print(f"{error.name} is missing: install benchmarks/reader/requirements.txt", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, text: str, run: object) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text)
        made.set_defaults(run=run)
        return made

    page = command("page", "print a simulated page, each line with what it is", _page)
    page.add_argument("seed", type=int)
    _articles(page)
    alphabet = command("alphabet", "choose the characters that get a number of their own", _alphabet)
    alphabet.add_argument("out", type=Path)
    alphabet.add_argument("--count", type=int, default=3000, help="Han characters (3000)")
    _articles(alphabet)
    examples = command("examples", "simulate pages as training examples, 200 a shard", _examples)
    examples.add_argument("out", type=Path)
    examples.add_argument(
        "--shards", required=True, help="first and last number, such as 0-99: other numbers, other pages"
    )
    examples.add_argument("--alphabet", type=Path, required=True)
    _articles(examples)
    seams = command("seams", "learn from running text which characters go on from which", _seams)
    seams.add_argument("out", type=Path)
    seams.add_argument("--alphabet", type=Path, required=True)
    seams.add_argument("--steps", type=int, default=4000, help="batches (4000)")
    _articles(seams)
    train = command("train", "train the network on shards", _train)
    train.add_argument("folder", type=Path)
    train.add_argument("out", type=Path, help="checkpoint, written every two minutes")
    train.add_argument("--alphabet", type=Path, required=True)
    train.add_argument("--steps", type=int, default=14000, help="batches of about eight pages (14000)")
    train.add_argument("--rate", type=float, default=1.5e-3, help="highest learning rate (0.0015)")
    train.add_argument("--start", type=Path, help="a checkpoint, or a packed file of weights, to go on from")
    train.add_argument("--seams", type=Path, help="what `seams` wrote")
    train.add_argument("--held", type=Path, help="a shard to report shares of right answers on")
    train.add_argument("--threads", type=int, default=1)
    train.add_argument("--seed", type=int, default=1, help="what the order of the pages is drawn from (1)")
    pack = command("pack", "a checkpoint as the file of weights that the reader loads", _pack)
    pack.add_argument("checkpoint", type=Path, nargs="+", help="several, trained from the same start, are averaged")
    pack.add_argument("out", type=Path)
    pack.add_argument("--alphabet", type=Path, required=True)
    pack.add_argument("--doubts", type=Path, help="what `doubts` wrote")
    doubts = command("doubts", "fit how sure one may be of an item, on pages not trained on", _doubts)
    doubts.add_argument("checkpoint", type=Path, nargs="+")
    doubts.add_argument("out", type=Path)
    doubts.add_argument("--alphabet", type=Path, required=True)
    doubts.add_argument("--count", type=int, default=150, help="simulated pages (150)")
    doubts.add_argument(
        "--pages",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="pages with their truth (benchmarks/pages)",
    )
    _articles(doubts)
    judge = command("judge", "score readings of pages with their truth, paper by paper", _judge)
    judge.add_argument("folders", type=Path, nargs="+", metavar="DIR", help="folder with raw/ and truth/")
    judge.add_argument("--weights", type=Path, help="other weights than those that come with the package")
    return parser


def _articles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--articles", type=Path, help="JSON lines of title and paragraphs, gzipped or not; else only our own stories"
    )


def _stock(args: argparse.Namespace) -> Stock:
    return Stock(read_articles(args.articles) if args.articles else ())


def _page(args: argparse.Namespace) -> None:
    from benchmarks.reader.simulate import simulate

    sheet = simulate(args.seed, _stock(args))
    print(sheet.habits)
    for line, segments in zip(sheet.lines, sheet.segments, strict=True):
        print(" ".join(f"{tag.item}:{tag.role}" for _, tag in segments).ljust(16), line)


def _alphabet(args: argparse.Namespace) -> None:
    from benchmarks.reader.alphabet import choose

    args.out.write_text(json.dumps(choose(_stock(args), args.count), ensure_ascii=False), encoding="utf-8")


def _examples(args: argparse.Namespace) -> None:
    from benchmarks.reader.examples import write
    from scripts.pagetext.reader.characters import Alphabet

    first, _, last = args.shards.partition("-")
    alphabet = Alphabet(*json.loads(args.alphabet.read_text(encoding="utf-8")))
    write(args.out, range(int(first), int(last or first) + 1), _stock(args), alphabet)


def _seams(args: argparse.Namespace) -> None:
    import torch

    from benchmarks.reader.seam import taught
    from scripts.pagetext.reader.characters import Alphabet

    alphabet = Alphabet(*json.loads(args.alphabet.read_text(encoding="utf-8")))
    torch.save(taught(_stock(args), alphabet, steps=args.steps), args.out)


def _train(args: argparse.Namespace) -> None:
    from benchmarks.reader.train import train
    from scripts.pagetext.reader.characters import Alphabet

    alphabet = Alphabet(*json.loads(args.alphabet.read_text(encoding="utf-8")))
    train(
        args.folder,
        args.out,
        len(alphabet),
        steps=args.steps,
        rate=args.rate,
        start=args.start,
        seams=args.seams,
        held=args.held,
        threads=args.threads,
        seed=args.seed,
    )


def _packed(args: argparse.Namespace, doubts: Path | None) -> bytes:
    import numpy as np
    import torch

    from scripts.pagetext.reader.weights import pack

    means = [torch.load(file)["mean"] for file in args.checkpoint]
    arrays = {name: sum(mean[name].numpy() for mean in means) / len(means) for name in means[0]}
    if doubts is not None:
        with np.load(doubts) as held:
            arrays.update({name: held[name] for name in ("known", "doubt", "look")})
    known, folds = json.loads(args.alphabet.read_text(encoding="utf-8"))
    return pack(arrays, known, folds)


def _pack(args: argparse.Namespace) -> None:
    from scripts.edition.files import write_atomic

    data = _packed(args, args.doubts)
    write_atomic(args.out, data)
    print(f"{args.out}: {len(data):,} bytes")


FIRST_UNSEEN = 2_000_000
"""Seeds from here on are not trained on."""


def _doubts(args: argparse.Namespace) -> None:
    import numpy as np

    from benchmarks.reader.doubts import fitted, knowing, looked, sheets, simulated, told
    from scripts.pagetext.reader.weights import unpack

    learned = unpack(_packed(args, None))
    seeds = range(FIRST_UNSEEN, FIRST_UNSEEN + args.count)
    pages = [
        *sheets(simulated(seeds, _stock(args), learned), learned),
        *sheets(told(args.pages or [Path("benchmarks/pages")]), learned),
    ]
    known = knowing(pages).astype(np.float32)
    doubt = fitted(pages, known).astype(np.float32)
    np.savez(args.out, known=known, doubt=doubt, look=looked(pages, doubt, known).astype(np.float32))


def _judge(args: argparse.Namespace) -> None:
    from benchmarks.reader.judge import judge

    judge(args.folders, args.weights)


if __name__ == "__main__":
    raise SystemExit(main())
