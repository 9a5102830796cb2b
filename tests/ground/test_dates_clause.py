"""Which time is that of which act: sentences with several predicates and their trees."""

import pytest

from legation.ground.dates import anchor_of, find_times, time_of
from tests.make import reading

#: (sentence, trigger, expected words or None, by_saying)
CASES = [
    # The act's own time.
    (
        "Oslo|PROPN|2|nsubj recalled|VERB|0|root its|PRON|4|nmod:poss envoy|NOUN|2|obj Tuesday|PROPN|2|obl:tmod .|PUNCT|2|punct",
        "recalled",
        "Tuesday",
        False,
    ),
    # Not that of the verb of saying above it.
    (
        "Oslo|PROPN|2|nsubj said|VERB|0|root|say Tuesday|PROPN|2|obl:tmod that|SCONJ|6|mark troops|NOUN|6|nsubj fled|VERB|2|ccomp|flee .|PUNCT|2|punct",
        "fled",
        None,
        False,
    ),
    # Unless the act is done by the words said.
    (
        "Oslo|PROPN|2|nsubj said|VERB|0|root|say Tuesday|PROPN|2|obl:tmod it|PRON|6|nsubj would|AUX|6|aux refuse|VERB|2|ccomp .|PUNCT|2|punct",
        "refuse",
        "Tuesday",
        True,
    ),
    (
        "Oslo|PROPN|2|nsubj rejected|VERB|0|root|reject talks|NOUN|2|obj ,|PUNCT|2|punct the|DET|6|det ministry|NOUN|7|nsubj said|VERB|2|parataxis|say Friday|PROPN|7|obl:tmod .|PUNCT|2|punct",
        "rejected",
        "Friday",
        True,
    ),
    (
        "Oslo|PROPN|2|nsubj rejected|VERB|0|root|reject talks|NOUN|2|obj ,|PUNCT|2|punct the|DET|6|det ministry|NOUN|7|nsubj said|VERB|2|parataxis|say Friday|PROPN|7|obl:tmod .|PUNCT|2|punct",
        "rejected",
        None,
        False,
    ),
    # Not that of the noun condemned.
    (
        "Oslo|PROPN|2|nsubj condemned|VERB|0|root|condemn Friday|PROPN|5|nmod:poss ~'s|PART|3|case raid|NOUN|2|obj .|PUNCT|2|punct",
        "condemned",
        None,
        False,
    ),
    (
        "Oslo|PROPN|2|nsubj condemned|VERB|0|root|condemn Friday|PROPN|5|nmod:poss ~'s|PART|3|case raid|NOUN|2|obj .|PUNCT|2|punct",
        "raid",
        "Friday",
        False,
    ),
    # The noun's verb is light: its time is the noun's.
    (
        "The|DET|2|det raid|NOUN|3|nsubj came|VERB|0|root|come on|ADP|5|case Monday|PROPN|3|obl .|PUNCT|3|punct",
        "raid",
        "Monday",
        False,
    ),
    (
        "They|PRON|2|nsubj held|VERB|0|root|hold talks|NOUN|2|obj on|ADP|5|case Monday|PROPN|2|obl .|PUNCT|2|punct",
        "talks",
        "Monday",
        False,
    ),
    (
        "They|PRON|2|nsubj mourned|VERB|0|root|mourn talks|NOUN|2|obj on|ADP|5|case Monday|PROPN|2|obl .|PUNCT|2|punct",
        "talks",
        None,
        False,
    ),
    # The occasion's time is the act's.
    (
        "In|ADP|4|case Sunday|PROPN|4|nmod:poss ~'s|PART|2|case speech|NOUN|6|obl he|PRON|6|nsubj urged|VERB|0|root|urge peace|NOUN|6|obj .|PUNCT|6|punct",
        "urged",
        "Sunday",
        False,
    ),
    (
        "In|ADP|2|case speech|NOUN|5|obl last|ADJ|4|amod week|NOUN|2|nmod:tmod affirmed|VERB|0|root|affirm a|DET|7|det willingness|NOUN|5|obj .|PUNCT|5|punct",
        "willingness",
        "last week",
        True,
    ),
    (
        "Two|NUM|2|nummod died|VERB|0|root|die in|ADP|5|case a|DET|5|det raid|NOUN|2|obl on|ADP|7|case Monday|PROPN|5|nmod .|PUNCT|2|punct",
        "died",
        "Monday",
        False,
    ),
    # A relative clause keeps its time to itself.
    (
        "Troops|NOUN|6|nsubj that|PRON|3|nsubj left|VERB|1|acl:relcl|leave on|ADP|5|case Monday|PROPN|3|obl returned|VERB|0|root|return .|PUNCT|6|punct",
        "returned",
        None,
        False,
    ),
    (
        "Troops|NOUN|6|nsubj that|PRON|3|nsubj left|VERB|1|acl:relcl|leave on|ADP|5|case Monday|PROPN|3|obl returned|VERB|0|root|return .|PUNCT|6|punct",
        "left",
        "Monday",
        False,
    ),
    # Coordination: what is said before the first verb holds for the second, what is said after it does not.
    (
        "On|ADP|2|case Friday|PROPN|4|obl police|NOUN|4|nsubj stormed|VERB|0|root|storm it|PRON|4|obj and|CCONJ|7|cc arrested|VERB|4|conj|arrest ten|NUM|7|obj .|PUNCT|4|punct",
        "arrested",
        "Friday",
        False,
    ),
    (
        "Police|NOUN|2|nsubj stormed|VERB|0|root|storm it|PRON|2|obj Friday|PROPN|2|obl:tmod and|CCONJ|6|cc arrested|VERB|2|conj|arrest ten|NUM|6|obj .|PUNCT|2|punct",
        "arrested",
        None,
        False,
    ),
    (
        "He|PRON|3|nsubj:pass was|AUX|3|aux:pass|be arrested|VERB|0|root|arrest and|CCONJ|5|cc charged|VERB|3|conj|charge Friday|PROPN|5|obl:tmod .|PUNCT|3|punct",
        "arrested",
        "Friday",
        False,
    ),
    # Aspect verbs lend theirs, verbs of intention do not.
    (
        "They|PRON|2|nsubj began|VERB|0|root|begin shelling|VERB|2|xcomp|shell it|PRON|3|obj on|ADP|6|case Monday|PROPN|2|obl .|PUNCT|2|punct",
        "shelling",
        "Monday",
        False,
    ),
    (
        "They|PRON|2|nsubj agreed|VERB|0|root|agree Monday|PROPN|2|obl:tmod to|PART|5|mark meet|VERB|2|xcomp .|PUNCT|2|punct",
        "meet",
        None,
        False,
    ),
    # "signed a pact on Friday", attached to the pact; but "the pact of 1994" is not signed in 1994.
    (
        "They|PRON|2|nsubj signed|VERB|0|root|sign a|DET|4|det pact|NOUN|2|obj on|ADP|6|case Friday|PROPN|4|nmod .|PUNCT|2|punct",
        "signed",
        "Friday",
        False,
    ),
    (
        "They|PRON|2|nsubj broke|VERB|0|root|break a|DET|4|det pact|NOUN|2|obj of|ADP|6|case 1994|NUM|4|nmod .|PUNCT|2|punct",
        "broke",
        None,
        False,
    ),
    # Dated words before words without a date, the nearer of two.
    (
        "They|PRON|2|nsubj fought|VERB|0|root|fight for|ADP|5|case three|NUM|5|nummod days|NOUN|2|obl last|ADJ|7|amod week|NOUN|2|obl:tmod .|PUNCT|2|punct",
        "fought",
        "last week",
        False,
    ),
]


def chosen(compact, trigger, *, by_saying):
    found = reading(compact)
    (sentence,) = found.sentences
    head = next(token.index for token in sentence.tokens if token.text == trigger)
    expressions = find_times(found.document.text, sentence.span)
    answer = time_of(found, 0, head, expressions, by_saying=by_saying)
    return answer.text if answer else None


@pytest.mark.parametrize(("compact", "trigger", "words", "by_saying"), CASES)
def test_the_time_is_that_of_the_clause(compact, trigger, words, by_saying):
    assert chosen(compact, trigger, by_saying=by_saying) == words


def test_a_time_inside_a_persons_name_belongs_to_the_verb():
    compact = (
        "Rowe|PROPN|2|nsubj called|VERB|0|root|call the|DET|4|det leader|NOUN|2|obj Ana|PROPN|4|appos Lund|PROPN|5|flat"
        " Tuesday|PROPN|5|flat .|PUNCT|2|punct"
    )
    found = reading(compact, names=[(0, 4, 6, "PER")])
    expressions = find_times(found.document.text, found.sentences[0].span)
    assert time_of(found, 0, 1, expressions).text == "Tuesday"


@pytest.mark.parametrize(
    ("compact", "anchor"),
    [
        ("The|DET|2|det call|NOUN|3|nsubj came|VERB|0|root|come the|DET|5|det day|NOUN|3|obl:tmod after|SCONJ|8|mark Lund|PROPN|8|nsubj took|VERB|3|advcl|take over|ADP|8|compound:prt .|PUNCT|3|punct", "took"),
        ("The|DET|2|det call|NOUN|3|nsubj came|VERB|0|root|come two|NUM|5|nummod days|NOUN|8|obl:npmod after|ADP|8|case the|DET|8|det vote|NOUN|3|obl .|PUNCT|3|punct", "vote"),
        ("He|PRON|2|nsubj fled|VERB|0|root|flee the|DET|4|det day|NOUN|2|obl:tmod before|ADV|4|advmod .|PUNCT|2|punct", None),
    ],
)  # fmt: skip
def test_the_happening_counted_from_is_found(compact, anchor):
    found = reading(compact)
    (expression,) = find_times(found.document.text, found.sentences[0].span)
    index = anchor_of(found, 0, expression)
    assert (found.sentences[0].tokens[index].text if index is not None else None) == anchor
