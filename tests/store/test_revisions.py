"""An event over time: what each account was the first to say, what coding again changed, withdrawals, ids, hands."""

import pytest

from legation.errors import InputError, NotFoundError
from legation.keeping import join, part, settle
from legation.store import finding
from legation.store.comparing import differences
from legation.store.form import article_form
from legation.store.ledger import Ledger, Run
from legation.store.revisions import Change, counterpart, gone, revisions
from tests.store import made

OLD, NEW = Run(coder="old"), Run(coder="new")


@pytest.fixture(name="ledger")
def empty_ledger(tmp_path):
    with Ledger(tmp_path / "a.ledger") as found:
        yield found


def told(identity, text=made.TEXT, published="2021-04-21", killed=None, **report):
    """Return (form, text) of an article of one report, some of whose fields are as given."""
    form = article_form(made.article(identity, text=text))
    form["document"]["published"] = {**form["document"]["published"], "start": published, "end": published}
    form["reports"][0] |= report
    if killed is not None:
        form["reports"][0]["toll"] = [{"kind": "killed", "low": killed, "high": killed, "span": [0, 4]}]
    return form, text


def keep(ledger, run, *forms):
    ledger.write_forms(forms, run)
    settle(ledger)


def history(ledger, identity):
    return revisions(ledger, finding.event(ledger, identity))


def kinds(steps):
    return [(step.kind, step.article) for step in steps]


def test_each_account_tells_what_it_was_the_first_to_say(ledger):
    first = told("a1", killed=12)
    identity = first[0]["reports"][0]["id"]
    copy, later = told("a2", published="2021-04-22", killed=12), told("a3", published="2021-04-23", killed=19)
    keep(ledger, OLD, first, later, copy)
    steps = history(ledger, identity)
    assert kinds(steps) == [("told", "a1"), ("told", "a2"), ("told", "a3")]
    assert Change("killed", "", "12") in steps[0].changes
    assert Change("act", "", "ACCUSE") in steps[0].changes
    assert Change("recipients", "", "SDN") in steps[0].changes
    assert steps[1].changes == ()
    assert steps[2].changes == (Change("killed", "12", "19"),)
    assert all(step.at.endswith("Z") for step in steps)


def test_what_coding_again_changed_is_told_by_run_back_to_the_first(ledger):
    plain = told("a1")
    identity = plain[0]["reports"][0]["id"]
    third = Run(coder="third")
    keep(ledger, OLD, told("a1", id="r" + 15 * "0", type="THREATEN", mode="violence"))
    keep(ledger, NEW, told("a1", id="r" + 15 * "0", type="THREATEN", mode="violence", status="future"))
    keep(ledger, third, plain)
    steps = [step for step in history(ledger, identity) if step.kind == "recoded"]
    assert [(step.run, step.changes, step.report) for step in steps] == [
        (NEW.id, (Change("status", "actual", "future"),), None),
        (
            third.id,
            (Change("act", "THREATEN violence", "ACCUSE"), Change("status", "future", "actual")),
            "r" + 15 * "0",
        ),
    ]
    # The run that read it first again, and with it the first form: what stands is the last step.
    keep(ledger, OLD, told("a1", id="r" + 15 * "0", type="THREATEN", mode="violence"))
    steps = [step for step in history(ledger, "r" + 15 * "0") if step.kind == "recoded"]
    assert [step.run for step in steps] == [third.id, OLD.id]
    assert steps[-1].changes[0] == Change("act", "ACCUSE", "THREATEN violence")


def test_a_report_that_a_run_found_first_has_nothing_before(ledger):
    form, text = told("a1")
    empty = {**form, "reports": []}
    keep(ledger, OLD, (empty, text))
    keep(ledger, NEW, (form, text))
    (step,) = [step for step in history(ledger, form["reports"][0]["id"]) if step.kind == "recoded"]
    assert step.run == NEW.id
    assert all(change.before == "" for change in step.changes)


def test_coding_again_without_a_difference_leaves_no_step(ledger):
    form, text = told("a1")
    keep(ledger, OLD, (form, text))
    keep(ledger, NEW, told("a1", confidence=0.9))
    assert kinds(history(ledger, form["reports"][0]["id"])) == [("told", "a1")]


def test_texts_withdrawals_and_hands_are_told(ledger):
    other = "Chad accused Sudan of theft."
    keep(ledger, OLD, told("a1", text="Chad accused Sudan at first."), told("a2"), told("a3", text=other, type="AID"))
    keep(ledger, OLD, told("a1"))
    report, second = (told("x", text=text)[0]["reports"][0]["id"] for text in (made.TEXT, other))
    steps = history(ledger, report)
    assert ("text", "a1") in kinds(steps)
    ledger.withdraw("a2", "killed by the agency")
    settle(ledger)
    (step,) = [step for step in history(ledger, report) if step.kind == "withdrawn"]
    assert (step.article, step.note) == ("a2", "killed by the agency")
    join(ledger, report, second, "one speech")
    steps = history(ledger, report)
    hands = [step for step in steps if step.kind == "hand"]
    assert [(step.note, step.changes[0].after) for step in hands] == [("one speech", "together")]
    merged = [step.report for step in steps if step.kind == "merged"]
    assert merged == [max(report, second)]
    part(ledger, report, second, "two speeches")
    (hand,) = [step for step in history(ledger, report) if step.kind == "hand"]
    assert (hand.report, hand.changes[0].after) == (second, "apart")


def test_what_became_of_an_id_that_is_no_event_any_more(ledger):
    form, text = told("a1")
    old = told("a1", id="r" + 15 * "0", type="THREATEN")
    keep(ledger, OLD, old)
    keep(ledger, NEW, (form, text))
    found = gone(ledger, "r" + 15 * "0")
    assert (found.why, found.note, found.article, found.form["type"]) == ("recoded", NEW.id, "a1", "THREATEN")
    assert found.quote == made.TEXT
    assert [event["id"] for event in found.heirs] == [form["reports"][0]["id"]]
    ledger.withdraw("a1", "a hoax")
    settle(ledger)
    found = gone(ledger, form["reports"][0]["id"])
    assert (found.why, found.note, found.heirs) == ("withdrawn", "a hoax", ())
    assert gone(ledger, "r" + 15 * "0").heirs == ()
    with pytest.raises(NotFoundError):
        gone(ledger, "r1")


def test_an_id_that_is_no_more_is_found_without_looking_at_all_former_ones(ledger):
    with ledger.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT form FROM former_records WHERE id = 'r1' AND kind = 'report'"
        ).fetchall()
    assert any("former_records_id" in step[3] for step in plan), plan


def test_a_counterpart_is_the_report_of_the_same_words():
    one, other = told("a1")[0]["reports"][0], told("a2", text="Chad has accused Sudan.")[0]["reports"][0]
    assert counterpart([other, one], one) is one
    far = {**other, "mentions": [{**other["mentions"][0], "trigger": [40, 47]}]}
    assert counterpart([far], one) is None
    near = {**other, "type": "REJECT", "mentions": [{**other["mentions"][0], "trigger": [8, 12]}]}
    assert counterpart([far, near], one) is near


def test_differences_go_on_behind_any_of_them(ledger):
    texts = [f"Chad accused Sudan of {n} raids." for n in range(6)]
    keep(ledger, OLD, *(told(f"a{n}", text=text) for n, text in enumerate(texts)))
    keep(ledger, NEW, *(told(f"a{n}", text=text, status="future" if n % 2 else "negated", id=f"r{n}" if n == 3 else told("x", text=text)[0]["reports"][0]["id"]) for n, text in enumerate(texts)))  # fmt: skip
    whole = list(differences(ledger, OLD.id, NEW.id))
    assert [found.kind for found in whole].count("gained") == 1
    assert len(whole) == 7
    for place, found in enumerate(whole):
        rest = list(differences(ledger, OLD.id, NEW.id, behind=found.cursor))
        assert [one.cursor for one in rest] == [one.cursor for one in whole[place + 1 :]]
    with pytest.raises(InputError):
        list(differences(ledger, OLD.id, NEW.id, behind="nonsense"))
