"""What a knowledge base answers to every name and code, so that two can be compared: what changed, and for whom.

The resolver asks by names that stand in a text, and by the codes of those whom it found. A text that holds no name of
which two bases say different things, and none that leads to a code of which they do, is resolved alike by both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_types import ENTITY_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from legation.resolve.knowledge import KnowledgeBase
    from legation.resolve.knowledge_tenures import TenureRow

#: Facts about the file that answers depend on.
_ABOUT: Final = ("data_end",)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a base answers: by name in normal form, and by code; and the codes that a name leads to."""

    names: Mapping[str, Any]
    codes: Mapping[str, Any]
    leads: Mapping[str, frozenset[str]]
    about: tuple[Any, ...]


def answers(base: KnowledgeBase) -> Answers:
    """Return what a base answers."""
    names: dict[str, list[Any]] = {}
    codes: dict[str, list[Any]] = {}
    leads: dict[str, set[str]] = {}
    bearers: dict[str, _Bearer] = {}
    for name, rows in base.alias_rows():
        names.setdefault(name, []).append(rows)
        for identity, code, kind, _, called, country, *_ in rows:
            bearer = bearers.get(identity)
            if bearer is None:
                held = base.tenure_rows(identity)
                person = ENTITY_KINDS[kind] == "person"
                leading = {identity, code, country, *(row.code for row in held)} - {""}
                bearer = bearers[identity] = _Bearer(held, frozenset(leading), tuple(_ends(called)) if person else ())
                for row in held:
                    codes.setdefault(row.code, []).append(row)
                if not person:
                    codes.setdefault(code, []).append(base.entity(identity))
            for form in {name, *bearer.ends}:
                names.setdefault(form, []).append((identity, bearer.held))
                leads.setdefault(form, set()).update(bearer.leading)
    for name, towns in base.town_rows():
        names.setdefault(name, []).append(towns)
        leads.setdefault(name, set()).update(town.country for town in towns)
    for code in frozenset(codes):
        codes[code] += [*base.memberships(code), *base.members(code), *base.successions(code)]
    about = base.about()
    return Answers(
        names, {code: sorted(map(repr, rows)) for code, rows in codes.items()},
        {name: frozenset(found) for name, found in leads.items()}, tuple(about.get(key) for key in _ABOUT),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Whoever bears names: his tenures, the codes that he leads to, and the ends of a person's name, by which he is found, too."""

    held: tuple[TenureRow, ...]
    leading: frozenset[str]
    ends: tuple[str, ...]


def _ends(name: str) -> Iterator[str]:
    words = normal(name).split()
    yield from (" ".join(words[-tail:]) for tail in range(1, min(3, len(words)) + 1))


def changed(before: Answers, after: Answers) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the names for which two bases have different answers, and the codes; None where all may differ."""
    if before.about != after.about:
        return None
    names = {
        name for name in before.names.keys() | after.names.keys() if before.names.get(name) != after.names.get(name)
    }
    codes = {
        code for code in before.codes.keys() | after.codes.keys() if before.codes.get(code) != after.codes.get(code)
    }
    return frozenset(names), frozenset(codes)


def leading_to(codes: Iterable[str], *bases: Answers) -> frozenset[str]:
    """Return the names that lead to one of the codes in one of the bases."""
    wanted = frozenset(codes)
    return frozenset(name for base in bases for name, found in base.leads.items() if found & wanted)
