"""Other names in the corpus's sentences; needs no torch."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tools.train_reader.swapping import Swapper


@pytest.fixture(scope="module")
def swapper() -> Swapper:
    return Swapper()


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def _sentence(text: str) -> dict[str, Any]:
    return {"words": text.split(), "events": [{"word": 1}]}


def test_a_countrys_forms_are_swapped_together_and_places_stay(swapper: Swapper) -> None:
    given = _sentence("Peru said a Peruvian envoy left Bolivia for Lima")
    chance = _chance(5)
    for _ in range(50):
        found = swapper.swapped(given, chance)
        words = found["words"]
        assert len(words) == 9
        assert found["events"] == given["events"]
        assert words[3] not in ("", "said")
        forms = swapper._country_of[words[0]]
        assert {words[3], words[8]} <= set(forms), "one country for all its forms"


def test_the_article_before_a_swapped_word_fits_it(swapper: Swapper) -> None:
    chance = _chance(5)
    for _ in range(80):
        _, article, people, _ = swapper.swapped(_sentence("met an Iranian envoy"), chance)["words"]
        assert article == ("an" if people[0] in "AEIOU" else "a")


def test_a_sentence_without_names_stays(swapper: Swapper) -> None:
    given = _sentence("The rebels laid down their arms")
    assert swapper.swapped(given, _chance(1)) is given


def test_surnames_days_and_numbers_change(swapper: Swapper) -> None:
    given = _sentence("Fico met three envoys on Monday")
    chance = _chance(2)
    seen = [swapper.swapped(given, chance)["words"] for _ in range(60)]
    for place in (0, 2, 5):
        assert len({words[place] for words in seen}) > 3, given["words"][place]
    assert all(words[1] == "met" for words in seen)
