"""The network: one encoder (MiniLM, six layers; a teacher's may be larger) and named heads over the words of a sentence.

A word is the mean of its first and last piece, taken from a learnt mixture of the upper layers; word 0 is [CLS] and
stands for the root. Each head has `forward(words, ...)` for its scores and `loss(...)`, which answers None where the
batch does not annotate its task.

Sources: Wang et al. 2020 (MiniLM), Peters et al. 2018 (mixture of layers), Dozat and Manning 2017 (biaffine trees).
"""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from legation.read.wordpiece import SHAPES
from tools.train_reader.data import HABITS, IGNORED, Labels
from tools.train_reader.dropout import Dropout
from tools.train_reader.events import EventHead
from tools.train_reader.pool import Batch
from tools.train_reader.rounding import Linear
from tools.train_reader.sizes import PUPIL, Size

LONGEST = 512
MIXED_LAYERS = 4
TAG_TASKS = ("upos", "xpos", "feats", "lemma")
#: Pieces further apart than this are told apart no more by how far.
_FURTHEST = 128
#: What a masked cell's score is lowered by; large, yet harmless in every precision.
FAR = 10_000.0
_FLOATS = {"F32": np.float32, "F16": np.float16}


class Layer(nn.Module):  # type: ignore[misc]
    """One transformer layer, normalised after each half as BERT's are."""

    def __init__(self, size: Size = PUPIL) -> None:
        """Make the layer with fresh weights."""
        super().__init__()
        self.attention_heads = size.attention_heads
        self.joint = Linear(size.width, 3 * size.width)
        self.joined = Linear(size.width, size.width)
        self.norm_attention = nn.LayerNorm(size.width, size.epsilon)
        self.inner = Linear(size.width, size.inner)
        self.outer = Linear(size.inner, size.width)
        self.norm_output = nn.LayerNorm(size.width, size.epsilon)
        self.dropout = Dropout(0.1)

    def forward(self, states: Any, bias: Any) -> Any:
        """Map (B, T, width) to the same; `bias` (B, 1 or heads, 1 or T, T), if not None, is added to the attention scores."""
        size, length, width = states.shape
        joint = self.joint(states).view(size, length, 3, self.attention_heads, width // self.attention_heads)
        query, key, value = joint.permute(2, 0, 3, 1, 4).unbind(0)
        if self.training and states.device.type != "cpu":
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        else:
            scores = query @ key.transpose(-1, -2) * (width // self.attention_heads) ** -0.5
            seen = torch.softmax(scores if bias is None else scores + bias, -1) @ value
        seen = seen.transpose(1, 2).reshape(size, length, width)
        states = self.norm_attention(states + self.dropout(self.joined(seen)))
        return self.norm_output(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Encoder(nn.Module):  # type: ignore[misc]
    """Pieces and shapes to word vectors."""

    def __init__(self, size: Size = PUPIL) -> None:
        """Make the encoder with fresh weights; see `load_pretrained`."""
        super().__init__()
        self.size = size
        self.piece = nn.Embedding(size.pieces, size.width, sparse=True)
        self.place = nn.Embedding(LONGEST, size.width)
        self.shape = nn.Embedding(SHAPES, size.width)
        nn.init.normal_(self.shape.weight, std=0.01)
        self.norm = nn.LayerNorm(size.width, size.epsilon)
        self.dropout = Dropout(0.1)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.mixture = nn.Parameter(torch.tensor([0.0] * (MIXED_LAYERS - 1) + [1.0]))
        if size.distances:
            self.distance = nn.Embedding(size.distances, size.attention_heads)

    def forward(self, pieces: Any, shapes: Any, mask: Any, first: Any, last: Any) -> Any:
        """Return the words' vectors (B, W, width); `mask` is None where no sentence is padded."""
        states = self.piece(pieces) + self.place.weight[: pieces.shape[1]] + self.shape(shapes)
        states = self.dropout(self.norm(states))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(states.dtype)) * -FAR
        if self.size.distances:
            buckets = distance_buckets(pieces.shape[1], self.size.distances).to(pieces.device)
            near = self.distance(buckets).permute(2, 0, 1)[None]
            bias = (near if bias is None else near + bias).to(states.dtype)
        weights = torch.softmax(self.mixture, 0)
        mixed: Any = 0
        for number, layer in enumerate(self.layers):
            states = layer(states, bias)
            upper = number - (self.size.layers - MIXED_LAYERS)
            if upper >= 0:
                mixed = mixed + weights[upper] * states

        def pick(places: Any) -> Any:
            return torch.gather(mixed, 1, places[:, :, None].expand(-1, -1, self.size.width))

        return (pick(first) + pick(last)) * 0.5


class TagHead(nn.Module):  # type: ignore[misc]
    """One label a word."""

    def __init__(self, labels: int, width: int) -> None:
        """Make a head for so many labels."""
        super().__init__()
        self.dropout = Dropout(0.25)
        self.score = Linear(width, labels)

    def forward(self, words: Any) -> Any:
        """Return scores (B, W, labels)."""
        return self.score(self.dropout(words))


class NameHead(nn.Module):  # type: ignore[misc]
    """Names in BIO labels, told whose annotation habit to follow (Stymne et al. 2018 do so for treebanks)."""

    def __init__(self, labels: int, width: int, hidden: int = 192) -> None:
        """Make a head for so many labels."""
        super().__init__()
        self.inner = nn.Linear(width, hidden)
        self.habit = nn.Embedding(len(HABITS), hidden)
        nn.init.zeros_(self.habit.weight)
        self.dropout = Dropout(0.3)
        self.score = nn.Linear(hidden, labels)

    def forward(self, words: Any, habit: Any) -> Any:
        """Return scores (B, W, labels); `habit` (B) numbers the rows' sources."""
        hidden = self.inner(self.dropout(words)) + self.habit(habit)[:, None, :]
        return self.score(self.dropout(functional.gelu(hidden)))


class TreeHead(nn.Module):  # type: ignore[misc]
    """Dependency tree: a head for each word, and the relation to it."""

    def __init__(self, labels: int, width: int, arc: int = 256, relation: int = 128) -> None:
        """Make a head for so many relations; the first of them is `root`."""
        super().__init__()
        self.relation_width = relation
        self.labels = labels
        self.dropout = Dropout(0.25)
        self.widths = [arc, arc, relation, relation]
        self.views = Linear(width, sum(self.widths))
        self.arc = Linear(arc, arc, bias=False)
        self.arc_prior = Linear(arc, 1, bias=False)
        self.pair = Linear(relation, relation * labels, bias=False)
        self.single = Linear(2 * relation, labels)
        nn.init.normal_(self.arc.weight, std=0.02)
        nn.init.normal_(self.pair.weight, std=0.02)

    def forward(self, words: Any, present: Any) -> tuple[Any, Any, Any]:
        """Return arc scores (B, W dependants, W heads), and the words as dependants and heads of relations."""
        views = self.dropout(functional.leaky_relu(self.views(self.dropout(words)), 0.1))
        dependant, head, as_dependant, as_head = views.split(self.widths, -1)
        arcs = self.arc(dependant) @ head.transpose(1, 2) + self.arc_prior(head).transpose(1, 2)
        arcs = arcs + (1.0 - present[:, None, :].to(arcs.dtype)) * -FAR
        return arcs, as_dependant, as_head

    def relations(self, dependant: Any, heads: Any) -> Any:
        """Return relation scores (B, W, K, labels) of words (B, W, R) to K heads of each (B, W, K, R)."""
        size, count, several, width = heads.shape
        pairs = self.pair(dependant).view(size, count, self.labels, width)
        both = torch.cat([dependant[:, :, None, :].expand(-1, -1, several, -1), heads], -1)
        return heads @ pairs.transpose(-1, -2) + self.single(both)


class ReaderModel(nn.Module):  # type: ignore[misc]
    """Encoder and heads."""

    def __init__(self, labels: Labels, size: Size = PUPIL) -> None:
        """Make heads for the labels of each task."""
        super().__init__()
        self.encoder = Encoder(size)
        self.heads = nn.ModuleDict({task: TagHead(len(labels[task]), size.width) for task in TAG_TASKS})
        self.heads["names"] = NameHead(len(labels["names"]), size.width)
        self.heads["tree"] = TreeHead(len(labels["deprel"]), size.width)
        if "types" in labels:
            self.heads["events"] = EventHead(labels, size.width)

    def words(self, batch: Batch) -> Any:
        """Return the word vectors (B, W, width) of a batch."""
        return self.encoder(batch.pieces, batch.shapes, batch.mask, batch.first, batch.last)

    def losses(self, batch: Batch) -> dict[str, Any]:
        """Return the loss of each task that the batch annotates."""
        words = self.words(batch)
        targets = batch.targets
        found: dict[str, Any] = {}
        for task in TAG_TASKS:
            if task in targets:
                found[task] = _loss(self.heads[task](words), targets[task], smoothing=0.02)
        if "names" in targets:
            found["names"] = _loss(self.heads["names"](words, batch.habit), targets["names"], smoothing=0.02)
        if "heads" in targets:
            tree = self.heads["tree"]
            arcs, dependant, head = tree(words, batch.words)
            found["arcs"] = _loss(arcs, targets["heads"])
            gold = targets["heads"].clamp(min=0)[:, :, None].expand(-1, -1, tree.relation_width)
            scores = tree.relations(dependant, torch.gather(head, 1, gold)[:, :, None, :]).squeeze(2)
            found["relations"] = _loss(scores, targets["deprel"], smoothing=0.02)
        if batch.acts:
            found |= self.heads["events"].losses(words, batch.words, batch.acts)
        return found


def _loss(scores: Any, targets: Any, smoothing: float = 0.0) -> Any:
    flat = targets.flatten()
    return functional.cross_entropy(
        scores.flatten(0, 1), flat, ignore_index=IGNORED, label_smoothing=smoothing, reduction="sum"
    ) / (flat != IGNORED).sum().clamp(min=1)


def distance_buckets(length: int, distances: int) -> Any:
    """Return for each pair of places (length, length) the band of their distance: exact when near, then by its logarithm.

    The lower half of the bands is for pieces before, the upper for those after (Raffel et al. 2020, as MPNet has it).
    """
    places = torch.arange(length)
    ahead = places[None, :] - places[:, None]
    half = distances // 2
    exact = half // 2
    far = ahead.abs()
    logarithm = torch.log(far.clamp(min=1).float() / exact) / math.log(_FURTHEST / exact)
    banded = (exact + (logarithm * (half - exact)).long()).clamp(max=half - 1)
    return torch.where(far < exact, far, banded) + half * (ahead > 0).long()


def load_pretrained(encoder: Encoder, path: Path) -> None:
    """Fill the encoder with the weights of all-MiniLM-L6-v2 (a safetensors file)."""
    given = read_safetensors(path)
    part = {name.removeprefix("bert."): weights for name, weights in given.items()}
    own = encoder.state_dict()
    own["piece.weight"] = part["embeddings.word_embeddings.weight"]
    own["place.weight"] = (
        part["embeddings.position_embeddings.weight"] + part["embeddings.token_type_embeddings.weight"][0]
    )
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = part[f"embeddings.LayerNorm.{kind}"]
        for number in range(encoder.size.layers):
            theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
            own[f"{ours}joint.{kind}"] = torch.cat(
                [part[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            )
            for name, source in (
                ("joined", "attention.output.dense"),
                ("norm_attention", "attention.output.LayerNorm"),
                ("inner", "intermediate.dense"),
                ("outer", "output.dense"),
                ("norm_output", "output.LayerNorm"),
            ):
                own[f"{ours}{name}.{kind}"] = part[f"{theirs}{source}.{kind}"]
    encoder.load_state_dict(own)


def read_safetensors(path: Path) -> dict[str, Any]:
    """Read a safetensors file: eight bytes of header length, a JSON header, the numbers."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] not in _FLOATS:
            continue
        start, end = entry["data_offsets"]
        numbers = np.frombuffer(content[8 + length + start : 8 + length + end], _FLOATS[entry["dtype"]])
        tensors[name] = torch.from_numpy(numbers.reshape(entry["shape"]).astype(np.float32))
    return tensors
