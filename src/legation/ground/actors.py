"""The dated choice: which candidate a party is, and in which office, on the day of the act (CODEBOOK section 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from legation.records import Actor, Candidate, Party, Tenures, When

if TYPE_CHECKING:
    from datetime import date

#: A former holder of these sectors is ELI: former elites.
_ELITE = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
#: Who takes office so soon acts for it already: those elected, leaders of coups.
_SOON = timedelta(days=120)


def settle(party: Party, when: When | None, tenures: Tenures) -> Actor | None:
    """Return the party as of the date; None where nobody is known (NIL is an answer).

    Among several persons of one name the one in office on the day is meant; a person's office, and with it the
    sector, is the one held on the day, unless the text itself names the role ("then-President", "former").
    """
    if not party.candidates:
        return None
    on = when.end if when is not None else None
    best = _in_office(party.candidates, on, tenures)
    actor = _as_of(best, on, tenures)
    return Actor(
        code=actor.code, sector=actor.sector, name=actor.name, span=party.span, office=actor.office,
        status=actor.status, evidence=actor.evidence,
    )  # fmt: skip


def _in_office(candidates: tuple[Candidate, ...], on: date | None, tenures: Tenures) -> Candidate:
    """Choose among close candidates the first person who held an office on the day."""
    best = candidates[0]
    if on is None or best.person is None:
        return best
    for candidate in candidates:
        if candidate.score < best.score - 0.15:
            break
        if candidate.person is not None and tenures.held(candidate.person, on):
            return candidate
    return best


def _as_of(candidate: Candidate, on: date | None, tenures: Tenures) -> Actor:
    evidence = candidate.evidence
    plain = Actor(
        code=candidate.code, sector=candidate.sector, name=candidate.name, span=None, office=candidate.office,
        evidence=evidence,
    )  # fmt: skip
    if candidate.person is None or candidate.sector == "ELI":
        return plain
    held = tenures.held(candidate.person, on)
    if held:
        chief = held[0]
        presumed = on is not None and chief.open_as_of is not None and on > chief.open_as_of
        status = "presumed" if presumed or on is None else "known"
        # A role that the text itself tells beats the base's list of offices.
        office, sector = (candidate.office, candidate.sector) if candidate.office else (chief.office, chief.sector)
        why = f"{chief.office} since {chief.start.isoformat() if chief.start else 'an unknown day'} ({chief.source})"
        # The day decides whom a person speaks for, unless the text tells it ("NATO chief Mark Rutte").
        told = candidate.office is not None and candidate.code != "---"
        return Actor(
            code=candidate.code if told else chief.code, sector=sector or chief.sector or None,
            name=candidate.name, span=None, office=office or chief.office, status=status, evidence=(*evidence, why),
        )  # fmt: skip
    if on is not None and candidate.office is None:
        past = [h for h in tenures.held(candidate.person, None) if h.end is not None and h.end < on]
        if past and past[0].sector in _ELITE:
            why = f"{past[0].office} until {past[0].end}"
            return Actor(
                code=candidate.code, sector="ELI", name=candidate.name, span=None, office=f"former {past[0].office}",
                status="known", evidence=(*evidence, why),
            )  # fmt: skip
    if on is not None and candidate.sector is None:
        coming = [h for h in tenures.held(candidate.person, None) if h.start and on < h.start <= on + _SOON]
        if coming:
            why = f"{coming[-1].office} from {coming[-1].start} on"
            return replace(plain, sector=coming[-1].sector or None, status="known", evidence=(*evidence, why))
    return plain
