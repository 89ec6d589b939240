"""The reader's network in PyTorch, for training; `scripts/pagetext/reader/network.py` runs the same with numpy."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from scripts.pagetext.reader.characters import SEEN
from scripts.pagetext.reader.features import WIDTH
from scripts.pagetext.reader.network import BUCKETS, EDGE, MAPS, buckets
from scripts.pagetext.reader.roles import KINDS, ROLES

FAR = -1e4
SEAM = 32
"""Numbers of each character at the seam of two lines."""


class Layer(nn.Module):
    """Neighbours, then the whole page, then the line itself."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.near_norm = nn.LayerNorm(width)
        self.near = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.page_norm = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.relative = nn.Parameter(torch.zeros(heads, BUCKETS))
        self.shared = nn.Parameter(torch.zeros(heads, MAPS))
        self.line_norm = nn.LayerNorm(width)
        self.wide = nn.Linear(width, inner)
        self.back = nn.Linear(inner, width)

    def forward(self, x: Tensor, maps: Tensor, places: Tensor, mask: Tensor) -> Tensor:
        """Pages by lines by width, changed."""
        batch, size, width = x.shape
        y = self.near_norm(x) * mask[:, :, None]
        x = x + self.near(y.transpose(1, 2)).transpose(1, 2)
        q, k, v = self.qkv(self.page_norm(x)).reshape(batch, size, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        shared = torch.cat([self.shared, self.shared.new_ones(self.heads, 1)], 1).to(maps.dtype)
        bias = torch.matmul(shared, maps.flatten(2)) + self.relative[:, places].to(maps.dtype).flatten(1)
        count = batch * self.heads
        q, k, v = (some.reshape(count, size, -1).to(maps.dtype) for some in (q, k, v))
        score = torch.baddbmm(bias.view(count, size, size), q, k.transpose(1, 2), alpha=q.shape[2] ** -0.5)
        y = torch.bmm(score.softmax(2), v).view(batch, self.heads, size, -1)
        x = x + self.out(y.transpose(1, 2).reshape(batch, size, width))
        return x + self.back(functional.relu(self.wide(self.line_norm(x))))


class Pointer(nn.Module):
    """For each line, which other line it hangs on, or none (the last column)."""

    def __init__(self, width: int, inner: int = 64) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.query = nn.Linear(width, inner)
        self.key = nn.Linear(width, inner)
        self.none = nn.Linear(width, 1)
        self.relative = nn.Parameter(torch.zeros(BUCKETS))
        self.shared = nn.Parameter(torch.zeros(MAPS))
        self.scale = inner**-0.5

    def forward(self, x: Tensor, maps: Tensor, places: Tensor, seams: Tensor | None = None) -> Tensor:
        """Pages by lines by lines and one."""
        x = self.norm(x)
        batch, size = x.shape[:2]
        shared = torch.cat([self.shared, self.shared.new_ones(1)])[None].to(maps.dtype)
        bias = torch.matmul(shared, maps.flatten(2)).view(batch, size, size) + self.relative[places].to(maps.dtype)
        query, key = self.query(x).to(maps.dtype), self.key(x).to(maps.dtype)
        score = torch.baddbmm(bias, query, key.transpose(1, 2), alpha=self.scale)
        if seams is not None:
            score = score + seams.to(maps.dtype)
        score = score + torch.eye(size, dtype=maps.dtype) * FAR
        return torch.cat([score, self.none(x).to(maps.dtype)], dim=2)


class Seam(nn.Module):
    """How well a line's first two characters go on from another's last two."""

    def __init__(self, characters: int, inner: int = SEAM) -> None:
        super().__init__()
        self.first = nn.Embedding(characters, inner)
        self.second = nn.Embedding(characters, inner)
        self.last = nn.Embedding(characters, inner)
        self.before = nn.Embedding(characters, inner)
        self.gain = nn.Parameter(torch.tensor(0.1))
        for table in (self.first, self.second, self.last, self.before):
            nn.init.normal_(table.weight, std=0.1)

    def scores(self, begins: Tensor, closes: Tensor) -> Tensor:
        """Beginnings by ends; `begins` are first and second characters, `closes` last and second last ones."""
        start = self.first(begins[..., 0]) + self.second(begins[..., 1])
        end = self.last(closes[..., 0]) + self.before(closes[..., 1])
        return torch.matmul(start, end.transpose(-1, -2))

    def forward(self, edges: Tensor) -> Tensor:
        """Pages by lines by lines."""
        return self.gain * self.scores(edges[..., :2], edges[..., [-1, -2]])


class Network(nn.Module):
    """Characters and numbers of each line, maps of shared words -> role, kind, and the two lines that it hangs on."""

    def __init__(
        self,
        characters: int,
        width: int = 128,
        layers: int = 6,
        heads: int = 4,
        inner: int = 320,
        letter: int = 32,
        filters: int = 64,
    ) -> None:
        super().__init__()
        self.letters = nn.Embedding(characters, letter, padding_idx=0)
        self.spell = nn.Conv1d(letter, filters, 3, padding=1)
        self.enter = nn.Linear(2 * filters + 2 * EDGE * letter + WIDTH, width)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.role = nn.Linear(width, len(ROLES))
        self.kind = nn.Linear(width, len(KINDS))
        self.above = Pointer(width)
        self.anchor = Pointer(width)
        self.seam = Seam(characters)

    def forward(self, characters: Tensor, edges: Tensor, numbers: Tensor, maps: Tensor, mask: Tensor) -> dict[str, Any]:
        """What is said of each line: role, kind, above, anchor, as logits."""
        batch, size = characters.shape[:2]
        flat = characters.reshape(-1, SEEN)
        letters = self.letters(flat)
        there = (flat > 0).float()[:, None, :]
        spelt = functional.relu(self.spell(letters.transpose(1, 2))) * there
        peak = spelt.amax(2)
        mean = spelt.sum(2) / there.sum(2).clamp(min=1)
        ends = self.letters(edges.reshape(batch * size, -1)).flatten(1)
        x = self.enter(torch.cat([peak, mean, ends, numbers.reshape(batch * size, -1)], 1)).reshape(batch, size, -1)
        places = torch.from_numpy(buckets(size))
        away = (~mask).to(maps.dtype)[:, None, None, :] * FAR  # padding, as one more map that no weight changes
        maps = torch.cat([maps, away.expand(-1, 1, size, -1)], 1)
        for layer in self.layers:
            x = layer(x, maps, places, mask)
        x = self.norm(x)
        return {
            "role": self.role(x), "kind": self.kind(x),
            "above": self.above(x, maps, places, self.seam(edges)), "anchor": self.anchor(x, maps, places),
        }  # fmt: skip
