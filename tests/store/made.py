"""Coded articles made by hand, so that no test of the ledger needs the model."""

import dataclasses
import hashlib
from datetime import date

from legation.records import Actor, Article, Document, Mention, Report, Span, When

TEXT = "Chad accused Sudan on Tuesday of arming rebels."


def article(identity="a1", text=TEXT, trigger="accused", event_type="ACCUSE", coder="by hand"):
    """Make an article of one report: Chad does something to Sudan."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    at = text.index(trigger)
    chad, sudan = (
        Actor(code="TCD", sector="GOV", name="Chad", span=Span(0, 4)),
        Actor(code="SDN", sector="GOV", name="Sudan", span=None),
    )
    mention = Mention(
        sentence=0, head=1, trigger=Span(at, at + len(trigger)), text=trigger, evidence=Span(0, len(text)), type=event_type, mode=None,
        contexts=(), status="actual", actors=(), recipients=(),
    )  # fmt: skip
    day = When(
        start=date.fromisoformat("2021-04-20"),
        end=date.fromisoformat("2021-04-20"),
        precision="day",
        basis="expression",
    )
    report = Report(
        id="r" + hashlib.sha256(f"{digest}{event_type}{at}".encode()).hexdigest()[:15], type=event_type, mode=None, contexts=(),
        status="actual", voice="narrator", actors=(chad,), recipients=(sudan,), others=(), initiator=None, about=None, tolls=(),
        effective=None, when=day, where=None, chain=(), mentions=(mention,), score=-3.0, confidence=0.8, made_by="hand",
    )  # fmt: skip
    published = When(
        start=date.fromisoformat("2021-04-21"), end=date.fromisoformat("2021-04-21"), precision="day", basis="given"
    )
    return Article(
        id=identity, document=Document(id=identity, text=text, hash=digest, published=published, source="<test>"), reports=(report,),
        statements=(), tenures=(), relations=(), indicators=(), coder=coder,
    )  # fmt: skip


def renamed(found, identity):
    """Return the same article under another id."""
    return dataclasses.replace(found, id=identity)
