"""A page to a document: furniture by kind, title, date, language; offsets into the text as received."""

import time
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.clean import make_document, read_date
from legation.clean.language import guess_language
from legation.clean.lines import lines_of
from legation.clean.phrases import HINTS, hinted, sure_kind
from legation.errors import DateError

BODY = (
    "Norland recalled its ambassador from Sutria on Monday after border guards shot at a fishing boat, the foreign ministry said.",
    "The guards fired after the boat crossed the line in the strait that both countries claim, a spokesman for the coast guard told reporters.",
    "“We expect an apology and we expect it soon,” said the minister, who had met the Sutrian president only last week in the capital.",
    "Talks on the border, which began in 2014, are to go on in May, and neither of the governments said that it would leave them.",
)


@dataclass(frozen=True)
class Page:
    text: str
    source: str = "here"
    id: str | None = None
    published: str | None = None
    title: str | None = None


def set_aside(text):
    document = make_document(Page(text))
    return [(line.kind, line.span.of(text)) for line in document.furniture]


def test_a_scrape_keeps_its_story_and_sets_its_furniture_aside():
    lines = [
        ("Norland recalls envoy over shots in the strait", None),
        ("Image source: Pool", "credit"),
        (BODY[0], None),
        ("Photo: Norland Coast Guard/Handout", "credit"),
        (BODY[1], None),
        (BODY[2], None),
        ("Advertisement", "advertisement"),
        (BODY[3], None),
        ("Subscribe to the weekly letter by The Strait Times", "sign-up"),
        ("* indicates required", "sign-up"),
        (
            "The opinions expressed in this article are the author’s own and do not necessarily reflect those of the paper",
            "disclaimer",
        ),
        ("3 Comments", "comments"),
        ("You might also like…", "related"),
        ("Share on WhatsApp", "share"),
        ("We use cookies to give you the best experience on our website.", "cookie"),
        ("© 2021 The Strait Times. All rights reserved.", "copyright"),
    ]
    text = "\n\n".join(line for line, _ in lines)
    assert set_aside(text) == [(kind, line) for line, kind in lines if kind]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Ana Lund", "byline"),
        ("BY ANA LUND AND PER ROWE", "byline"),
        ("By Ana Lund, Per Rowe and Ole Berg | Strait Times", "byline"),
        ("(Reporting by Ana Lund; editing by Per Rowe)", "byline"),
        ("The writer is a former ambassador to Sutria.", "byline"),
        ("Published: 3 May 2021, 10:15 GMT", "dateline"),
        ("Monday, May 3, 2021", "dateline"),
        ("2 hours ago", "dateline"),
        ("4 min read", "dateline"),
        ("A guard looks at a boat in the strait. (Ole Berg/Strait Press)", "caption"),
        ("File photo of the strait in winter", "caption"),
        ("AFP via Getty Images", "credit"),
        ("Read more: Norland and Sutria agree on fish", "related"),
        ("Sign up for our newsletter", "sign-up"),
        ("Email address *", "sign-up"),
        ("Leave a comment", "comments"),
        ("Share this article", "share"),
        ("Facebook Twitter WhatsApp", "share"),
        ("Accept all cookies", "cookie"),
        ("Story continues below advertisement", "advertisement"),
        ("Privacy Policy | Terms of Use", "copyright"),
        ("Tags: Norland, Sutria", "other"),
        ("* * *", "other"),
        ("Facebook", "share"),
        ("Follow Strait Times online:", "share"),
        ("(Image credit: Ole Berg)", "credit"),
        ("© Reuters. File photo", "credit"),
        ("This cookie is set by the site to remember you.", "cookie"),
        ("Skip to content", "other"),
        ("Post views: 1,204", "other"),
        ("Filed under strait , fish", "other"),
        ("Spotted a mistake in this article? Let us know.", "other"),
        ("Stay updated with our daily digest", "sign-up"),
        ("Never miss a story from Norland", "sign-up"),
        ("Got a tip? Write to us", "sign-up"),
        ("Donate now", "sign-up"),
        ("Admin", "byline"),
        ("Associated Press in Norhaven", "byline"),
        ("See all posts by Ana Lund", "byline"),
        ("Older posts", "related"),
    ],
)
def test_set_phrases_have_their_kind(line, kind):
    assert sure_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Rain threatens the final (AFP)",
        "By the time the boat sank, the guards had left.",
        "By comparison, Rowe, who ruled from exile, took a softer stance.",
        "Share prices fell in Norland after the shots.",
        "Comments by the minister angered Sutria.",
        "Subscribers of the paper sued the government on Monday.",
        "Related talks on fish broke down, officials said on Friday.",
        "Photos of the boat were shown to the court.",
        "Advertisers left the state broadcaster in protest.",
        "The court fined the company for placing cookies without asking, the regulator said.",
        "“Follow us on the road to peace,” the president told the crowd.",
        "May 3 was a day of mourning in Norland.",
        "Image problems dog Norland’s new president",
        "Watch makers of Norland protest new tariffs",
        "More troops from Sutria reach the strait",
        "Print unions of Norland call a strike",
        "Home Office rejects Norland’s request",
        "Copy of treaty handed to Sutria’s envoy",
        "Police search for gunman after attack in Oslo",
        "Next round of talks set for May",
        "Latest talks between Norland and Sutria end without deal",
        "Top Sutrian general killed in blast",
        "Join or leave, Norland tells Sutria over customs pact",
        "Like his father, Rowe refuses to sign",
        "Report: Sutria moved tanks to the strait",
        "Sponsored by Norland, rebels take Sutrian town",
        "Donate or leave, Norland tells Sutria’s rich",
        "Stay with Norland, minister urges province",
        "Reuters journalist held in Sutria",
        "Follow Norland into the union, Sutria’s neighbours told",
        "Use of this strait constitutes a threat, Norland says",
        "Powered by oil, Norland rearms",
        "Report: error led to strike on hospital",
        "Found a mistake in the treaty, both sides say",
        "Staff of the embassy leave Sutria",
        "Cookie makers of Norland close plants",
    ],
)
def test_a_line_of_news_is_no_set_phrase(line):
    assert sure_kind(line) is None


@pytest.mark.parametrize("lines", [BODY, BODY[:1], (BODY[0], BODY[3]), ("Norland recalls envoy", *BODY[:2])])
def test_clean_text_loses_nothing(lines):
    assert set_aside("\n".join(lines)) == []


def test_a_text_of_headlines_alone_loses_nothing():
    assert (
        set_aside("Norland, Sutria sign border treaty\nRowe says he will step down\nSutria arrests ten over bombing")
        == []
    )


def test_a_text_that_is_all_furniture_is_read_rather_than_lost():
    assert set_aside("Share on X\n3 Comments") == []


def test_offsets_select_the_line_in_any_convention_of_line_ends():
    text = f"\ufeff  Norland recalls envoy \r\n\r\n\tImage source: Pool  \r{BODY[0]}\u2028Advertisement\n{BODY[1]}"
    assert set_aside(text) == [("credit", "Image source: Pool"), ("advertisement", "Advertisement")]
    assert make_document(Page(text)).text == text
    assert make_document(Page(text)).title == "Norland recalls envoy"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Norland recalls envoy", BODY[0]), "Norland recalls envoy"),
        (("Norland recalls envoy from U.S.", BODY[0]), "Norland recalls envoy from U.S."),
        (BODY, None),
        (BODY[:1], None),
        (("Image source: Pool", "Norland recalls envoy", BODY[0]), "Norland recalls envoy"),
        (("Why did Norland recall its envoy?", BODY[0]), "Why did Norland recall its envoy?"),
    ],
)
def test_the_first_line_is_the_title_if_it_reads_like_a_headline(lines, title):
    assert make_document(Page("\n\n".join(lines))).title == title
    assert make_document(Page("\n\n".join(lines), title="Given")).title == "Given"


def test_the_id_is_the_callers_or_follows_from_the_content():
    assert make_document(Page(BODY[0], id="a")).id == "a"
    first, second, other = (
        make_document(Page(text, source=source)) for text, source in ((BODY[0], "x"), (BODY[0], "y"), (BODY[1], "x"))
    )
    assert first.id == second.id != other.id
    assert first.hash.startswith(first.id)


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("2004", date(2004, 1, 1), date(2004, 12, 31), "year"),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29), "month"),
        ("2021-04-20", date(2021, 4, 20), date(2021, 4, 20), "day"),
        ("20210420", date(2021, 4, 20), date(2021, 4, 20), "day"),
        (" 2021-04-20T23:30:00+02:00 ", date(2021, 4, 20), date(2021, 4, 20), "day"),
        ("2021-04-20T23:30:00Z", date(2021, 4, 20), date(2021, 4, 20), "day"),
        ("2021-04-20 23:30", date(2021, 4, 20), date(2021, 4, 20), "day"),
        ("2021-04-20 23:30:01.123456 UTC", date(2021, 4, 20), date(2021, 4, 20), "day"),
    ],
)
def test_dates_of_the_caller_are_as_precise_as_written(words, start, end, precision):
    when = read_date(words)
    assert (when.start, when.end, when.precision, when.basis) == (start, end, precision, "given")


@pytest.mark.parametrize(
    "words",
    ["", "yesterday", "20", "2021-13", "2021-02-30", "0000", "2021-04-20T25:00", "21/04/2021", "2021-04-20T", "²⁰²¹"],
)
def test_what_is_no_date_is_refused_with_its_place(words):
    with pytest.raises(DateError, match="is no date") as caught:
        make_document(Page(BODY[0], source="a.jsonl:7", published=words))
    assert str(caught.value).startswith("a.jsonl:7: ")
    assert "2021-04-20" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ".join(BODY), "en"),
        ("Norland, Sutria sign treaty", "en"),
        ("El Al, Air France in talks", "en"),
        ("12345", "en"),
        ("El presidente de la república viajó el lunes a la capital para reunirse con los ministros de los países vecinos", "es"),
        ("Le président de la République est arrivé lundi dans la capitale pour rencontrer les ministres des pays voisins", "fr"),
        ("Der Präsident ist am Montag in der Hauptstadt eingetroffen und hat mit den Ministern der Nachbarländer gesprochen", "de"),
        ("Президент прибыл в столицу и встретился с министрами", "ru"),
        ("الرئيس وصل إلى العاصمة", "ar"),
        ("总统星期一抵达首都会见部长", "zh"),
        ("大統領は月曜日に首都に到着した", "ja"),
        (
            "Presidentti saapui maanantaina pääkaupunkiin tapaamaan naapurimaiden ministereitä, ja neuvottelujen on määrä jatkua koko viikon ajan ulkoministeriön mukaan. Rajakiista on jatkunut vuodesta 2014.",
            "fi",
        ),
        ("Prezydent przyjechał do stolicy i spotkał się z ministrami, a także z tymi, którzy są w opozycji, oraz z dziennikarzami", "pl"),
    ],
)  # fmt: skip
def test_the_language_is_told_by_script_and_small_words(text, code):
    assert guess_language(text) == code


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
@settings(deadline=None)
def test_any_text_makes_a_document_whose_spans_fit(text):
    document = make_document(Page(text))
    assert document.text == text
    end = 0
    for line in document.furniture:
        assert end <= line.span.start < line.span.end <= len(text)
        end = line.span.end
    assert all(line.span.of(text) == line.text for line in lines_of(text))


HOSTILE = [
    "a" * 700,
    "by " * 230,
    "1 " * 340,
    "By A " * 140,
    "x/" * 340,
    ". " * 340,
    "(Getty" * 110,
    "photo: " * 99,
    "| " * 340,
    "2004-" * 140,
]


@pytest.mark.parametrize("line", HOSTILE)
def test_no_pattern_runs_away(line):
    started = time.perf_counter()
    for _ in range(3):
        sure_kind(line)
        hinted(line)
    assert time.perf_counter() - started < 0.25


def test_cost_grows_with_length_alone():
    def cost(copies):
        text = "".join(f"{number} {BODY[number % 4]}\n" for number in range(copies))
        started = time.perf_counter()
        make_document(Page(text))
        return time.perf_counter() - started

    cost(10)
    # Eight times the text in less than twenty-four times the time: quadratic would be sixty-four.
    assert cost(4000) < 24 * max(cost(500), 0.01)


@pytest.mark.parametrize("words", ["PHOTO", "by Jane Roe", "Updated 3pm", "12:30", "Don’t miss: 3 videos", "Café — opinion", "", "İ said", "terms of use"])  # fmt: skip
def test_hints_are_those_of_the_patterns_alone(words):
    for line in (words, *BODY, *HOSTILE, f"{words} and {BODY[0]}", words.upper()):
        assert hinted(line) == tuple(kind for kind, _, pattern in HINTS if pattern.search(line))
