"""Chains of attribution through the shipped stages: the figures of the seen and the unseen half keep their floors."""

import pytest

from bench.chains import HALVES, measure, read_expectation

#: The issue asks for .90; the half on which the rules were made is held higher.
FLOORS = {"seen": 0.96, "unseen": 0.90}


def test_there_are_enough_cases_and_none_is_in_both_halves():
    texts = {half: {text for text, _ in cases} for half, cases in HALVES.items()}
    assert sum(map(len, texts.values())) >= 150
    assert not texts["seen"] & texts["unseen"]


@pytest.mark.parametrize("half", HALVES)
def test_expectations_can_be_read(half):
    assert all(read_expectation(line).types for _, lines in HALVES[half] for line in lines)


def test_an_expectation_needs_an_origin():
    with pytest.raises(ValueError, match="by="):
        read_expectation("killed ASSAULT TCD actual verb=say")


@pytest.mark.parametrize("half", HALVES)
def test_origins_are_found(half):
    from legation.pipeline import default_pipeline

    figures = measure(default_pipeline(), HALVES[half]).figures()
    assert figures["origin_f1"] >= FLOORS[half], figures
    assert figures["found"] >= 0.9, figures
