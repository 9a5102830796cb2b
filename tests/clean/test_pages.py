"""HTML pages: the main text, what the page says of itself, the date and who says it."""

import time
from dataclasses import dataclass, field
from datetime import date

import pytest

from legation.clean import make_document
from legation.clean.classify import furniture_kinds
from legation.clean.documents import clean_page
from legation.clean.front import front_matter
from legation.clean.publication import Dated, choose_date, conflict, day_of_url
from legation.clean.published import read_date
from legation.errors import SourceError

BODY = (
    "Norland recalled its ambassador from Sutria on Monday after border guards shot at a fishing boat, the foreign ministry said.",
    "The guards fired after the boat crossed the line in the strait that both countries claim, a spokesman for the coast guard told reporters.",
    "“We expect an apology and we expect it soon,” said the minister, who had met the Sutrian president only last week in the capital.",
    "Talks on the border, which began in 2014, are to go on in May, and neither of the governments said that it would leave them.",
)
TITLE = "Norland recalls envoy over shots in the strait"


@dataclass(frozen=True)
class Page:
    text: str
    source: str = "here"
    id: str | None = None
    published: str | None = None
    title: str | None = None
    form: str = "html"
    url: str | None = None
    published_basis: str = "given"
    notes: tuple = field(default=())


def html(*, head="", h1=TITLE, tail=""):
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    return f"""<!doctype html><html lang="en-GB"><head><title>{TITLE} | The Strait Times</title>
<meta property="og:site_name" content="The Strait Times"/>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<script>document.write("<p>Nothing of this is news and nobody should ever read it as such.</p>")</script>
<article><h1>{h1}</h1>{paragraphs}</article>
<aside><h3>Related</h3><ul><li><a href="/2">Fish prices rise in Sutria</a></li></ul></aside>{tail}
<footer>© 2021 The Strait Times. All rights reserved.</footer></body></html>"""


def test_the_main_text_is_kept_headline_first_and_nothing_else():
    cleaned = clean_page(Page(html()))
    assert cleaned.document.text == "\n\n".join((TITLE, *BODY))
    assert cleaned.document.title == TITLE
    assert cleaned.document.furniture == ()
    assert (cleaned.extracted.outlet, cleaned.extracted.language) == ("The Strait Times", "en")


def test_a_headline_that_stands_twice_is_kept_once():
    text = make_document(Page(html(h1=TITLE.replace("envoy", "envoy —")))).text
    assert text.count("recalls envoy") == 1


def test_a_page_without_an_article_or_with_too_much_of_all_is_refused_in_little_time():
    started = time.perf_counter()
    for markup in (
        "<html><body></body></html>",
        "<html><body>" + "<p>a</p>" * 100_000,
        "<html><body>" + "<div>" * 50_000 + "words",
        "<html>" + "a" * 11_000_000,
    ):
        with pytest.raises(SourceError) as caught:
            make_document(Page(markup))
        assert caught.value.remedy
    assert time.perf_counter() - started < 5


def test_scripts_and_hidden_entities_do_nothing():
    hostile = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = make_document(Page(hostile + html(tail="<p>&x;</p><iframe src='file:///etc/passwd'></iframe>"))).text
    assert "root:" not in text
    assert BODY[0] in text


@pytest.mark.parametrize(
    ("head", "url", "published", "day", "basis"),
    [
        ('<meta property="article:published_time" content="2021-05-03T10:00:00Z"/>', None, None, date(2021, 5, 3), "metadata"),
        ("", "https://s.example/world/2021/05/03/envoy.html", None, date(2021, 5, 3), "url"),
        ("", "https://s.example/envoy-20210503.html", None, date(2021, 5, 3), "url"),
        ("", None, "2021-05-02", date(2021, 5, 2), "given"),
        ('<meta property="article:published_time" content="2021-05-03T10:00:00Z"/>', None, "2021", date(2021, 5, 3), "metadata"),
        ("", "https://s.example/2021/02/30/envoy", None, None, None),
    ],
)  # fmt: skip
def test_the_day_of_publication_says_who_tells_it(head, url, published, day, basis):
    when = make_document(Page(html(head=head), url=url, published=published)).published
    assert (when and when.start, when and when.basis) == (day, basis)


def test_witnesses_that_contradict_are_named():
    head = '<meta property="article:published_time" content="2021-05-03T10:00:00Z"/>'
    when = make_document(Page(html(head=head), url="https://s.example/2021/04/20/x", published="2019-01-07")).published
    assert (when.start, when.basis) == (date(2019, 1, 7), "given")
    assert when.reasons == ("metadata says 2021-05-03", "url says 2021-04-20")


def test_a_day_of_time_zones_is_no_conflict():
    one, other = (
        Dated(basis=basis, when=read_date(day)) for basis, day in (("feed", "2021-05-03"), ("url", "2021-05-04"))
    )
    assert not conflict(one.when, other.when)
    assert choose_date((one, other)).reasons == ()
    assert choose_date(()) is None


def test_what_is_later_than_the_page_itself_is_passed_over():
    head, url, given = (
        Dated(basis=basis, when=read_date(day))
        for basis, day in (("metadata", "2021-09-01"), ("url", "2021-05-03"), ("given", "2021-09-01"))
    )
    came = date(2021, 5, 4)
    chosen = choose_date((head, url), came)
    assert (chosen.start, chosen.basis) == (date(2021, 5, 3), "url")
    assert chosen.reasons == ("metadata says 2021-09-01, later than the page itself",)
    assert choose_date((head,), came) is None
    assert choose_date((head, url), None).basis == "metadata"
    assert choose_date((given, url), came).basis == "given"
    # A day for zones, and one for papers of tomorrow.
    assert choose_date((head,), date(2021, 8, 30)).basis == "metadata"
    assert choose_date((head,), date(2021, 8, 29)) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://s.example/2021/4/20/x", date(2021, 4, 20)),
        ("https://s.example/2021-04-20-x", date(2021, 4, 20)),
        ("https://s.example/a?d=/2021/04/20/", None),
        ("https://s.example/id/20991332", None),
        ("https://s.example/story/12345678", None),
    ],
)
def test_only_a_whole_day_in_the_path_counts(url, day):
    found = day_of_url(url)
    assert (found and found.start) == day


def test_front_matter_of_markdown_is_set_aside():
    matter = "---\ntitle: Envoy\ndate: 2021-05-03\n---\n"
    text = f"{matter}# {TITLE}\n\n" + "\n\n".join(BODY)
    document = make_document(Page(text, form="text"))
    assert document.text == text
    assert front_matter(text) == len(matter)
    assert all(line.span.end <= len(matter) for line in document.furniture)
    assert len(document.furniture) == 4


def test_front_matter_tells_what_a_page_would():
    matter = """---
title: "Envoy recalled: what follows"
publish-date: 2021-05-03
authors: [Ana Lund, 'Bo Ek']
source: The Strait Times
link: https://s.example/1
tags:
  - strait
---
"""
    cleaned = clean_page(Page(f"{matter}# {TITLE}\n\n" + "\n\n".join(BODY), form="text"))
    document, said = cleaned.document, cleaned.extracted
    assert (document.title, document.published.start) == ("Envoy recalled: what follows", date(2021, 5, 3))
    assert said is not None
    assert (said.outlet, said.url, said.authors) == ("The Strait Times", "https://s.example/1", ("Ana Lund", "Bo Ek"))


def test_the_caller_is_believed_before_front_matter_and_a_date_that_is_none_costs_nothing():
    matter = "---\ntitle: Envoy\ndate: next week\n---\n"
    document = make_document(Page(f"{matter}{BODY[0]}\n\n{BODY[1]}", form="text", title="Recalled"))
    assert (document.title, document.published) == ("Recalled", None)
    dated = make_document(Page(matter.replace("next week", "2021-05-03") + BODY[0], form="text"))
    assert (dated.published.start, dated.published.basis) == (date(2021, 5, 3), "metadata")


def test_lines_of_a_script_without_blanks_are_no_single_words():
    lines = [
        "大統領は月曜日に首都に到着し、外相と会談した。",
        "これが非常に困ったもの。",
        "大臣は記者団に対し、来週も協議を続けると述べた。",
    ]
    assert make_document(Page("\n".join(lines), form="text")).furniture == ()


@pytest.mark.parametrize(
    ("head", "url", "outlet", "authors"),
    [
        ('<meta name="author" content="Ana Lund"/>', None, "The Strait Times", ("Ana Lund",)),
        ('<meta property="og:site_name" content=""/>', "https://www.strait.example/1", "The Strait Times", ()),
        (
            '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "author": {"@type": "Person", "name": "Ana Lund"}}</script>',
            None,
            "The Strait Times",
            ("Ana Lund",),
        ),
        ('<script type="application/ld+json">{"@type": ["NewsArticle", 7], "author": [[{}]]}</script>', None, "The Strait Times", ()),
    ],
)  # fmt: skip
def test_outlet_and_authors_are_those_of_the_head_and_a_broken_head_costs_nothing(head, url, outlet, authors):
    found = clean_page(Page(html(head=head), url=url)).extracted
    assert (found.outlet, found.authors) == (outlet, authors)


def test_without_an_outlet_the_host_stands_for_it():
    markup = html().replace('<meta property="og:site_name" content="The Strait Times"/>', "")
    markup = markup.replace(" | The Strait Times", "")
    assert clean_page(Page(markup, url="https://www.strait.example/1")).extracted.outlet == "strait.example"
    broken = markup.replace("<title>", '<link rel="canonical" href="https://[::1/x"/><title>')
    assert clean_page(Page(broken)).extracted.text.startswith(BODY[0])


@pytest.mark.parametrize(
    ("tail", "url", "day", "basis"),
    [
        ("<p>Published Monday, 3 May 2021, 10:00</p>", None, date(2021, 5, 3), "page"),
        ("<p>Published Monday, 3 May 2021, 10:00</p>", "https://s.example/2021/05/07/x", date(2021, 5, 7), "url"),
        # A script knows when it was built, and not when the article was.
        ("<script>var built = 'May 9, 2020';</script>", None, None, None),
    ],
)
def test_the_words_of_a_page_tell_its_day_where_its_address_does_not(tail, url, day, basis):
    when = make_document(Page(html(tail=tail).replace("© 2021 The", "The"), url=url)).published
    assert (when and when.start, when and when.basis) == (day, basis)


@pytest.mark.parametrize(
    ("mark", "authors"),
    [
        ('class="byline"', ("Ana Lund",)),
        ('itemprop="author"', ("Ana Lund",)),
        ('class="AuthorName"', ("Ana Lund",)),
        ("", ()),
    ],
)
def test_an_author_is_found_by_the_mark_of_the_element(mark, authors):
    assert clean_page(Page(html(tail=f"<div {mark}>Ana Lund</div>"))).extracted.authors == authors


WALL = (
    "We value your privacy. We and our partners store and access information on a device, such as cookies, and process personal data.",
    "We and our 853 partners store and/or access information on a device and process personal data, such as unique identifiers.",
    "Subscribe to our newsletter",
)


def test_a_wall_before_an_article_is_no_article():
    wall = "".join(f"<p>{line}</p>" for line in WALL)
    markup = f"<html><head><title>Strait</title></head><body>{wall}<button>Accept</button></body></html>"
    with pytest.raises(SourceError, match="asks for consent or a sign-up"):
        make_document(Page(markup, form="html"))
    # As text it is what the caller has, and before an article it is furniture.
    assert make_document(Page("\n\n".join(WALL), form="text")).text
    document = make_document(Page(markup.replace("<button>", f"<p>{BODY[0]}</p><p>{BODY[1]}</p><button>"), form="html"))
    assert BODY[0] in document.text


@pytest.mark.parametrize(
    "line",
    [
        "The ministry values your privacy as little as the companies do, said the envoy of Norland on Monday in Sutria.",
        "Norland and its partners will use the strait to store grain and to process oil, the ministry said on Monday.",
        "We and our partners will store no weapons there, the president of Norland wrote in a letter to Sutria.",
    ],
)
def test_news_of_privacy_and_partners_is_no_wall(line):
    lines = (BODY[0], line, BODY[1])
    assert furniture_kinds(lines, ())[1] is None
