from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.read.sentences import MOST_WORDS, split_sentences
from legation.read.tokens import tokenise


def split(text: str) -> list[str]:
    words = tokenise(text)
    return [text[words[first].start : words[after - 1].end] for first, after in split_sentences(text, words)]


#: Sentences, with the white space between them at the end of each.
CASES = (
    # datelines and abbreviations
    (
        "HAVANA (Reuters) - Cuba's minister met U.S. Secretary of State John Kerry on Friday. ",
        "The talks lasted two hours.",
    ),
    ("WASHINGTON, D.C. (AP) — The U.S. Open champion met Gen. Mark A. Milley. ", "Both smiled."),
    ("He left the U.S. ", "The next day he returned."),
    ("They will meet at 10 a.m. on Jan. 5, 2010. ", "Dr. No was there vs. Mr. X."),
    ("J.P. Morgan Chase & Co. said exports rose 3.5 percent. ", "But imports fell."),
    ("The group met in No. 10 Downing Street. ", "Nobody spoke."),
    ("George W. Bush and J. F. Kennedy never met. ", "However, St. Petersburg waited."),
    # quotations
    ("“We are done,” he said. ", "“We go home.”"),
    ('"They attacked us at dawn. ', 'We will answer," the spokesman told reporters.'),
    ('"Never!" Mr. Orban said. ', '"We won\'t."'),
    ('"Will they come?" he asked. ', "Nobody knew."),
    ("He said: “We will not go.” ", "The minister left."),
    ("“We reject this. ", "We always have.”\n\n", "“Nor will we accept it,” he said."),
    # ellipsis, brackets, references, lists
    ("The plan... was dropped. ", "Nobody cared..."),
    ("The talks (held in Oslo) failed. ", "(Reporting by Jane Doe; Editing by John Roe)"),
    ("He studied in Dulwich. [17] ", "Later he left."),
    ("1. Introduction\n", "2. Methods"),
    # lines
    ("Iran, Russia sign accord\n", "TEHRAN — The two sides signed on Jan. 5."),
    ("Minister resigns\n\n", "The minister resigned"),
    (
        "The ministers met in Addis Ababa on Tuesday and agreed to open a new round of\ntalks on the border next month, officials said. ",
        "They also exchanged\nprisoners.",
    ),
)


@pytest.mark.parametrize("sentences", CASES)
def test_sentences(sentences: tuple[str, ...]) -> None:
    assert split("".join(sentences)) == [sentence.rstrip() for sentence in sentences]


@given(st.text(alphabet=st.sampled_from("aB1 .?!…\"”'’()[]\n\r\t,;"), max_size=80))
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    words = tokenise(text)
    ranges = split_sentences(text, words)
    assert [place for first, after in ranges for place in range(first, after)] == list(range(len(words)))
    assert all(first < after for first, after in ranges)


def test_blank_lines_always_end_a_sentence() -> None:
    assert split("one two\n\nthree four\n \nfive") == ["one two", "three four", "five"]


def test_an_endless_sentence_is_cut_after_punctuation() -> None:
    text = "a, " + "word " * 250 + "and; " + "word " * 1_000
    sizes = [len(tokenise(part)) for part in split(text)]
    assert max(sizes) <= MOST_WORDS
    assert split(text)[0].endswith(";")


@pytest.mark.parametrize("unit", ["a\n", "\n", ". ", '." ', "[1] ", "a\r", "U.S. ", "( "])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        words = tokenise(text)
        start = time.process_time()
        split_sentences(text, words)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(24_000) < 20 * seconds(3_000) + 0.2
