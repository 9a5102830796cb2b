"""Lines that several pages of an outlet have are furniture sooner; a story that comes twice is none."""

import pytest

from legation.acquire import Page
from legation.clean import make_document
from legation.clean.repetition import Lines, site_of
from legation.serve.adding import Adder
from legation.store.ledger import Ledger

MENU = ("Europe in turmoil", "The long read on fisheries", "Strait cooking with Ana Lund")
NOTICE = "The Strait in the northern provinces"


def body(number):
    return (
        f"Norland recalls envoy number {number} over shots",
        f"Norland recalled envoy {number} from Sutria on Monday after guards shot at boat {number} in the strait, the ministry said.",
        f"The guards fired after boat {number} crossed the line that both countries claim, a spokesman for the coast guard told reporters.",
        f"“We expect an apology for boat {number} and we expect it soon,” said the minister, who had met the president last week.",
        "Iran welcomed it.",
        f"Talks on the border, which began in 20{number}, are to go on in May, and neither government said that it would leave them.",
    )


def page(number):
    return "\n".join((*MENU, *body(number), NOTICE))


def aside(text, **more):
    return {line.span.of(text) for line in make_document(Page(text=text, source="x"), **more).furniture}


@pytest.mark.parametrize(
    ("source", "told", "site"),
    [
        ("in/2021/a.txt", {}, "in/2021"),
        ("in/a.jsonl:12", {}, "in/a.jsonl"),
        ("a.txt", {}, ""),
        ("in/a.txt", {"url": "https://s.example/2021/x"}, "s.example"),
        ("in/a.txt", {"url": "https://[::1"}, "in"),
        ("in/a.txt", {"url": "https://s.example/x", "outlet": "Strait"}, "Strait"),
    ],
)
def test_the_site_is_the_outlet_the_host_or_where_it_came_from(source, told, site):
    assert site_of(source, **told) == site


def test_lines_of_another_page_of_the_site_are_repeated():
    lines = Lines()
    lines.note("a", "1", [*MENU, *body(10), MENU[0]])
    assert lines.repeated("a", "1", [*MENU, *body(10)]) == frozenset()
    assert lines.repeated("b", "2", [*MENU, *body(11)]) == frozenset()
    assert lines.repeated("a", "2", [*MENU, *body(11)]) == {*MENU, "Iran welcomed it."}


def test_a_story_that_comes_again_tells_nothing_of_its_lines():
    lines = Lines()
    lines.note("a", "1", [*MENU, *body(10)])
    assert lines.repeated("a", "2", ["Another headline", *body(10)]) == frozenset()


def test_the_oldest_lines_are_forgotten():
    lines = Lines(most=100)
    lines.note("a", "1", MENU)
    lines.note("a", "2", [f"Line {number}" for number in range(99)])
    assert lines.repeated("a", "3", [*MENU, "Line 98"]) == {MENU[2], "Line 98"}


def test_a_repeated_line_is_set_aside_sooner_but_neither_headline_nor_story():
    text = page(10)
    assert NOTICE not in aside(text)
    assert NOTICE in aside(text, repeated={NOTICE})
    assert not aside(text, repeated=set(text.split("\n"))) & set(body(10))


def test_pages_added_together_lose_what_all_of_them_have(tmp_path):
    pages = [Page(text=page(number), source=f"in/{number}.txt") for number in range(10, 14)]
    others = [Page(text=page(number), source=f"other-{number}/x.txt") for number in range(20, 22)]
    texts = {page.source: page.text for page in (*pages, *others)}
    with Ledger(tmp_path / "l") as ledger:
        Adder(ledger, None).add([*pages, *others])
        kept = {
            source: [texts[source][slice(*line["span"])] for line in article["furniture"]]
            for article in ledger.articles()
            for source in [article["document"]["source"]]
        }
    assert all((NOTICE in words) == source.startswith("in/") for source, words in kept.items())
    assert len(kept) == 6
