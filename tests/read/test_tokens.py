from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.read.tokens import tokenise

#: Text and its words, divided by blanks.
CASES = (
    # clitics and words written together
    ("Cuba's leaders don't agree.", "Cuba 's leaders do n't agree ."),
    ("Cuba’s leaders won’t agree", "Cuba ’s leaders wo n’t agree"),
    ("They cannot; we can't.", "They can not ; we ca n't ."),
    ("the workers' union", "the workers ' union"),
    ("O'Neill met N'Djamena's mayor", "O'Neill met N'Djamena 's mayor"),
    ("the U.N.'s envoy", "the U.N. 's envoy"),
    # hyphens and dashes
    ("a 15-year U.S.-led anti-war co-operation", "a 15 - year U.S. - led anti-war co-operation"),
    ("HAVANA (Reuters) - Cuba", "HAVANA ( Reuters ) - Cuba"),
    ("talks—held in Oslo -- failed", "talks — held in Oslo -- failed"),
    # abbreviations and initials
    ("Gen. Mark A. Milley of the U.S. Army", "Gen. Mark A. Milley of the U.S. Army"),
    ("J.P. Morgan Chase & Co. and AT&T Inc.", "J.P. Morgan Chase & Co. and AT&T Inc."),
    ("at 10 a.m. on Jan. 5, in No. 10", "at 10 a.m. on Jan. 5 , in No. 10"),
    ("He sat. The sun. No.", "He sat . The sun . No ."),
    # numbers and money
    ("$1.2bn, 3.5% of 1,234.5", "$ 1.2 bn , 3.5 % of 1,234.5"),
    ("on the 21st, in the 1990s, at 10:30", "on the 21st , in the 1990s , at 10:30"),
    ("2021-04-21 and 9/11", "2021-04-21 and 9/11"),
    # quotation marks, ends
    ("“Never!” he said...", "“ Never ! ” he said ..."),
    ('He said: "No."', 'He said : " No . "'),
    # addresses
    (
        "See https://example.org/a?b=1, or mail a.b@example.org.",
        "See https://example.org/a?b=1 , or mail a.b@example.org .",
    ),
    ("by @minister on amazon.com", "by @minister on amazon.com"),
    # accents set apart, spaces without width
    ("Orba\u0301n\u200bmet", "Orba\u0301n met"),
)


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words(text: str, words: str) -> None:
    assert [span.of(text) for span in tokenise(text)] == words.split(" ")


@given(st.text(alphabet=st.sampled_from("aZ9 .,'’\"“”-—/@#:;()!?&$%_+\n\u0301é中\u200b"), max_size=60))
def test_words_hold_every_character_once_and_in_order(text: str) -> None:
    spans = tokenise(text)
    covered = "".join(span.of(text) for span in spans)
    assert covered == "".join(c for c in text if not c.isspace() and c != "\u200b")
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.start < span.end for span in spans)


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_part_of_a_text_gives_offsets_into_the_whole(text: str, before: str, after: str) -> None:
    whole = f"{before} {text} {after}"
    spans = tokenise(whole, len(before) + 1, len(before) + 1 + len(text))
    assert all(len(before) < span.start and span.end <= len(before) + 1 + len(text) for span in spans)


@pytest.mark.parametrize(
    "unit", ["a", "(", ".", "'", "a.", "a-", "non-", "a@", "www.", "http://)", "A.", "1,", "+1", "n't", "_", ":"]
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def once(text: str) -> float:
        start = time.process_time()
        tokenise(text)
        return time.process_time() - start

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return min(once(text) for _ in range(3))  # the machine's other work only adds

    seconds(1_000)
    # eight times the text: quadratic time would be sixty-four times as much
    assert seconds(24_000) < 20 * seconds(3_000) + 0.2
