"""Events in the formats that people have tools for; every one a function from event forms to lines of text."""

from __future__ import annotations

from typing import Final

from legation.store.export.acled import acled
from legation.store.export.cameo import gdelt, gdelt_mentions, icews
from legation.store.export.common import Countries, Format, NoCountries, Options
from legation.store.export.plain import atom, comma, geojson, headline, native
from legation.store.export.plover import plover, polecat

#: Formats by name.
FORMATS: Final[dict[str, Format]] = {
    "jsonl": native,
    "plover": plover,
    "csv": comma,
    "geojson": geojson,
    "atom": atom,
    "gdelt": gdelt,
    "gdelt-mentions": gdelt_mentions,
    "polecat": polecat,
    "icews": icews,
    "acled": acled,
}

__all__ = ["FORMATS", "Countries", "Format", "NoCountries", "Options", "headline"]
