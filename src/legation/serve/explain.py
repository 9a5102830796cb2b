"""Why a record is there, in words."""

from __future__ import annotations

from typing import Any


def explanation(record: dict[str, Any], article: dict[str, Any], text: str | None) -> str:
    """Return the story of a record: what, whose words, which rule, which tenure; `text` is the article's, if kept."""
    lines = [f"{record['id']}  in article {article['id']}"]
    if "mentions" in record:
        lines += _event(record, text)
    else:
        lines += [f"{key}: {_plain(value)}" for key, value in record.items() if key != "id" and value not in (None, [])]
    return "\n".join(lines)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items() if item not in (None, []))
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value)
    return str(value)


def _event(record: dict[str, Any], text: str | None) -> list[str]:
    act = f"{record['type']}/{record['mode']}" if record["mode"] else record["type"]
    lines = [f"{act}, {record['status']}, on the word of: {record['voice']}; score {record['score']:+g}"]
    for role in ("actors", "recipients", "others"):
        for actor in record[role]:
            lines.append(f"  {role[:-1]}: {_actor(actor)}")
            lines += [f"      because: {reason}" for reason in actor.get("evidence", ())]
    when = record["when"]
    lines.append(
        f"  when: {when['start']} to {when['end']} ({when['precision']}, {when['basis']})"
        if when
        else "  when: unknown"
    )
    if when:
        lines += [f"      because: {reason}" for reason in when["reasons"]]
    if record["where"]:
        lines.append(f"  where: {record['where']['name']} ({record['where']['country']})")
    for link in record["attribution"]:
        who = link["actor"]["name"] if link["actor"] else "unnamed"
        lines.append(
            f"  said by: {who} ({link['verb'] or 'hearsay'}{', ' + link['channel'] if link['channel'] else ''})"
        )
    for mention in record["mentions"]:
        lines.append(
            f"  words: “{mention['text']}” at {mention['trigger'][0]}-{mention['trigger'][1]}, {mention['status']}"
        )
        if text is not None and "answers" in mention:
            stance = mention["attribution"][0]["stance"]
            lines.append(
                f"      {stance}: “{text[slice(*mention['answers'])]}” at {'-'.join(map(str, mention['answers']))}"
            )
        if text is not None:
            sentence = " ".join(text[slice(*mention["sentence"])].split())
            lines.append(f"      in: {sentence}")
        lines.append(f"      rule: {mention['made_by']}, confidence {mention['confidence']}")
        lines += [f"      because: {reason}" for reason in mention["reasons"]]
    return lines


def _actor(actor: dict[str, Any]) -> str:
    code = f"{actor['code']}/{actor['sector']}" if actor["sector"] and ":" not in actor["code"] else actor["code"]
    office = f", {actor['office']}" if actor.get("office") else ""
    return f"{code} {actor['name']}{office} ({actor.get('known', 'text')})"
