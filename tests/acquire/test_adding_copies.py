"""Copies that come in are one story, whatever their order, with every outlet."""

import json

from legation.store import intake
from legation.store.ledger import Ledger
from tests.acquire.commands import add
from tests.acquire.site import story


def test_copies_are_one_story_whatever_the_order_and_the_earliest_comes_first(tmp_path):
    body = story(1)
    texts = {
        "cut": "\n\n".join(body.split("\n\n")[:3]),
        "whole": f"Another headline\n\n{body}",
        "added": f"{body}\n\nThe mayor of the port said that he had heard shots before dawn and again at noon.",
        "other": "\n\n".join(
            f"On day {n} the {n} judges of the court heard {n * 3} fishermen, none of whom had been paid."
            for n in range(20)
        ),
    }
    for order in (list(texts), list(texts)[::-1]):
        folder = tmp_path / order[0]
        folder.mkdir()
        days = {"cut": "2021-05-04", "whole": "2021-05-03", "added": "2021-05-05", "other": "2021-05-03"}
        (folder / "a.jsonl").write_text(
            "\n".join(json.dumps({"id": name, "text": texts[name], "date": days[name]}) for name in order)
        )
        result = add(folder, folder / "a.jsonl")
        assert "2 of the new are copies" in result.stdout
        with Ledger(folder / "l") as ledger, ledger.reading() as connection:
            assert intake.story_of(connection, "added") == ("whole", "cut", "added")
            assert intake.story_of(connection, "other") == ("other",)


def test_a_story_keeps_every_outlet_and_names_its_agency(tmp_path):
    wire = f"ANKARA (Reuters) - {story(1)}"
    rows = [
        {"id": "daily", "text": f"Daily headline\n\n{wire}", "date": "2021-05-03", "outlet": "The Daily"},
        {"id": "wire", "text": wire, "date": "2021-05-04", "outlet": "Reuters"},
        {"id": "again", "text": wire, "date": "2021-05-05", "outlet": "The Herald"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    add(tmp_path, tmp_path / "a.jsonl")
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        found = intake.story(connection, "again")
        assert intake.story(connection, "nowhere") is None
    assert found.articles == ("daily", "wire", "again")
    assert set(found.outlets) == {"The Daily", "Reuters", "The Herald"}
    assert (found.agency, found.original) == ("Reuters", "wire")


def test_a_text_that_changes_leaves_its_story(tmp_path):
    for text in (story(1), story(2)):
        (tmp_path / "a.jsonl").write_text(
            "\n".join(json.dumps({"id": i, "text": t}) for i, t in (("a", story(1)), ("b", text)))
        )
        add(tmp_path, tmp_path / "a.jsonl")
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        assert intake.story_of(connection, "b") == ("b",)
