"""From raw texts to an event's claims: who asserts, denies, confirms, with what toll, when; versions, withdrawals, conflicts."""

import pytest

from legation.acquire import Page
from legation.clean import make_document
from legation.keeping import settle
from legation.pipeline import default_pipeline
from legation.store import finding
from legation.store.ledger import Ledger
from legation.store.query import Query

STORY = (
    "A bomb exploded at a market in Kunduz on Monday and killed {} people, the Afghan health ministry said. "
    "Shops nearby were burned out.{}"
)
BLAST = (
    ("wire-1", "2021-09-07", STORY.format(12, " Nobody claimed the blast.")),
    ("paper-1", "2021-09-07", "KUNDUZ (Wire) - " + STORY.format(12, "")),
    ("wire-2", "2021-09-08", STORY.format(19, " Nobody claimed the blast. Hospitals asked for blood.")),
    ("south-1", "2021-09-08", "The blast at the market in Kunduz on Monday killed 23 people, the United Nations said."),
)
RAID = (
    ("north-1", "2021-09-07", "Chad said that Sudan bombed a village in Chad on Monday, killing four people."),
    ("east-1", "2021-09-08", "Sudan denied that it had bombed a village in Chad on Monday."),
    ("west-1", "2021-09-08", "The United Nations confirmed that Sudan bombed a village in Chad on Monday."),
)


def write(ledger, rows):
    coder = default_pipeline()
    for identity, published, text in rows:
        source = f"https://{identity.split('-')[0]}.example/{identity}"
        ledger.write(coder.code(make_document(Page(text=text, source=source, id=identity, published=published))))
    settle(ledger)


def the_event(ledger):
    (event,) = finding.events(ledger, Query(status=(), claims=True))
    return event


@pytest.fixture(name="ledger")
def empty_ledger(tmp_path):
    with Ledger(tmp_path / "x.ledger") as ledger:
        yield ledger


def by_article(event):
    return {claim["article"]: claim for claim in event["claims"]}


def test_who_asserts_denies_and_confirms_an_act_is_kept_with_what_and_when(ledger):
    write(ledger, RAID)
    event = the_event(ledger)
    claims = by_article(event)
    assert {name: (claim["stance"], claim["principal"], claim["published"]) for name, claim in claims.items()} == {
        "north-1": ("asserts", "TCD", "2021-09-07"),
        "east-1": ("denies", "SDN", "2021-09-08"),
        "west-1": ("confirms", "IGO:UN", "2021-09-08"),
    }
    assert claims["north-1"]["toll"] == [{"kind": "killed", "low": 4, "high": 4}]
    assert (event["origins"], event["denied_by"]) == (["IGO:UN", "TCD"], ["SDN"])
    # A third's word stands above those of the two sides.
    assert (event["status"], event["voice"]) == ("actual", "third")
    (denial,) = [row for row in event["conflicts"] if row["what"] == "denial"]
    assert {version["value"]: len(version["reports"]) for version in denial["versions"]} == {"asserted": 2, "denied": 1}


def test_what_only_the_two_sides_say_is_denied_by_its_actor(ledger):
    write(ledger, RAID[:2])
    event = the_event(ledger)
    assert (event["status"], event["origins"], event["denied_by"]) == ("negated", ["TCD"], ["SDN"])
    assert finding.count_events(ledger, Query()) == 0


def test_a_later_version_of_a_wire_story_supersedes_and_every_number_is_kept(ledger):
    write(ledger, BLAST)
    event = the_event(ledger)
    claims = by_article(event)
    newest = claims["wire-2"]["report"]
    assert {name: claim["superseded_by"] for name, claim in claims.items()} == {
        "wire-1": newest, "paper-1": newest, "wire-2": None, "south-1": None,
    }  # fmt: skip
    assert event["origins"] == ["AFG", "IGO:UN"]
    assert [(toll["kind"], toll["low"], toll["high"]) for toll in event["toll"]] == [("killed", 19, 23)]
    (numbers,) = [row for row in event["conflicts"] if row["what"] == "killed"]
    assert [version["value"] for version in numbers["versions"]] == ["12", "19", "23"]


def test_an_old_version_that_is_printed_late_supersedes_nothing(ledger):
    write(ledger, (*BLAST, ("late-1", "2021-09-10", STORY.format(12, " Our readers may remember."))))
    event = the_event(ledger)
    claims = by_article(event)
    assert claims["wire-2"]["superseded_by"] is None
    assert claims["late-1"]["superseded_by"] == claims["wire-2"]["report"]
    assert [(toll["low"], toll["high"]) for toll in event["toll"]] == [(19, 23)]


def test_a_withdrawn_story_takes_its_word_back_and_the_version_before_stands_again(ledger):
    write(ledger, BLAST)
    ledger.withdraw("wire-2", "killed by the agency")
    settle(ledger)
    event = the_event(ledger)
    claims = by_article(event)
    assert claims.keys() == {"wire-1", "paper-1", "south-1"}
    assert {claim["superseded_by"] for claim in claims.values()} == {None}
    assert [(toll["low"], toll["high"]) for toll in event["toll"]] == [(12, 23)]
    for name in claims:
        ledger.withdraw(name, "all of it")
    settle(ledger)
    assert finding.count_events(ledger, Query(status=(), claims=True)) == 0
    assert ledger.count()["article"] == len(BLAST)


def test_days_that_differ_are_kept_as_versions(ledger):
    where = "A bomb exploded at a mosque in Kunduz {} and killed 31 people, {} said."
    rows = [
        ("wire-1", "2021-09-07", where.format("on Monday", "the Afghan health ministry")),
        ("south-1", "2021-09-07", where.format("on Sunday", "the United Nations")),
    ]
    write(ledger, rows)
    event = the_event(ledger)
    (days,) = [row for row in event["conflicts"] if row["what"] == "day"]
    assert [version["value"] for version in days["versions"]] == ["2021-09-05", "2021-09-06"]
