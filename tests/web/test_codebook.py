"""The codebook's pages: complete, true to the ledger, made of the package alone, and linked where a type or rule is named."""

import re
from html import unescape
from pathlib import Path

import pytest

from legation import ontology
from legation.ontology.codebook import MODE_WORDS, SECTOR_WORDS, codebook_text
from legation.serve.web import markdown, wording
from legation.serve.web.page import address
from tests.web.conftest import TEXT, paste

DOCS = Path(__file__).parents[2] / "docs"


def anchors(page):
    return set(re.findall(r'\bid="([^"]+)"', page))


def test_the_package_holds_the_codebook_as_it_is_documented():
    assert codebook_text() == (DOCS / "codebook.md").read_text(encoding="utf-8"), "python -m tools.make_docs"


def test_all_lists_are_there_and_every_ruling_can_be_pointed_at(gold):
    page = gold.get("/codebook").text
    found = anchors(page)
    rulings = len(re.findall(r"^\d+\. ", codebook_text().split("## 9.")[1], re.MULTILINE))
    assert rulings >= 24
    wanted = {f"ruling-{n}" for n in range(1, rulings + 1)} | {f"section-{n}" for n in range(1, 10)}
    wanted |= {f"status-{name}" for name in ontology.STATUSES} | {f"context-{name}" for name in ontology.CONTEXTS}
    wanted |= {f"voice-{name}" for name in ontology.VOICES} | {f"sector-{name}" for name in ontology.SECTORS}
    assert wanted <= found
    for name in ontology.TYPES:
        assert f'href="/codebook/{name}"' in page
        own = anchors(gold.get(f"/codebook/{name}").text)
        assert {f"mode-{mode}" for mode in ontology.modes(name)} <= own
    assert gold.get("/codebook/WAR").status_code == 404


def test_every_mode_and_sector_is_said_in_words():
    assert {name: tuple(found) for name, found in MODE_WORDS.items()} == {
        name: ontology.modes(name) for name in ontology.TYPES if ontology.modes(name)
    }
    assert tuple(SECTOR_WORDS) == tuple(sorted(ontology.SECTORS, key=list(SECTOR_WORDS).index))
    assert set(SECTOR_WORDS) == set(ontology.SECTORS)


@pytest.mark.parametrize("place", ["/codebook", "/codebook/ASSAULT", "/codebook/SANCTION"])
def test_counts_are_those_that_their_links_find(gold, place):
    counted = re.findall(
        r'<td class="num" data-label="events"><a href="(/events\?[^"]+)">([\d,]+)</a></td>', gold.get(place).text
    )
    assert counted
    for link, n in counted:
        found = gold.get(unescape(link)).text
        assert re.search(rf">{n} events?[. ]", found), (link, n)


def test_an_example_is_of_its_kind(gold):
    for name in ("ASSAULT", "CONSULT"):
        row = re.search(
            rf'<tr><th scope="row"><a class="plain" href="/codebook/{name}">.*?</tr>', gold.get("/codebook").text
        )[0]
        identity = re.search(r'href="/events/(\w+)"', row)[1]
        event = gold.get(f"/api/v1/events/{identity}").json()
        assert (event["type"], event["status"]) == (name, "actual")
        assert event["id"] == gold.get(f"/api/v1/events?type={name}&limit=1").json()["events"][0]["id"]


def test_pages_lead_to_the_codebook_where_a_type_or_rule_is_named(client):
    place = paste(client, TEXT, published="2021-04-21").headers["location"]
    article = client.get(place).text
    event = client.get(client.get("/api/v1/events?dyad=TCD-SDN").json()["events"][0]["id"].join(["/events/", ""])).text
    for page in (article, event):
        links = {unescape(one) for one in re.findall(r'href="(/codebook[^"]*)"', page)} - {"/codebook"}
        assert any(one.startswith("/codebook/ACCUSE") for one in links)
        assert {"/codebook#status-actual", "/codebook#voice-narrator"} & links
        assert any("#line-" in one or "#made-" in one for one in links)
        for one in links:
            path, _, anchor = one.partition("#")
            answer = client.get(path)
            assert answer.status_code == 200
            assert not anchor or anchor in anchors(answer.text), one


def test_a_rule_leads_to_its_entry_or_its_kind():
    assert wording.rule_address("lexicon:ACCUSE.txt:3") == "/codebook/ACCUSE#line-3"
    assert wording.rule_address("model+lexicon:AID.txt:12") == "/codebook/AID#line-12"
    # A user's own lexicon is no part of the codebook.
    assert wording.rule_address("lexicon:/home/ana/ACCUSE.txt:3") == "/codebook#made-lexicon"
    assert wording.rule_address("relation:ally") == "/codebook#made-relation"
    assert wording.rule_address("") == wording.rule_address("<script>") == "/codebook#made"


def test_the_words_of_the_codebook_are_escaped_and_its_marks_are_read():
    text = '# Title\n\nBefore.\n\n## 1. One <b>\nA **bold** `<i>` AID "x" & [codes](codes.md) *so*.\n\n- one\n  more\n- two\n\n1. Ruling, see ruling 2.\n2. Last -> end.\n\n| a | b |\n| --- | --- |\n| `c` | d |\n'
    before, one = markdown.sections(text)
    assert (before.number, [block.words for block in before.blocks]) == (0, ["Before."])
    assert (one.number, one.title) == (1, "One <b>")
    html = str(markdown.html_of(one.blocks))
    assert (
        '<p>A <strong>bold</strong> <code>&lt;i&gt;</code> <a href="/codebook/AID">AID</a> &#34;x&#34; &amp; codes <em>so</em>.</p>'
        in html
    )
    assert '<ul class="rulings"><li>one more</li><li>two</li></ul>' in html
    assert '<li id="ruling-1" value="1">Ruling, see <a href="/codebook#ruling-2">ruling 2</a>.</li>' in html
    assert "Last → end." in html
    assert "<thead><tr>" in html
    assert '<th scope="row"><code>c</code></th><td>d</td>' in html
    assert "id=" not in str(markdown.html_of(one.blocks, anchors=False))
    assert address("codebook", "AID") == "/codebook/AID"
