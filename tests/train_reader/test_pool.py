"""Batches and heads; torch is no dependency of the product, so that these run where it is installed."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch is only needed to train")

from tools.train_reader.corpus import ROLES, event_labels  # noqa: E402
from tools.train_reader.data import IGNORED, Act, Example  # noqa: E402
from tools.train_reader.events import EventHead  # noqa: E402
from tools.train_reader.pool import Pool  # noqa: E402


def example(words: int, acts: tuple[Act, ...] | None, names: list[int] | None = None) -> Example:
    places = list(range(words + 1))
    targets = {} if names is None else {"names": [IGNORED, *names]}
    return Example([*range(100, 101 + words), 102], [0] * (words + 2), places, places, 0, targets, acts)


ACT = Act(word=2, type=3, mode=IGNORED, status=1, via=0, stance=0, roles=((0, 1), (1, 3)))


def test_a_batch_pads_and_marks_what_is_told() -> None:
    pool = Pool([example(3, (ACT,)), example(5, None, [0, 0, 1, 2, 0]), example(4, ())])
    batch = pool.batch([1, 0])
    assert batch.pieces.shape == (2, 7)
    assert batch.mask.sum(1).tolist() == [7, 5]
    assert set(batch.targets) == {"names"}
    assert batch.targets["names"].tolist() == [[IGNORED, 0, 0, 1, 2, 0], [IGNORED] * 6]
    assert batch.acts["marked"].tolist() == [0, 1]
    assert batch.acts["word"].tolist() == [[IGNORED], [2]]
    assert batch.acts["roles"].shape == (2, 1, len(ROLES), 6)
    assert batch.acts["roles"].nonzero().tolist() == [[1, 0, 0, 1], [1, 0, 1, 3]]
    assert batch.acts["pairs"].tolist() == [[1, 1, 3, 3]]
    assert pool.batch([1]).acts == {}
    assert pool.batch([2]).acts["word"].tolist() == [[IGNORED]]


def test_unmarked_rows_and_padding_teach_nothing() -> None:
    torch.manual_seed(1)
    head = EventHead(event_labels(), 384).eval()
    pool = Pool([example(3, (ACT,)), example(6, None)])
    alone, beside = pool.batch([0]), pool.batch([0, 1])
    words = torch.randn(2, 7, 384)
    first = head.losses(words[:1, :4], alone.words, alone.acts)
    second = head.losses(words, beside.words, beside.acts)
    assert set(first) == {"acts", "modes", "status", "via", "stance", "roles", "pairs"}
    for task, value in first.items():
        assert torch.allclose(value, second[task], atol=1e-4), task
