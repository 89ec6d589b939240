"""Teaches the network which characters go on from which, from running text alone, before it sees a page."""

from __future__ import annotations

from random import Random

import torch
from torch.nn import functional

from benchmarks.reader.network import Seam
from benchmarks.reader.stock import Stock
from scripts.pagetext.reader.characters import Alphabet

CUTS = 768
"""Places of a batch where text is cut; what stands after each is to be found among what stands after all of them."""


def taught(stock: Stock, alphabet: Alphabet, *, steps: int = 4000, seed: int = 1) -> dict[str, torch.Tensor]:
    """The weights of a `Seam`: text is cut anywhere, and the right end has to be told from those of other cuts."""
    torch.manual_seed(seed)
    random = Random(seed)
    texts = [codes for article in stock.articles if len(codes := alphabet.numbers("".join(article.sentences))) > 8]
    seam = Seam(len(alphabet))
    optimizer = torch.optim.Adam(seam.parameters(), lr=3e-3)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * (1 - step / steps) + 1e-5
        rows = []
        for _ in range(CUTS):
            text = random.choice(texts)
            at = random.randint(2, len(text) - 2)
            rows.append((text[at], text[at + 1], text[at - 1], text[at - 2]))
        cuts = torch.tensor(rows)
        scores = seam.scores(cuts[:, :2], cuts[:, 2:])
        right = torch.arange(CUTS)
        loss = functional.cross_entropy(scores, right) + functional.cross_entropy(scores.T, right)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 500 == 0 or step == steps - 1:
            share = float((scores.argmax(1) == right).float().mean())
            print(f"seams, step {step}: loss {float(loss.detach()) / 2:.3f}, right {share:.3f} of {CUTS}", flush=True)
    return {f"seam.{name}": value.detach() for name, value in seam.state_dict().items()}
