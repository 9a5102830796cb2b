"""Events as people read them on a terminal."""

from __future__ import annotations

from typing import Any

import click

from legation.store.export.common import is_claim, said_by

_COLOURS = {1: "green", 2: "cyan", 3: "yellow", 4: "red"}
_WIDTH = 96


def event_lines(event: dict[str, Any]) -> list[str]:
    """Return an event in a few lines: date, act, parties; words; outlets and origins; conflicts; why it is one."""
    act = click.style(_act(event), fg=_COLOURS[event["quad"]])
    lines = [f"{_date(event):<12}{act}  {_parties(event)}  {_status(event)}"]
    lines.append(f"    “{_short(event['reports'][0]['quote'])}”")
    told = f"{event['n_outlets']} outlet{_s(event['n_outlets'])} / {event['n_origins']} independent origin{_s(event['n_origins'])}"
    who = said_by(event)
    lines.append(f"    {told}{': ' + ', '.join(who) if who else ''}")
    for toll in event["toll"]:
        number = str(toll["low"]) if toll["low"] == toll["high"] else f"{toll['low']} to {toll['high']}"
        lines.append(f"    {toll['kind']}: {number}")
    for conflict in event["conflicts"]:
        versions = " / ".join(f"{one['value']} ({len(one['reports'])})" for one in conflict["versions"])
        lines.append(f"    versions differ on {conflict['what']}: {versions}")
    if event["because"]:
        lines.append("    one event because: " + "; ".join(event["because"][0]["reasons"]))
    lines.append(click.style(f"    {event['id']}", dim=True))
    return lines


def timeline_line(event: dict[str, Any]) -> str:
    """Return an event in one line."""
    return f"{_date(event):<12}{_act(event):<24}{_parties(event)}  {_status(event)}  {event['id']}"


def _act(event: dict[str, Any]) -> str:
    return f"{event['type']} {event['mode']}" if event["mode"] else str(event["type"])


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _parties(event: dict[str, Any]) -> str:
    actors, recipients = (", ".join(_party(actor) for actor in event[name]) for name in ("actors", "recipients"))
    return (actors or "?") + (f" -> {recipients}" if recipients else "")


def _party(actor: dict[str, Any]) -> str:
    sector = actor["sector"]
    code = f"{actor['code']}/{sector}" if sector and ":" not in actor["code"] else actor["code"]
    return f"{code} {actor['name']}" if actor["name"] != actor["code"] else code


def _status(event: dict[str, Any]) -> str:
    return f"{event['status']} (the adversary's word)" if is_claim(event) else str(event["status"])


def _date(event: dict[str, Any]) -> str:
    when = event["when"]
    if when is None:
        return "undated"
    length = {"month": 7, "year": 4}.get(when["precision"], 10)
    return str(when["start"][:length])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 3] + "..."
