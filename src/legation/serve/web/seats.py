"""Where actors are on a map: a state in its capital, or where none is known in the middle of its shape; others nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.serve.web.borders import read_borders

if TYPE_CHECKING:
    from pathlib import Path

    from legation.resolve import KnowledgeBase
    from legation.serve.web.borders import Point


class Seats:
    """Places of states, looked up once each."""

    def __init__(self, knowledge: KnowledgeBase, borders: Path) -> None:
        """Take what knows capitals, and the file that knows shapes."""
        self._knowledge = knowledge
        self._borders = borders
        self._known: dict[str, Point | None] = {}

    def seat_of(self, code: str) -> Point | None:
        """Return (longitude, latitude) of a state's seat; None for organisations and armed groups."""
        if code not in self._known:
            self._known[code] = self._capital(code) or self.middle_of(code)
        return self._known[code]

    def _capital(self, code: str) -> Point | None:
        # The names of a capital stand for its state, so they are among the state's own.
        for name in self._knowledge.aliases(code):
            for town in self._knowledge.places(name):
                if town.capital and town.country == code:
                    return town.longitude, town.latitude
        return None

    def middle_of(self, code: str) -> Point | None:
        """Return the middle of a country's shape, None where the file has none."""
        if len(code) != 3 or not code.isalpha():
            return None
        middles = read_borders(self._borders).middles
        numeric = self._knowledge.codes(code).get("numeric", "").zfill(3)
        return middles.get(code) or middles.get(numeric)
