from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.read.quotes import find_quotes, quoted_spans
from legation.records import Sentence, Span

#: Text, and the quotations in it with the number of quotations around each.
CASES = (
    ('He said, "We go." Then "no".', [("We go.", 0), ("no", 0)]),
    ("“We go,” he said. “And ‘never’ again.”", [("We go,", 0), ("And ‘never’ again.", 0), ("never", 1)]),
    ("He said: \"They called it 'mad',\" and left.", [("They called it 'mad',", 0), ("mad", 1)]),
    ("The workers' union said 'never again'.", [("never again", 0)]),
    ("Cuba, Russia seek ‘strategic partnership’", [("strategic partnership", 0)]),
    # over paragraphs
    ("“One para.\n\n“Second para,” he said.", [("One para.\n\n“Second para,", 0)]),
    ('"One para.\n\n"Second para," he said.', [('One para.\n\n"Second para,', 0)]),
    # left open
    ("“Open but never closed.\n\nNext one.", [("Open but never closed.", 0)]),
    ('It was 5" long.\n\nNext "one" here.', [("one", 0)]),
    ("Rock 'n' roll in the '90s", []),
    ("Don't. It's the boys' turn.", []),
    ("", []),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(span.of(text), depth) for span, depth in sorted(quoted_spans(text))] == expected


@given(st.text(alphabet=st.sampled_from("ab .\"“”'‘’«»\n"), max_size=60))
def test_quotations_lie_in_the_text_and_leave_out_their_marks(text: str) -> None:
    for span, depth in quoted_spans(text):
        assert 0 < span.start < span.end < len(text) + (text[span.end - 1 :].strip() != "")
        assert depth >= 0
        assert text[span.start - 1] in "\"“'‘«"


def test_sentences_that_a_quotation_touches() -> None:
    text = "“We go. We stay,” he said. Nobody came."
    sentences = [Sentence(n, span, ()) for n, span in enumerate((Span(0, 7), Span(8, 26), Span(27, 39)))]
    (quote,) = find_quotes(text, sentences)
    assert (quote.span.of(text), quote.sentences, quote.depth) == ("We go. We stay,", (0, 1), 0)
