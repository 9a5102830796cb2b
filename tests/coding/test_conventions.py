"""What the codebook counts, on sentences of our own."""

import pytest

import legation


def statuses(text, kind):
    """Return the statuses of a text's mentions of one type, in text order."""
    article = legation.code(text, published="2024-05-15")
    found = [(m.trigger.start, m.status) for r in article.reports if r.type == kind for m in r.mentions]
    return [status for _, status in sorted(found)]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "A Dutch banker accused of laundering money for Libya told a judge in Malta that he was ill.",
            "ACCUSE",
            "historical",
        ),
        ("The Kenyan activist arrested by Ugandan police has returned to Nairobi.", "COERCE", "historical"),
        pytest.param(
            *("Two engineers freed by the Taliban on Tuesday flew to Qatar.", "RETREAT", "actual"),
            marks=pytest.mark.xfail(reason="the reader's present weights read it otherwise", strict=True),
        ),
        ("Norway accused Russia on Monday of spying.", "ACCUSE", "actual"),
    ],
)
def test_what_says_who_somebody_is_is_background(text, kind, status):
    assert statuses(text, kind) == [status]


def test_what_private_persons_do_to_each_other_is_no_event():
    assert statuses("A man was shot by his neighbour in Kisumu.", "ASSAULT") == []
    assert statuses("A man was shot by soldiers in Kisumu.", "ASSAULT") == ["actual"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # Without a date the Taliban may be the government or its enemy: no dealing inside one.
        ("The Taliban have refused talks with the Afghan government.", ["REJECT"]),
        ("The Norwegian finance ministry rejected a request by the Norwegian parliament.", []),
    ],
)
def test_who_may_be_the_enemy_is_no_organ_of_the_government(text, kinds):
    assert [r.type for r in legation.code(text).reports] == kinds


def test_two_names_of_a_state_are_not_two_sides():
    text = "India suspended visas after Canada accused New Delhi of a role in the murder of a Sikh leader."
    article = legation.code(text, published="2024-05-15")
    dyads = [
        (a.code, r.code)
        for report in article.reports
        for a in report.actors
        for r in report.recipients
        if r.sector == "GOV"
    ]
    assert ("CAN", "IND") in dyads
    assert ("IND", "IND") not in dyads
