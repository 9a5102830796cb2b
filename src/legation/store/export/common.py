"""What the formats share: a table's columns and cells, names and codes of countries, the flags of an export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

Json = dict[str, Any]


class Countries(Protocol):
    """Names and codes of states by their ISO 3166 alpha-3 code; empty where there is none."""

    def name(self, code: str) -> str:
        """Return the English name."""
        ...

    def code(self, code: str, scheme: str) -> str:
        """Return the code in another scheme: `gec` (FIPS 10-4), `cow`, `numeric`, `cameo`."""
        ...


class NoCountries:
    """Knows no country: names are the codes, other schemes are empty."""

    def name(self, code: str) -> str:
        """Return the code itself."""
        return code

    def code(self, _code: str, _scheme: str) -> str:
        """Return nothing."""
        return ""


class Said(Protocol):
    """What reviewers say of a record (`store.reviews.Verdict`)."""

    @property
    def status(self) -> str:
        """Right, wrong or disputed; empty where nothing counts."""
        ...

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Whose word counts."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How an export is made."""

    countries: Countries = field(default_factory=NoCountries)
    #: Append our own columns behind those of the format.
    extended: bool = False
    #: Words that tell what was asked for: the title of a feed.
    title: str = "Legation"
    #: What reviewers say of reports, by id: fills columns of ours.
    reviews: Mapping[str, Said] = field(default_factory=dict)


class Format(Protocol):
    """Turns event forms into lines of text (line ends included)."""

    def __call__(self, events: Iterable[Json], options: Options, /) -> Iterator[str]:
        """Yield the lines, one event in memory at a time."""
        ...


Column = tuple[str, Callable[[Json, Options], Any]]


def _first_report(key: str) -> Callable[[Json, Options], Any]:
    return lambda event, _: event["reports"][0][key]


#: Version of the codebook (docs/codebook.md) that types, modes, statuses and parties follow: the day of its last change.
CODEBOOK: Final = "2026-11-26"


def superseded(event: Json) -> list[str]:
    """Return the articles whose account a later version of the same wire story has replaced, the earliest first."""
    standing = {claim["article"] for claim in event["claims"] if claim["superseded_by"] is None}
    replaced = dict.fromkeys(claim["article"] for claim in event["claims"] if claim["superseded_by"] is not None)
    return [article for article in replaced if article not in standing]


def review_of(event: Json, reviews: Mapping[str, Said]) -> tuple[str, tuple[str, ...]]:
    """Return what reviewers say of an event's reports (right, wrong, disputed where they differ, else nothing), and who they are."""
    known = [reviews[report["id"]] for report in event["reports"] if report["id"] in reviews]
    said = {one.status for one in known if one.status}
    who = dict.fromkeys(name for one in known for name in one.reviewers)
    return "disputed" if len(said) > 1 else next(iter(said), ""), tuple(who)


#: Columns of ours, appended with `--extended`: export_formats.json (legation_extension_columns), then the claim's flag.
EXTENSION: Final[tuple[Column, ...]] = (
    ("legation_event_id", lambda e, _: e["id"]),
    ("run_id", lambda e, _: e["reports"][0]["articles"][0]["run"]),
    ("codebook_version", lambda _e, _o: CODEBOOK),
    ("quote", _first_report("quote")),
    ("quote_start", lambda e, _: e["reports"][0]["sentence"][0]),
    ("quote_end", lambda e, _: e["reports"][0]["sentence"][1]),
    ("article_id", lambda e, _: e["reports"][0]["articles"][0]["id"]),
    ("article_url", lambda e, _: e["reports"][0]["articles"][0]["source"]),
    ("sentence", _first_report("n_sentence")),
    ("attribution_chain", lambda e, _: " > ".join(e["reports"][0]["chain"])),
    ("said_by", lambda e, _: "; ".join(said_by(e))),
    ("reality", lambda e, _: e["status"]),
    ("date_precision", lambda e, _: e["when"]["precision"] if e["when"] else None),
    ("geo_precision", lambda e, _: e["where"]["precision"] if e["where"] else None),
    ("cluster_id", lambda e, _: e["id"]),
    ("n_outlets", lambda e, _: e["n_outlets"]),
    ("n_independent_origins", lambda e, _: e["n_origins"]),
    ("confidence", lambda e, _: e["confidence"]),
    ("review_status", lambda e, o: review_of(e, o.reviews)[0]),
    ("reviewed_by", lambda e, o: "; ".join(review_of(e, o.reviews)[1])),
    ("supersedes", lambda e, _: "; ".join(superseded(e))),
    ("claim_only", lambda e, _: int(is_claim(e))),
)


def table(
    events: Iterable[Json],
    options: Options,
    columns: Sequence[Column],
    *,
    separator: str,
    header: bool,
    missing: str = "",
) -> Iterator[str]:
    """Yield a table without quotes: what would break a cell (tabs, line ends) is a blank."""
    every = [*columns, *(EXTENSION if options.extended else ())]
    if header:
        yield separator.join(name for name, _ in every) + "\n"
    for event in events:
        yield separator.join(cell(value(event, options), missing) for _, value in every) + "\n"


def cell(value: Any, missing: str = "") -> str:
    """Return a value as text; None and the empty text are the format's missing value."""
    if value is None or value == "":
        return missing
    return " ".join(str(value).split()) or missing


def is_claim(event: Json) -> bool:
    """Tell whether an event rests on an adversary's word alone."""
    return bool(event["voice"] == "adversary")


def said_by(event: Json) -> list[str]:
    """Return who asserts the act, once each."""
    return list(
        dict.fromkeys(claim["who"] for claim in event["claims"] if claim["who"] and claim["stance"] != "denies")
    )


def country_of(code: str) -> str:
    """Return the ISO code of a party that is or belongs to a state, else nothing."""
    return code if len(code) == 3 and code.isalpha() else ""


def group_of(code: str) -> str:
    """Return the code of an organisation without its kind ("IGO:UN" is "UN"), else nothing."""
    return code.partition(":")[2]


def sides(event: Json) -> tuple[list[Json], list[Json]]:
    """Return the two sides as tables with a source and a target want them; a joint act's second party is the target."""
    actors, recipients = event["actors"], event["recipients"]
    return (actors[:1], actors[1:]) if not recipients and len(actors) > 1 else (actors, recipients)


def day_of(event: Json) -> str | None:
    """Return the first day of an event, ISO, or the day on which it was first told; None where neither is known."""
    return event["when"]["start"] if event["when"] else first_told(event)


def first_told(event: Json) -> str | None:
    """Return the earliest publication date."""
    return min(
        (a["published"] for report in event["reports"] for a in report["articles"] if a["published"]), default=None
    )


def toll(event: Json, kind: str) -> Json | None:
    """Return the toll of a kind."""
    return next((row for row in event["toll"] if row["kind"] == kind), None)
