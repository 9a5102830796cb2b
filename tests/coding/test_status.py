"""Constructions that tell an act's status more surely than the model: each rule of `surely`, with what it must not turn."""

import pytest

import legation

#: Right by the weights before those of 2026-11-26 20:50; the rule is the same, the tree or the act is not found.
OTHER_WEIGHTS = pytest.mark.xfail(reason="the reader's present weights read it otherwise", strict=True)


def statuses(text):
    """Return the statuses of a text's acts by the words of their triggers."""
    article = legation.code(text, published="2024-05-15")
    return {word: m.status for report in article.reports for m in report.mentions for word in m.text.split()}


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        # foiled plots are hypothetical (ruling 5), failed rescues are not
        ("Police in Oslo thwarted an attack by Iranian agents.", "attack", "hypothetical"),
        pytest.param(
            *("American envoys prevented Israel from attacking Lebanon.", "attacking", "hypothetical"),
            marks=OTHER_WEIGHTS,
        ),
        (
            "Ukraine said it had foiled the assassination of its president by Russian agents.",
            "assassination",
            "hypothetical",
        ),
        pytest.param(
            *("The UN failed to prevent an attack by M23 rebels on Rutshuru.", "attack", "actual"), marks=OTHER_WEIGHTS
        ),
        ("Troops tried to stop the raid by Darfur militiamen on the market.", "raid", "actual"),
        # what is only weighed
        ("Sweden is weighing deploying a battalion in Latvia.", "deploying", "hypothetical"),
        ("Ministers discussed expelling the Russian ambassador from Dublin.", "expelling", "hypothetical"),
        ("The council discussed the bombing of Gaza by Israel on Monday.", "bombing", "actual"),
        # rumours and plots
        ("Rumours of a Turkish attack on the Kurdish town emptied its market.", "attack", "hypothetical"),
        ("Speculation about an attack by Israel on Iran lifted the price of oil.", "attack", "hypothetical"),
        ("Talk of a coup by Gabonese officers went round the capital.", "coup", "hypothetical"),
        ("Two men were charged over a conspiracy to kidnap the Togolese president.", "kidnap", "hypothetical"),
        # possible and planned acts
        ("Troops in Finland trained for a possible Russian attack.", "attack", "hypothetical"),
        pytest.param(
            "Villagers opposed the planned deployment of Kenyan police in Port-au-Prince.",
            "deployment",
            "future",
            marks=OTHER_WEIGHTS,
        ),
        ("Talks have stalled since then-President Sarkozy expelled the Syrian envoy.", "expelled", "historical"),
        # no longer
        ("The militia no longer attacks Nigerian villages.", "attacks", "negated"),
        # of old
        ("Bolivia once expelled an American ambassador.", "expelled", "historical"),
        ("Eritrea had previously expelled two Italian diplomats.", "expelled", "historical"),
        ("The gunmen attacked the Kenyan patrol more than once on Sunday.", "attacked", "actual"),
        # recalled by courts and days of remembrance, not this week's killings
        pytest.param(
            "Argentina on Monday remembered the bombing of the Jewish centre in Buenos Aires by Hezbollah.",
            "bombing",
            "historical",
            marks=OTHER_WEIGHTS,
        ),
        ("An Italian court convicted a Chilean colonel of the murder of two priests.", "murder", "historical"),
        ("Bolivia condemned the killing of two miners by Chilean soldiers on Monday.", "killing", "actual"),
        # after years
        ("After a decade of talks with Chile, Bolivia went to court.", "talks", "historical"),
        # what is said to have happened
        ("Six policemen are said to have been killed by Naxalites in Chhattisgarh.", "killed", "actual"),
        ("The Qatari emir is understood to have met a Taliban envoy.", "met", "actual"),
        ("The soldiers are not believed to have killed the Haitian priest.", "killed", "negated"),
    ],
)
def test_what_the_construction_tells(text, trigger, status):
    assert statuses(text)[trigger] == status


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Dutch king will visit Suriname in June.", "2024-06-01"),
        ("Italy will deploy a battalion in Bulgaria in September.", "2024-09-01"),
        ("The Dutch king visited Suriname in June.", "2023-06-01"),
    ],
)
def test_a_month_after_will_is_still_to_come(text, day):
    [report] = legation.code(text, published="2024-05-15").reports
    assert report.when.start.isoformat() == day
    assert (report.status == "historical") == (day < "2024")


def test_the_reason_is_told():
    [report] = legation.code("Bolivia once expelled an American ambassador.", published="2024-05-15").reports
    assert "historical: “once”" in report.reasons
