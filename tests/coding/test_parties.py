"""Parties that stand in lists, reasons, exceptions and before houses, on sentences of our own."""

import pytest

import legation

#: Right by the weights before those of 2026-11-26 20:50; the rule is the same, the tree or the act is not found.
OTHER_WEIGHTS = pytest.mark.xfail(reason="the reader's present weights read it otherwise", strict=True)


def dyads(text):
    """Return type, actors and recipients of a text's reports, by code and sector."""
    article = legation.code(text, published="2024-05-15")
    return {
        (r.type, *("+".join(sorted(f"{a.code}/{a.sector}" for a in side)) for side in (r.actors, r.recipients)))
        for r in article.reports
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rwanda, but not Uganda, condemned Burundi.", ("ACCUSE", "RWA/GOV", "BDI/GOV")),
        ("The OSCE condemned Georgia's police.", ("ACCUSE", "IGO:OSCE/None", "GEO/COP")),
        ("Hundreds of Georgians protested outside parliament in Tbilisi.", ("PROTEST", "GEO/CVL", "GEO/LEG")),
        pytest.param(
            "A Dutch court sentenced three men, two Russians and a Ukrainian, to life in prison.",
            ("SANCTION", "NLD/JUD", "RUS/CVL+UKR/CVL"),
            marks=OTHER_WEIGHTS,
        ),
    ],
)
def test_who_acts_on_whom(text, expected):
    assert expected in dyads(text)


def test_the_party_of_a_reason_is_not_hit():
    assert not any(
        "TWN" in recipients for _, _, recipients in dyads("China sanctioned Lockheed Martin over its sales to Taiwan.")
    )
