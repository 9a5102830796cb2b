"""Dropout by bytes, and the parts that the corpus falls into."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch is for training only")

from tools.train_reader.corpus import fold_of, is_in_share  # noqa: E402
from tools.train_reader.dropout import Dropout  # noqa: E402


def test_a_share_is_dropped_and_the_mean_stays() -> None:
    torch.manual_seed(3)
    layer = Dropout(0.25)
    given = torch.ones(401, 251, requires_grad=True)
    found = layer(given)
    assert abs(float((found.detach() == 0).float().mean()) - 0.25) < 0.01
    assert abs(float(found.detach().mean()) - 1.0) < 0.01
    found.sum().backward()
    assert torch.equal(given.grad, found.detach()), "the gradient passes where the cell was kept"


def test_nothing_is_dropped_when_measuring() -> None:
    given = torch.randn(5, 7)
    assert torch.equal(Dropout(0.5).eval()(given), given)
    assert torch.equal(Dropout(0.0)(given), given)


def test_folds_part_the_corpus_by_construction() -> None:
    sentences = [{"batch": "b", "construction": f"c{number}"} for number in range(300)]
    folds = [fold_of(sentence, 3) for sentence in sentences]
    assert set(folds) == {0, 1, 2}
    assert min(folds.count(fold) for fold in (0, 1, 2)) > 70
    assert [fold == 0 for fold in folds] == [is_in_share(sentence, 1 / 3) for sentence in sentences]
