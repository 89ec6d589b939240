"""Trains the network on simulated pages, with checkpoints; one core is enough."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from benchmarks.reader.examples import read
from benchmarks.reader.labels import NONE, UNTOLD, Example
from benchmarks.reader.network import Network
from scripts.pagetext.reader.network import edges
from scripts.pagetext.reader.roles import ROLES
from scripts.pagetext.reader.weights import unpack

LINES = 1500
"""Lines of a batch, about."""


def batches(examples: list[Example], rng: random.Random, lines: int = LINES) -> Iterator[list[Example]]:
    """Examples of about one length together."""
    rng.shuffle(examples)
    for at in range(0, len(examples), 400):
        some = sorted(examples[at : at + 400], key=lambda e: len(e.role))
        groups: list[list[Example]] = [[]]
        for e in some:
            if groups[-1] and (len(groups[-1]) + 1) * len(e.role) > lines:
                groups.append([])
            groups[-1].append(e)
        rng.shuffle(groups)
        yield from groups


def torch_maps(kin: torch.Tensor) -> torch.Tensor:
    """`kinship.maps` for a batch."""
    from scripts.pagetext.reader.kinship import AHEAD, NEAR

    size = kin.shape[1]
    sums = functional.pad(kin.cumsum(2), (1, 0))
    at = torch.arange(size)
    ahead = sums[:, :, (at + AHEAD).clamp(max=size)] - sums[:, :, :-1]
    low, high = (at - NEAR).clamp(min=0), (at + NEAR + 1).clamp(max=size)
    across = sums[:, :, high] - sums[:, :, low]
    down = functional.pad(across.cumsum(1), (0, 0, 1, 0))
    near = (down[:, high] - down[:, low]) / (2 * NEAR + 1)
    return torch.stack([kin.clamp(min=0).sqrt(), ahead.clamp(min=0).sqrt(), near.clamp(min=0).sqrt()], 1)


def tensors(group: Sequence[Example]) -> dict[str, torch.Tensor]:
    """A batch, padded."""
    size = max(len(e.role) for e in group)
    count = len(group)
    characters = np.zeros((count, size, group[0].characters.shape[1]), np.int64)
    ends = np.zeros((count, size, 10), np.int64)
    numbers = np.zeros((count, size, group[0].numbers.shape[1]), np.float32)
    kin = np.zeros((count, size, size), np.float32)
    mask = np.zeros((count, size), bool)
    role, kind, above = (np.full((count, size), -100, np.int64) for _ in range(3))
    heavy, leap = np.ones((count, size), np.float32), np.ones((count, size), np.float32)
    text, asked = np.full((count, size), -100, np.int64), np.full((count, size), -100, np.int64)
    for n, e in enumerate(group):
        k = len(e.role)
        characters[n, :k] = e.characters
        ends[n, :k] = edges(e.characters.astype(np.int32))
        numbers[n, :k] = e.numbers
        kin[n, :k, :k] = (e.kin.astype(np.float32) / 255) ** 2
        mask[n, :k] = True
        role[n, :k], kind[n, :k] = e.role, e.kind
        above[n, :k] = np.where(e.above == UNTOLD, -100, np.where(e.above == NONE, size, e.above))
        asked[n, :k] = np.where(e.anchor == UNTOLD, -100, e.anchor)
        text[n, :k] = roots(e.above)
        heavy[n, :k] = HEAVY[e.role]
        leap[n, :k] = 1 + 3 * (e.above != np.arange(-1, k - 1))
    found = {
        "characters": characters,
        "edges": ends,
        "numbers": numbers,
        "mask": mask,
        "role": role,
        "kind": kind,
        "above": above,
        "text": text,
        "anchor": asked,
        "weight": heavy,
        "leap": leap,
    }
    out_ = {name: torch.from_numpy(value) for name, value in found.items()}
    out_["maps"] = torch_maps(torch.from_numpy(kin)).to(torch.bfloat16)
    return out_


def roots(above: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The first line of the text, or group of heads, that each line is in; -9 where it is in none."""
    out = np.full(len(above), -9, np.int64)
    for start in range(len(above)):
        path, n = [], start
        while out[n] == -9 and above[n] >= 0:
            path.append(n)
            n = int(above[n])
        root = out[n] if out[n] >= 0 else n if above[n] == NONE else -9
        out[n] = root
        out[path] = root
    return out


HEAVY = np.array(
    [
        3.0 if r in ("kicker", "headline", "deck") else 2.0 if r in ("crosshead", "byline", "credit") else 1.0
        for r in ROLES
    ],
    np.float32,
)
"""How much a line counts by its role: an item is wrong by one head line, and nine lines in ten plainly go on."""
WEIGHTS = {"role": 1.0, "kind": 0.4, "above": 1.0, "anchor": 0.5}


def belonging(logits: torch.Tensor, text: torch.Tensor, asked: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Loss of the second pointer: it may point to any line of the text that a line belongs to."""
    hit = text[:, None, :] == asked[:, :, None]
    hit = torch.cat([hit, (asked == NONE)[:, :, None]], 2)
    keep = asked >= NONE
    hit, logits = hit[keep], logits[keep]
    if not len(logits):
        return torch.zeros(()), 1.0
    right = logits.masked_fill(~hit, -1e9)
    loss = (logits.logsumexp(1) - right.logsumexp(1)).mean()
    share = float(hit.gather(1, logits.argmax(1, keepdim=True)).float().mean())
    return loss, share


def losses(net: Network, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, dict[str, float]]:
    """The loss of a batch, and the share of right answers of each kind."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said = net(batch["characters"], batch["edges"], batch["numbers"], batch["maps"], batch["mask"])
    total = torch.zeros(())
    shares = {}
    for name, weight in WEIGHTS.items():
        if name == "anchor":
            loss, shares[name] = belonging(said[name].float(), batch["text"], batch["anchor"])
            total = total + weight * loss
            continue
        target = batch[name].reshape(-1)
        logits = said[name].float().reshape(len(target), -1)
        keep = target >= 0
        logits, target = logits[keep], target[keep]
        if not len(target):
            continue
        each = functional.cross_entropy(
            logits, target, label_smoothing=0.01 if name in ("role", "kind") else 0.0, reduction="none"
        )
        heavy = batch["weight" if name != "above" else "leap"].reshape(-1)[keep]
        total = total + weight * (each * heavy).sum() / heavy.sum().sqrt() / len(each) ** 0.5
        shares[name] = float((logits.argmax(1) == target).float().mean())
    return total, shares


def train(
    folder: Path,
    out: Path,
    characters: int,
    *,
    steps: int,
    rate: float = 1.5e-3,
    seed: int = 1,
    start: Path | None = None,
    seams: Path | None = None,
    threads: int = 1,
    held: Path | None = None,
    **shape: Any,
) -> None:
    """Train for so many steps on the shards in `folder`, each page about as often; `out` is written on the way.

    `start` are weights to go on from, a checkpoint or a packed file; what they lack (a further layer) begins as
    nothing.
    `seams` is what `seam.taught` made. The same shards, steps and seed make the same weights on one machine.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Network(characters, **shape)
    if start is not None:
        grown(net, started(start))
    if seams is not None:
        net.load_state_dict(torch.load(seams), strict=False)
    print(f"{sum(p.numel() for p in net.parameters()):,} parameters", flush=True)
    mean = {name: value.clone() for name, value in net.state_dict().items()}
    decay = [p for p in net.parameters() if p.dim() > 1]
    plain = [p for p in net.parameters() if p.dim() <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}], lr=rate, betas=(0.9, 0.98)
    )
    began = time.time()
    step = pages = 0
    saved = began
    log: dict[str, float] = {}
    seen: dict[Path, int] = {}
    tests = read(held)[:100] if held is not None else []
    while True:
        shards = sorted(folder.glob("*.pkl"))
        fresh = min((seen.get(f, 0) for f in shards), default=0)
        choice = rng.sample([f for f in shards if seen.get(f, 0) == fresh] or shards, k=1)
        for f in choice:
            seen[f] = seen.get(f, 0) + 1
        examples = [e for f in choice for e in read(f)]
        for group in batches(examples, rng):
            done = step / steps
            if done >= 1:
                _save(out, net, mean, step, pages)
                print("done", step, pages, flush=True)
                return
            now = rate * min(1.0, (step + 1) / 200) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
            for some in optimizer.param_groups:
                some["lr"] = now
            loss, shares = losses(net, tensors(group))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            pages += len(group)
            keep = min(0.998, step / (step + 20))
            with torch.no_grad():
                for name, value in net.state_dict().items():
                    mean[name].mul_(keep).add_(value, alpha=1 - keep)
            for name, value in {"loss": float(loss.detach()), **shares}.items():
                log[name] = 0.98 * log.get(name, value) + 0.02 * value
            if step % 200 == 0:
                print(
                    f"{(time.time() - began) / 60:.1f} min, step {step}, pages {pages}, shards {len(shards)}: "
                    + " ".join(f"{k} {v:.4f}" for k, v in log.items()),
                    flush=True,
                )
        if time.time() - saved > 120:
            saved = time.time()
            _save(out, net, mean, step, pages)
            if tests:
                own = {name: value.clone() for name, value in net.state_dict().items()}
                net.load_state_dict(mean)
                total: dict[str, list[float]] = {}
                with torch.no_grad():
                    for group in batches(list(tests), random.Random(1)):
                        for name, value in losses(net, tensors(group))[1].items():
                            total.setdefault(name, []).append(value)
                net.load_state_dict(own)
                print("held:", " ".join(f"{k} {sum(v) / len(v):.4f}" for k, v in total.items()), flush=True)


def started(file: Path) -> dict[str, torch.Tensor]:
    """The weights of a checkpoint, or of a packed file."""
    if file.suffix == ".npz":
        return {name: torch.from_numpy(np.array(value)) for name, value in unpack(file.read_bytes()).arrays.items()}
    held: dict[str, torch.Tensor] = torch.load(file)["mean"]
    return held


def grown(net: Network, weights: dict[str, torch.Tensor]) -> None:
    """Give the network these weights; layers and numbers that they lack change nothing at first, and are learned."""
    fresh = net.enter.weight.shape[1] - weights["enter.weight"].shape[1]
    weights = {**weights, "enter.weight": functional.pad(weights["enter.weight"], (0, fresh))}
    missing = set(net.load_state_dict(weights, strict=False).missing_keys)
    with torch.no_grad():
        for layer in net.layers:
            for part in ("near", "out", "back"):
                changed = getattr(layer, part)
                if any(changed.weight is value for name, value in net.named_parameters() if name in missing):
                    changed.weight.zero_()
                    changed.bias.zero_()


def _save(out: Path, net: Network, mean: dict[str, torch.Tensor], step: int, pages: int) -> None:
    torch.save({"raw": net.state_dict(), "mean": mean, "step": step, "pages": pages}, out.with_suffix(".tmp"))
    out.with_suffix(".tmp").rename(out)
