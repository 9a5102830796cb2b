"""Whole articles through all stages: the seed of the project (where it is at hand), and its like in the bundled sample.

The seed's text is not ours to ship; its expected records are stated here in codes. The first bundled dispatch tells the
same happenings in our own words, so that the same ground is covered without it.
"""

import json
from importlib.resources import files
from pathlib import Path

import pytest

import legation

SEED = Path(__file__).resolve().parents[2] / "shared" / "articles" / "seed.txt"


def events(article):
    """Give each report as (type, mode, actors, recipients, status, origins and relays)."""
    rows = []
    for report in article.reports:
        chain = "".join((">" if link.relay else "") + code(link.actor) for link in report.chain)
        rows.append(
            (
                report.type,
                report.mode,
                tuple(map(code, report.actors)),
                tuple(map(code, report.recipients)),
                report.status,
                chain,
            )
        )
    return rows


def code(actor):
    return "unnamed" if actor is None else f"{actor.code}/{actor.sector}" if actor.sector else actor.code


@pytest.fixture(scope="module")
def seed():
    if not SEED.is_file():
        pytest.skip(f"{SEED} is not at hand; the bundled dispatch covers the same ground")
    return legation.code(SEED.read_text(encoding="utf-8"))


def of(article, kind, mode=None):
    return [r for r in article.reports if r.type == kind and (mode is None or r.mode == mode)]


def test_the_seed_holds_these_events_and_no_others(seed):
    found = events(seed)
    # Castro affirmed it: the chain is empty or names the actor, "both are right" (ruling 20).
    affirmed = ("AGREE", None, ("CUB/GOV",), ("USA/GOV",), "actual")
    assert [row[5] for row in found if row[:5] == affirmed] in ([""], ["CUB/GOV"])
    assert [(*affirmed, "") if row[:5] == affirmed else row for row in found] == [
        ("AGREE", None, ("RUS/GOV", "CUB/GOV"), (), "actual", "RUS/GOV"),
        ("CONSULT", "phone", ("RUS/GOV", "CUB/GOV"), (), "actual", "RUS/GOV>RUS/GOV"),
        ("SUPPORT", None, ("RUS/GOV",), ("CUB/GOV",), "actual", ""),
        ("AGREE", None, ("RUS/GOV",), ("CUB/GOV",), "actual", ""),
        ("AGREE", None, ("RUS/GOV",), ("CUB/GOV",), "actual", ""),
        ("SANCTION", "discontinue", ("USA/GOV",), ("CUB/GOV",), "historical", ""),
        (*affirmed, ""),
        ("REJECT", "change", ("USA/GOV",), ("CUB/GOV",), "actual", "USA/GOV"),
        ("ACCUSE", "disapprove", ("CUB/GOV",), ("USA/GOV",), "actual", "CUB/GOV"),
    ]


def test_the_seed_is_dated_by_what_it_tells(seed):
    published = seed.document.published
    assert (published.start.isoformat(), published.end.isoformat(), published.basis) == (
        "2021-04-20",
        "2021-04-26",
        "inferred",
    )
    call, refusal = of(seed, "CONSULT")[0], of(seed, "REJECT")[0]
    assert call.when.start.isoformat() == call.when.end.isoformat() == "2021-04-20"
    assert refusal.when.start.isoformat() == "2021-04-16"
    assert call.initiator.name == "Vladimir Putin"
    assert "diplomatic" in call.contexts
    assert {"health", "diplomatic"} <= set(of(seed, "AGREE")[0].contexts)


def test_the_seeds_other_records(seed):
    text = seed.document.text
    taken = next(t for t in seed.tenures if t.change == "takes" and t.office == "first secretary")
    assert (taken.person, taken.predecessor, taken.when.start.isoformat()) == (
        "Miguel Díaz-Canel",
        "Raúl Castro",
        "2021-04-19",
    )
    assert ("Raúl Castro", "holds", "historical") in {(t.person, t.change, t.status) for t in seed.tenures}
    assert {(r.first.code, r.second.code, r.kind) for r in seed.relations} >= {
        ("CUB", "RUS", "ally"),
        ("CUB", "USA", "strained"),
    }
    (figure,) = seed.indicators
    assert (figure.actor.code, figure.what, figure.value, figure.unit, figure.period) == (
        "CUB", "economy (growth)", -11.0, "percent", "2020",
    )  # fmt: skip
    speakers = [(s.speaker_name, " ".join(s.span.of(text).split()[:3])) for s in seed.statements]
    assert speakers == [
        ("the Russian foreign ministry", "strategic partnership,"),
        ("the Russian foreign ministry", "confirmed their mutual"),
        ("The Kremlin", "develop a constructive"),
        ("Raúl Castro", "willingness to conduct"),
        ("Raúl Castro", "the principles of"),
        ("Jen Psaki", "support for democracy"),
        ("Miguel Díaz-Canel", "It is said"),
    ]


def test_nothing_is_read_from_the_seeds_furniture(seed):
    lines = {seed.document.text[f.span.start : f.span.end].strip()[:12]: f.kind for f in seed.furniture}
    assert {"Image source": "credit", "Subscribe to": "sign-up", "* indicates ": "sign-up"}.items() <= lines.items()
    assert {
        "The views an": "disclaimer",
        "Facebook Com": "comments",
        "You may also": "related",
    }.items() <= lines.items()
    assert len(lines) == 6
    spans = [m.evidence for r in seed.reports for m in r.mentions] + [s.span for s in seed.statements]
    assert not any(f.span.touches(span) for f in seed.furniture for span in spans)


def test_the_bundled_dispatch_of_the_same_call():
    first = (files("legation.serve") / "sample" / "dispatches.jsonl").read_text(encoding="utf-8").splitlines()[0]
    article = legation.code(json.loads(first)["text"])
    found = events(article)
    assert ("CONSULT", "phone", ("RUS/GOV", "CUB/GOV"), (), "actual", "RUS/GOV>RUS/GOV") in found
    assert ("REJECT", "change", ("USA/GOV",), ("CUB/GOV",), "actual", "USA/GOV") in found
    assert any(row[0] == "SUPPORT" and row[2:4] == (("RUS/GOV",), ("CUB/GOV",)) for row in found)
    assert any(row[0] == "AGREE" and row[2:4] == (("CUB/GOV",), ("USA/GOV",)) for row in found)
    assert article.document.published.basis == "inferred"
    assert {f.kind for f in article.furniture} == {"credit", "sign-up"}
    assert [(i.actor.code, i.value) for i in article.indicators] == [("CUB", -11.0)]
    assert ("Miguel Díaz-Canel", "takes", "Raúl Castro") in {
        (t.person, t.change, t.predecessor) for t in article.tenures
    }
