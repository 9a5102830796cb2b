"""Lessons, data made ready, and the large encoder's bands of distance; torch is no dependency of the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is only needed to train")

from tools.train_reader.data import IGNORED, Act, Example  # noqa: E402
from tools.train_reader.doubts import write_doubts  # noqa: E402
from tools.train_reader.model import distance_buckets  # noqa: E402
from tools.train_reader.pool import TASKS, Lesson, Pool  # noqa: E402
from tools.train_reader.ready import Rest, keep_pool, keep_rest, read_pool  # noqa: E402
from tools.train_reader.teach import agreed  # noqa: E402
from tools.train_reader.teacher import pack, unpack  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

ACT = Act(word=2, type=1, mode=IGNORED, status=1, via=0, stance=0, roles=())
HEADS, RELATIONS, TAGS = TASKS.index("heads"), TASKS.index("deprel"), TASKS.index("upos")


def example(words: int, acts: tuple[Act, ...] | None = None, tags: list[int] | None = None) -> Example:
    places = list(range(words + 1))
    targets = {} if tags is None else {"upos": [IGNORED, *tags]}
    return Example([*range(100, 101 + words), 102], [0] * (words + 2), places, places, 0, targets, acts)


def vote(heads: list[int], relations: list[int]) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    found = np.full((len(TASKS), len(heads)), IGNORED, np.int16)
    found[HEADS], found[RELATIONS] = heads, relations
    return found


def test_what_most_teachers_choose_is_taught_and_nothing_where_they_differ() -> None:
    votes = [
        vote([IGNORED, 2, 0, 1], [IGNORED, 5, 3, 4]),
        vote([IGNORED, 2, 0, 2], [IGNORED, 5, 9, 4]),
        vote([IGNORED, 1, 0, 3], [IGNORED, 5, 3, 4]),
    ]
    found = agreed(votes)
    assert found[HEADS].tolist() == [IGNORED, 2, 0, IGNORED]
    # The relation counts with its head: two give 5 to head 2; of the last word no two heads agree.
    assert found[RELATIONS].tolist() == [IGNORED, 5, 3, IGNORED]
    assert (found[TAGS] == IGNORED).all()


def test_a_lesson_fills_only_what_the_sources_leave_open() -> None:
    pool = Pool([example(3, tags=[4, IGNORED, 6]), example(2)])
    targets = np.full((len(TASKS), 7), IGNORED, np.int16)
    targets[TAGS] = [IGNORED, 1, 2, 3, IGNORED, 8, 9]
    pool.learn(Lesson(acts=np.zeros((7, 2), np.float16), targets=targets))
    tags = pool.batch([0, 1]).targets["upos"].tolist()
    assert tags == [[IGNORED, 4, 2, 6], [IGNORED, 8, 9, IGNORED]]


def test_a_lesson_of_trees_teaches_no_act() -> None:
    pool = Pool([example(2), example(2, (ACT,))])
    targets = np.full((len(TASKS), 6), IGNORED, np.int16)
    pool.learn(Lesson(acts=np.ones((6, 2), np.float16), targets=targets).without_acts())
    assert pool.batch([0]).acts == {}
    assert "lesson" not in pool.batch([0, 1]).acts


def test_a_training_without_a_part_of_the_corpus_keeps_all_that_is_not_of_it() -> None:
    rest = Rest({}, [], {}, np.array([-1.0, 0.1, 0.5, 0.9, -1.0]), ["t", "a", "b", "c", "n"])
    assert rest.outside(0, 3).tolist() == [0, 2, 3, 4]
    assert rest.outside(2, 3).tolist() == [0, 1, 2, 4]
    assert rest.outside(0, 1).tolist() == [0, 4]


def test_pools_take_turns_and_the_plain_one_stands_back(tmp_path: Path) -> None:
    for number, words in enumerate((2, 3, 4)):
        keep_pool(tmp_path, number, Pool([example(words)]))
    assert [read_pool(tmp_path, epoch).counts.tolist() for epoch in range(3)] == [[4], [5], [4]]


def test_doubts_name_unlikely_marks_and_likely_acts_without_one(tmp_path: Path) -> None:
    keep_pool(tmp_path, 0, Pool([example(3, (ACT,)), example(3, ())]))
    keep_rest(tmp_path, Rest({"types": ["AGREE", "AID"]}, [], {}, np.array([0.2, -1.0]), ["a-0", "t-0"]))
    acts = np.zeros((8, 2), np.float16)
    acts[3, 0] = 0.95
    acts[6, 0] = 0.95
    Lesson(acts=acts, targets=np.full((len(TASKS), 8), IGNORED, np.int16)).keep(tmp_path / "lesson.npz")
    write_doubts(tmp_path, tmp_path / "lesson.npz", tmp_path / "doubts.tsv")
    told = [line.split("\t")[:4] for line in (tmp_path / "doubts.tsv").read_text(encoding="utf-8").splitlines()]
    assert told == [["a-0", "1", "AID", "marked"], ["a-0", "2", "AGREE", "unmarked"]]


def test_bands_of_distance_are_exact_when_near_and_tell_before_from_after() -> None:
    bands = distance_buckets(200, 32)
    assert bands[10, 7:14].tolist() == [3, 2, 1, 0, 17, 18, 19]
    assert bands[150, 0] == 15
    assert bands[0, 150] == 31
    assert bands[5, 5] == 0


def test_packed_weights_come_back_within_a_byte_of_each_row(tmp_path: Path) -> None:
    torch.manual_seed(3)
    state = {
        "piece.weight": torch.randn(30_522, 768),
        "norm.bias": torch.randn(768),
        "layers.0.inner.weight": torch.randn(64, 768),
    }
    pack(state, [5, 9], tmp_path, part=1000)
    assert len(list(tmp_path.glob("teacher*.pt"))) > 1
    found = unpack(tmp_path)
    assert torch.allclose(found["norm.bias"], state["norm.bias"], atol=2e-3)
    for name, rows in (("piece.weight", [5, 9]), ("layers.0.inner.weight", list(range(64)))):
        largest = state[name][rows].abs().amax(1, keepdim=True)
        assert ((found[name][rows] - state[name][rows]).abs() <= largest / 127).all()
    assert not found["piece.weight"][6].any()
