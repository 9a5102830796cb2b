"""Time the pages over a big ledger: `python -m bench.pages FILE [--articles 100000]`.

The ledger is made where the file does not exist: articles as `bench.generate_ledger` draws them, with statements,
offices, ties and figures beside the events, as read articles have them. Asked for are the busiest actors and pairs, and
others taken at random; no address is asked for twice, so that no page comes from what the server
keeps; one of each kind is asked for before, and not counted. Printed: the
median and the worst of each kind of page, in milliseconds, within the server's process: on the clock, and of the
processor, since a busy machine stretches the clock. Three of them go to the client that asks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from bench.generate_ledger import Newsroom
from legation.keeping import settle
from legation.store import tables
from legation.store.ledger import Ledger, Run

Json = dict[str, Any]
_BATCH: Final = 500
#: Of each kind of page: the busiest ones, and others.
_BUSIEST: Final = 12
_OTHERS: Final = 24
#: Records of an article beside its reports, at most so many of each list.
_BESIDE: Final = {"statements": 6, "tenures": 1, "relations": 1, "indicators": 1}


class FullNewsroom(Newsroom):
    """Writes articles that hold statements, offices, ties and figures too."""

    def forms(self, articles: int) -> Iterator[tuple[Json, str]]:
        """Yield so many (form, text)."""
        for form, text in islice(self.articles(), articles):
            parties = [party for report in form["reports"] for party in (*report["actors"], *report["recipients"])]
            for name, most in _BESIDE.items():
                form[name] = [self._record(form, name, place, parties) for place in range(self.random.randint(0, most))]
            yield form, text

    def _record(self, form: Json, name: str, place: int, parties: list[Json]) -> Json:
        report = self.random.choice(form["reports"])
        actor, other = (self.random.choice(parties) for _ in range(2))
        identity = hashlib.sha256(f"{form['document']['hash']}:{name}:{place}".encode()).hexdigest()[:15]
        common = {
            "id": name[0] + identity, "span": report["mentions"][0]["sentence"], "when": report["when"], "attribution": [],
            "confidence": 0.8, "made_by": "hand",
        }  # fmt: skip
        if name == "statements":
            own = {
                "speaker": actor["name"],
                "actor": actor,
                "quoted": place % 2 == 0,
                "stance": "asserts",
                "channel": None,
                "addressee": other,
            }
        elif name == "tenures":
            own = {
                "person": actor["name"], "office": "president", "org_or_country": None, "country": actor["code"][:3], "change": "takes",
                "status": "actual", "predecessor": None, "date_expr": None,
            }  # fmt: skip
        elif name == "relations":
            own = {"a": actor["code"], "b": other["code"], "status": "actual", "actors": [actor, other], "kind": "ally"}
        else:
            own = {
                "actor": actor,
                "what": "exports",
                "value": 7.5,
                "unit": "percent",
                "period": None,
                "status": "actual",
            }
        return {**common, **own}


def make(ledger: Ledger, articles: int) -> None:
    """Write so many articles and merge their reports."""
    run, batch = Run(coder="generated"), []
    for one in FullNewsroom().forms(articles):
        batch.append(one)
        if len(batch) == _BATCH:
            ledger.write_forms(batch, run)
            batch = []
    ledger.write_forms(batch, run)
    settle(ledger)


def addresses(ledger: Ledger) -> dict[str, list[str]]:
    """Return what is asked for, by kind of page: the busiest first, then others."""
    draw = random.Random(7)  # noqa: S311 - a choice of pages, no secret
    articles, events, dyads, parties = tables.articles.c, tables.events.c, tables.dyads.c, tables.event_parties.c
    n = sa.func.count()
    with ledger.reading() as connection:

        def ids(column: Any, most: int, *by: Any) -> list[Any]:
            wanted = sa.select(column).order_by(*by)
            return [row[0] for row in connection.execute(wanted.limit(most))]

        some_articles = draw.sample(ids(articles.id, 20_000), _BUSIEST + _OTHERS)
        longest = ids(events.id, _BUSIEST, events.reports.desc(), events.id)
        some_events = longest + draw.sample(ids(events.id, 20_000), _OTHERS)
        actors = [
            row[0] for row in connection.execute(sa.select(parties.code).group_by(parties.code).order_by(n.desc()))
        ]
        found = (
            sa.select(dyads.source, dyads.target)
            .where(dyads.source < dyads.target)
            .group_by(dyads.source, dyads.target)
        )
        pairs = [tuple(row) for row in connection.execute(found.order_by(n.desc()))]

    def mixed(rows: list[Any]) -> list[Any]:
        rest = rows[_BUSIEST:]
        return rows[:_BUSIEST] + draw.sample(rest, min(_OTHERS, len(rest)))

    return {
        "article": [f"/articles/{one}" for one in some_articles], "event": [f"/events/{one}" for one in some_events],
        "actor": [f"/actors/{code}" for code in mixed(actors)],
        "dyad": [f"/dyads/{one}/{other}" for one, other in mixed(pairs)],
        "explore": ["/events", "/events?party=USA", "/events?type=ASSAULT&since=2012", "/events?dyad=USA-RUS"],
        "network": ["/network", "/network?party=USA", "/network?since=2020", "/network?type=ASSAULT"],
        "map": ["/map", "/map?party=USA", "/map?since=2020", "/map?type=ASSAULT"],
        "any status": ["/network?status=any", "/network?claims=yes", "/map?status=any", "/map?status=any&since=2020"],
        "codebook": ["/codebook", "/codebook/ASSAULT", "/codebook/CONSULT"], "runs": ["/runs"],
        "brief": ["/brief", "/brief?days=365"], "actors": ["/actors"], "front": ["/"],
    }  # fmt: skip


def ask(ledger: Ledger) -> Iterator[tuple[str, Json]]:
    """Ask for every page and yield, by kind, the median and the worst milliseconds, and the slowest address."""
    from starlette.testclient import TestClient  # noqa: PLC0415 - only to ask, not to make

    from legation.serve.web.app import make_app  # noqa: PLC0415
    from legation.serve.web.desk import Desk  # noqa: PLC0415
    from legation.serve.web.guards import Rules  # noqa: PLC0415

    with Desk(ledger, name="bench") as desk:
        desk.warm()
        app = make_app(desk, Rules(frozenset({"127.0.0.1"})))
        with TestClient(app, base_url="http://127.0.0.1") as client:
            for kind, rows in addresses(ledger).items():
                # The first page of a kind puts its questions into SQL; the server keeps them.
                client.get(f"{rows[-1]}{'&' if '?' in rows[-1] else '?'}once=first")
                times = []
                for turn, row in enumerate(rows):
                    asked = f"{row}{'&' if '?' in row else '?'}once={turn}"
                    started, used = time.perf_counter(), time.process_time()
                    status = client.get(asked).status_code
                    clock, processor = time.perf_counter() - started, time.process_time() - used
                    times.append((round(1000 * processor, 1), round(1000 * clock, 1), row, status))
                told = [row for row in times if row[3] == 200]
                if told:
                    worst = max(told)
                    yield kind, {
                        "pages": len(told), "processor_median": statistics.median(row[0] for row in told), "processor_worst": worst[0],
                        "slowest": worst[2], "clock_median": statistics.median(row[1] for row in told), "clock_worst": max(row[1] for row in told),
                    }  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Make the ledger where the file does not exist, and print the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    given = parser.parse_args(arguments)
    fresh = not given.file.exists()
    with Ledger(given.file) as ledger:
        if fresh:
            make(ledger, given.articles)
        print(json.dumps({**ledger.count(), "megabytes": round(given.file.stat().st_size / 1e6)}))
        for kind, row in ask(ledger):
            print(kind, json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
