from __future__ import annotations

import math

import numpy as np
import pytest

from legation.read.events import LEAST_ACT, EventDecoder, arc_scores, party_word

LABELS = {
    "types": ["AID", "ACCUSE"],
    "modes": ["ACCUSE/", "ACCUSE/disapprove"],
    "status": ["actual", "negated"],
    "via": ["", "said"],
    "stance": ["asserts", "denies"],
    "roles": ["actor", "recipient"],
}
#: types, hints, modes, status, via, stance
ROW = [-6.0, -6.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def scores(words: int) -> np.ndarray:
    return np.array([ROW] * words, np.float32)


def views(words: int) -> tuple[np.ndarray, np.ndarray]:
    """Arcs that all score -6: a trigger's last place holds the bias, a part's is 1."""
    triggers, parts = np.zeros((2, words, 4, 3), np.float32)
    triggers[..., -1] = -6
    parts[..., -1] = 1
    return triggers, parts


def test_no_trigger_no_event() -> None:
    assert EventDecoder(LABELS).found(scores(5), *views(5)) == ()


def test_a_trigger_with_its_parts() -> None:
    given = scores(4)
    given[2, 1] = 3.0  # ACCUSE
    given[2, 5] = 2.0  # disapprove
    given[2, 7] = 1.0  # negated
    given[2, 9] = 4.0  # said
    triggers, parts = views(4)
    triggers[2, 0, 0] = 1
    parts[0, 0, 0] = 9  # actor: word 0 scores 3
    triggers[2, 1, 1] = 1
    parts[3, 1, 1] = 7  # recipient: word 3 scores 1
    (event,) = EventDecoder(LABELS).found(given, triggers, parts)
    assert (event.token, event.type, event.mode, event.status, event.via, event.stance) == (
        2, "ACCUSE", "disapprove", "negated", "said", "asserts",
    )  # fmt: skip
    assert event.probability == pytest.approx(1 / (1 + math.exp(-3)), abs=1e-4)
    assert event.mode_probability == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-4)
    assert event.scores == (("ACCUSE", event.probability),)
    assert [(role, word) for role, word, _ in event.arguments] == [("actor", 0), ("recipient", 3)]
    assert event.arguments[1][2] == pytest.approx(1 / (1 + math.exp(-1)), abs=1e-4)


def test_a_word_may_name_two_acts_and_a_type_without_modes_has_none() -> None:
    given = scores(1)
    given[0, :2] = (2.0, 1.0)
    both = EventDecoder(LABELS).found(given, *views(1))
    assert [(event.type, event.mode) for event in both] == [("AID", ""), ("ACCUSE", "")]


def test_temperature_lowers_what_is_too_sure() -> None:
    given = scores(1)
    given[0, 0] = 3.0
    (cold,) = EventDecoder(LABELS).found(given, *views(1))
    (warm,) = EventDecoder(LABELS, {"types": 2.0}).found(given, *views(1))
    assert cold.probability > warm.probability > 0.5


def test_what_is_less_likely_than_the_floor_is_not_proposed() -> None:
    edge = math.log(LEAST_ACT / (1 - LEAST_ACT))
    given = scores(2)
    given[:, 0] = (edge - 0.01, edge + 0.01)
    assert [event.token for event in EventDecoder(LABELS).found(given, *views(2))] == [1]
    given[:, 0] = (2 * (edge + 0.7) - 0.01, 2 * (edge + 0.7) + 0.01)
    assert [event.token for event in EventDecoder(LABELS, {"types": 2.0}, -0.7).found(given, *views(2))] == [1]


def test_a_shift_moves_the_types_alone() -> None:
    given = scores(1)
    given[0, :3:2] = given[0, 6] = 3.0
    (plain,) = EventDecoder(LABELS).found(given, *views(1))
    (moved,) = EventDecoder(LABELS, {}, -1.0).found(given, *views(1))
    assert moved.probability == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-4)
    assert moved.status_probability == plain.status_probability


def test_scores_do_not_depend_on_the_words_beside() -> None:
    chance = np.random.default_rng(5)
    trigger = chance.normal(size=(10, 41)).astype(np.float32)
    parts = chance.normal(size=(60, 10, 41)).astype(np.float32)
    whole = arc_scores(trigger, parts)
    for size in range(1, 60):
        assert np.array_equal(arc_scores(trigger, parts[:size]), whole[:size])


def test_a_pair_is_ranked_by_the_word_between() -> None:
    given = scores(5)
    given[2, 2:4] = (0.0, 5.0)  # hints at ACCUSE
    given[4, 2:4] = (5.0, 0.0)  # hints at AID
    triggers, parts = views(5)
    triggers[2, 2, 0] = 3
    triggers[2, 3, 0] = 3
    parts[0, 2, 0] = parts[3, 3, 0] = 3
    ranked = EventDecoder(LABELS).ranked(given, triggers, parts, 0, 3)
    assert [name for name, _ in ranked] == ["ACCUSE", "AID"]
    assert sum(chance for _, chance in ranked) == pytest.approx(1, abs=1e-3)
    assert ranked[0][1] > 0.9


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("the foreign minister of Chad", "minister"),
        ("Foreign Minister Wang Yi", "Yi"),
        ("Poland 's", "Poland"),
        ("the president , who had fled", "president"),
        ("Nagorno - Karabakh", "Karabakh"),
        ("of", "of"),
        ("in a statement", "statement"),
    ],
)
def test_party_word(phrase: str, word: str) -> None:
    words = phrase.split()
    assert words[party_word(words, 0, len(words) - 1)] == word
