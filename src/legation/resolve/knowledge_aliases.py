"""Aliases to entities: exact look-up of a normal form, and the longest alias at a place of a token sequence."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from legation.resolve.knowledge_names import APOSTROPHES, bones, is_shouted, name_words, normal, normal_phrase
from legation.resolve.knowledge_types import ALIAS_KINDS, CONDITIONS, ENTITY_KINDS, NEEDS, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from legation.resolve.knowledge_file import Columns

#: Answers kept ready; a corpus names the same few thousand again and again.
_KEPT: Final = 20_000
_HYPHENS: Final = frozenset("-‑–—")
#: Endings that tokens of their own hold.
_GENITIVES: Final = frozenset({"'s", "’s"})
#: Aliases whose bearers must be written in capitals or with dots: flag in column `alias_cased`.
#: Weight, in hundredths, of the names of heads of state, of government and of bodies.
_CHIEF: Final = 90
#: How alike two spellings of a word must be.
_LIKE: Final = 0.5
_PERSON: Final = ENTITY_KINDS.index("person")


class AliasTable:
    """The alias columns, and the entity columns that they point into."""

    def __init__(self, columns: Columns) -> None:
        """Unpack; entries are made when they are asked for."""
        self._ids = columns.strings("entity_id")
        self._codes = columns.strings("entity_code")
        self._names = columns.strings("entity_name")
        self._countries = columns.strings("entity_country")
        self._kinds = columns.numbers("entity_kind")
        self._sectors = columns.numbers("entity_sector")
        self._sources = columns.numbers("entity_source")
        self._sector_names: list[str] = columns.strings("sector_names")
        self._source_names: list[str] = columns.strings("source_names")
        norms = columns.strings("alias_norm")
        self._norms = norms
        self._index = dict(zip(norms, range(len(norms)), strict=True))
        self._first = columns.numbers("alias_first")
        self._entity = columns.numbers("alias_entity")
        self._alias_kind = columns.numbers("alias_kind")
        self._alias_needs = columns.numbers("alias_needs")
        self._alias_weight = columns.numbers("alias_weight")
        self._alias_condition = columns.numbers("alias_condition")
        self._alias_cased = columns.numbers("alias_cased")
        self._alias_sector = columns.numbers("alias_sector")
        self._alias_from = columns.numbers("alias_from")
        self._alias_to = columns.numbers("alias_to")
        self._alias_source = columns.numbers("alias_source")
        self._most = dict(zip(columns.strings("first_word"), columns.numbers("first_most"), strict=True))
        self._by_id: dict[str, int] | None = None
        self._by_surname: dict[str, list[int]] | None = None
        self._by_bones: dict[str, list[int]] | None = None
        self._chiefs: dict[str, list[int]] | None = None
        self._kept: dict[int, tuple[Entry, ...]] = {}

    # --- exact -------------------------------------------------------------------------------------------------

    def look_up(self, text: str, on: date | None) -> tuple[Entry, ...]:
        """Return the bearers of `text` that hold on the day."""
        place = self._index.get(normal(text))
        if place is None:
            place = self._index.get(normal_phrase(text))
            if place is None:
                return ()
        entries = self._entries(place)
        return entries if on is None else tuple(entry for entry in entries if entry.valid_on(on))

    def _entries(self, place: int) -> tuple[Entry, ...]:
        found = self._kept.get(place)
        if found is None:
            found = tuple(self._entry(row) for row in range(self._first[place], self._first[place + 1]))
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[place] = found
        return found

    def _entry(self, row: int) -> Entry:
        at = self._entity[row]
        start, end = self._alias_from[row], self._alias_to[row]
        return Entry(
            self._ids[at],
            self._codes[at],
            ENTITY_KINDS[self._kinds[at]],
            self._sector_names[self._alias_sector[row] or self._sectors[at]] or None,
            self._names[at],
            self._countries[at],
            ALIAS_KINDS[self._alias_kind[row]],
            NEEDS[self._alias_needs[row]],
            self._alias_weight[row] / 100,
            CONDITIONS[self._alias_condition[row]],
            date.fromordinal(start) if start else None,
            date.fromordinal(end) if end else None,
            self._source_names[self._alias_source[row]],
        )

    # --- added to the shipped file ------------------------------------------------------------------------------

    def add_entity(
        self, identifier: str, code: str, kind: int, sector: str, name: str, country: str, source: str
    ) -> int:
        """Add an entity in memory; return its row."""
        self._ids.append(identifier)
        self._codes.append(code)
        self._kinds.append(kind)
        self._sectors.append(_place_in(self._sector_names, sector))
        self._names.append(name)
        self._countries.append(country)
        self._sources.append(_place_in(self._source_names, source))
        self._by_id = self._by_surname = self._by_bones = self._chiefs = None
        return len(self._ids) - 1

    def add_alias(self, text: str, entity: int, source: str) -> None:
        """Add an alias of an entity's row in memory, before all other bearers of the name."""
        form = normal(text)
        old = self._index.get(form)
        rows = (
            []
            if old is None
            else [row for row in range(self._first[old], self._first[old + 1]) if self._entity[row] != entity]
        )
        short = is_shouted(text) and len(form) <= 3
        self._append(entity, ALIAS_KINDS.index("name"), 100, int(short), 0, _place_in(self._source_names, source))
        for row in rows:
            self._append(
                self._entity[row], self._alias_kind[row], self._alias_weight[row], self._alias_cased[row],
                self._alias_sector[row], self._alias_source[row], row,
            )  # fmt: skip
        self._norms.append(form)
        self._first.append(len(self._entity))
        self._index[form] = len(self._norms) - 1
        head, count = form.partition(" ")[0], form.count(" ") + 1
        self._most[head] = max(self._most.get(head, 0), count)

    def _append(
        self, entity: int, kind: int, weight: int, cased: int, sector: int, source: int, like: int | None = None
    ) -> None:
        self._entity.append(entity)
        self._alias_kind.append(kind)
        self._alias_weight.append(weight)
        self._alias_cased.append(cased)
        self._alias_sector.append(sector)
        self._alias_source.append(source)
        self._alias_needs.append(0 if like is None else self._alias_needs[like])
        self._alias_condition.append(0 if like is None else self._alias_condition[like])
        self._alias_from.append(0 if like is None else self._alias_from[like])
        self._alias_to.append(0 if like is None else self._alias_to[like])

    # --- by scan -----------------------------------------------------------------------------------------------

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]]:
        """Return the longest alias at `words[start]`: its number of words and its bearers, (0, ()) without one."""
        first = normal(words[start])
        if not first and words[start] not in {"the", "The", "THE"}:
            return 0, ()
        head = first.partition(" ")[0] or "the"
        most = self._most.get(head, 0)
        # "d'Ivoire" may come as two words; its parts are then one word of the alias.
        if words[start][-1:] in APOSTROPHES and start + 1 < len(words):
            most = max(most, self._most.get(head + normal(words[start + 1]).partition(" ")[0], 0))
        if not most:
            return 0, ()
        best: tuple[int, tuple[Entry, ...]] = (0, ())
        joined, count, glue = "", 0, False
        for place in range(start, min(len(words), start + 2 * most + 2)):
            word = words[place]
            part = normal(word)
            if word.lower() in _GENITIVES and joined:
                joined += part  # "People" "'s": one word of a name that goes on, never its end
                continue
            if part:
                joined = joined + part if glue or not joined else f"{joined} {part}"
                count = joined.count(" ") + 1
                if count > most:
                    break
                at = self._index.get(joined)
                if at is not None:
                    found = self._believed(at, words[start : place + 1])
                    if found:
                        best = (place - start + 1, found)
            elif word not in _HYPHENS and word not in {".", "&"} and word[-1:] not in APOSTROPHES:
                break
            glue = word[-1:] in APOSTROPHES and len(word) > 1
        return best

    def _believed(self, place: int, words: Sequence[str]) -> tuple[Entry, ...]:
        """Return the bearers that the spelling allows: a name shows a capital, a cased acronym is all capitals."""
        written = " ".join(words)
        if written == written.lower():
            return ()
        shouted = is_shouted(written)
        rows = range(self._first[place], self._first[place + 1])
        if shouted or not any(self._alias_cased[row] for row in rows):
            return self._entries(place)
        return tuple(entry for row, entry in zip(rows, self._entries(place), strict=True) if not self._alias_cased[row])

    # --- by entity ---------------------------------------------------------------------------------------------

    def problems(self) -> list[str]:
        """Return the aliases that are not in normal form, and those that point nowhere."""
        found = [f"alias {form!r} is not in normal form" for form in self._norms if normal(form) != form]
        count = len(self._ids)
        return found + [f"alias row {row} points nowhere" for row, at in enumerate(self._entity) if at >= count]

    def names(self) -> tuple[str, ...]:
        """Return all aliases in normal form."""
        return tuple(dict.fromkeys(self._norms))

    def every(self) -> Iterator[tuple[str, tuple[tuple[Any, ...], ...]]]:
        """Yield every alias in normal form with the rows of its bearers: the entity's columns, then the alias's."""
        alias = (
            self._alias_kind, self._alias_needs, self._alias_weight, self._alias_condition, self._alias_cased,
            self._alias_sector, self._alias_from, self._alias_to,
        )  # fmt: skip
        for form, place in self._index.items():
            rows = []
            for row in range(self._first[place], self._first[place + 1]):
                at = self._entity[row]
                entity = (
                    self._ids[at], self._codes[at], self._kinds[at], self._sector_names[self._sectors[at]], self._names[at],
                    self._countries[at], self._source_names[self._alias_source[row]],
                )  # fmt: skip
                rows.append((*entity, *(column[row] for column in alias)))
            yield form, tuple(rows)

    def codes(self) -> frozenset[str]:
        """Return the codes of all entities that are no persons."""
        return frozenset(code for code, kind in zip(self._codes, self._kinds, strict=True) if kind != _PERSON)

    def index_of(self, identifier: str) -> int | None:
        """Return the row of an entity."""
        if self._by_id is None:
            self._by_id = dict(zip(self._ids, range(len(self._ids)), strict=True))
        return self._by_id.get(identifier)

    def name_of(self, at: int) -> tuple[str, str]:
        """Return id and name of the entity in a row."""
        return self._ids[at], self._names[at]

    def entity(self, identifier: str) -> Entry | None:
        """Return an entity as the bearer of its own name."""
        at = self.index_of(identifier)
        if at is None:
            return None
        return Entry(
            self._ids[at], self._codes[at], ENTITY_KINDS[self._kinds[at]],
            self._sector_names[self._sectors[at]] or None, self._names[at], self._countries[at],
            "name", "none", 1.0, "", None, None, self._source_names[self._sources[at]],
        )  # fmt: skip

    def of_entity(self, identifier: str) -> tuple[str, ...]:
        """Return the normal aliases of an entity: a scan over all rows, for people who ask, not for the coder."""
        at = self.index_of(identifier)
        places = {bisect_right_of(self._first, row) for row, one in enumerate(self._entity) if one == at}
        return tuple(sorted(self._norms[place] for place in places))

    def respelled(self, name: str) -> tuple[Entry, ...]:
        """Return the persons one of whose full names has the same words in another spelling; an index made when asked."""
        if self._by_bones is None:
            self._by_bones = self._frames(0)
        frame = _frame(name)
        places = self._by_bones.get(frame, ()) if " " in frame else ()
        entries = [entry for place in places for entry in self._entries(place) if entry.alias_kind != "surname"]
        return tuple(sorted(entries, key=lambda entry: -entry.weight))

    def chiefs(self, name: str) -> tuple[Entry, ...]:
        """Return the one head of a state or body whose full name may be spelled so, word for word; else nobody."""
        if self._chiefs is None:
            self._chiefs = self._frames(_CHIEF)
        frame = _frame(name)
        places = self._chiefs.get(frame, ()) if " " in frame else ()
        written = name_words(name)
        found: dict[str, Entry] = {}
        for place in places:
            if _alike(written, name_words(self._norms[place])):
                for entry in self._entries(place):
                    if entry.alias_kind != "surname" and entry.weight * 100 >= _CHIEF:
                        found.setdefault(entry.id, entry)
        return tuple(found.values()) if len(found) == 1 else ()

    def _frames(self, least: int) -> dict[str, list[int]]:
        """Index the full names of persons of some weight by what their spellings share."""
        index: dict[str, list[int]] = {}
        for place, form in enumerate(self._norms):
            if " " in form:
                row = self._first[place]
                if row == self._first[place + 1] or self._kinds[self._entity[row]] != _PERSON:
                    continue
                if self._alias_weight[row] >= least:
                    index.setdefault(_frame(form), []).append(place)
        return index

    def persons(self, surname: str, prominence: Callable[[int], tuple[int, int]]) -> tuple[Entry, ...]:
        """Return the persons whose name ends in these words, the most prominent first."""
        if self._by_surname is None:
            index: dict[str, list[int]] = {}
            for at, kind in enumerate(self._kinds):
                if kind == _PERSON:
                    words = normal(self._names[at]).split()
                    for tail in range(1, min(3, len(words)) + 1):
                        index.setdefault(" ".join(words[-tail:]), []).append(at)
            self._by_surname = index
        found = sorted(self._by_surname.get(normal(surname), ()), key=prominence)
        return tuple(entry for at in found if (entry := self.entity(self._ids[at])) is not None)


def _frame(name: str) -> str:
    """Return what the spellings of a full name share."""
    return " ".join(sorted(bones(word) for word in name_words(name)))


def _alike(written: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Tell whether two names have the same words in the same order, each in a like spelling."""
    if len(written) != len(known):
        return False
    return all(SequenceMatcher(None, one, other).ratio() >= _LIKE for one, other in zip(written, known, strict=True))


def _place_in(names: list[str], name: str) -> int:
    """Return the place of a name in a list, added where it is missing."""
    if name not in names:
        names.append(name)
    return names.index(name)


def bisect_right_of(firsts: Sequence[int], row: int) -> int:
    """Return the place whose rows hold `row`: `firsts[place] <= row < firsts[place + 1]`."""
    return bisect_left(firsts, row + 1) - 1
