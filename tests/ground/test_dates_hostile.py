"""The grammar of time expressions: what hostile text must not break."""

from __future__ import annotations

import pytest

from legation.ground.dates_find import find_times
from legation.records import Span


@pytest.mark.parametrize(
    "text",
    [
        "about ² days ago",
        "May 3 and " + "9" * 5000,
        "9" * 5000 + "/2/2004",
        "in ٣ days",
        "² weeks ago, at ²/²/2004",
        "2004-²²-²²",
    ],
)
def test_digits_that_are_no_numbers_and_numbers_without_end_are_no_error(text: str) -> None:
    find_times(text, Span(0, len(text)))
