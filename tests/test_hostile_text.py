"""All text is hostile: whatever it holds, coding it neither fails nor stalls, and what is found points into it."""

from __future__ import annotations

import dataclasses
import json
import sys
from functools import cache

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import legation
from legation.acquire import Page
from legation.clean import make_document
from legation.clean.classify import furniture_kinds
from legation.clean.lines import lines_of
from legation.coding.tree import Tree
from legation.errors import DateError, SourceError
from legation.ground.dates_find import find_times
from legation.pipeline import default_pipeline
from legation.read.engine import Analysis, Engine
from legation.read.quotes import quoted_spans
from legation.read.sentences import split_sentences
from legation.read.tokens import tokenise
from legation.records import Sentence, Span, Token
from legation.store.form import article_form
from legation.store.schema import article_schema

LEDE = "Chad accused Sudan on Tuesday of arming rebels. "
#: Stands in for a word of news, so that every stage meets it and not the tokeniser alone.
PIECES = {
    "digits that are no numbers": "² ³ ① ½ ⅓ 1⁄2 3½ ⓪ Ⅳ ⅻ 〇 一 ㊿ ² days ago, ²/²/2004, ²nd, ²%, $²",
    "digits of other scripts": "٣ days ago, ٢٠٠٤, ２００４, ５%, ３.５ million, $５, 𝟐𝟎𝟎𝟒, ２０th century, on May ٣",
    "numbers without end": f"{'9' * 5000} days ago on May {'9' * 5000}, ${'9' * 5000}, {'9,' * 20}9% and 1{',000' * 20} killed",
    "dates that are none": "on 31 February 2004, 31 June, 99/99/9999, 0000-00-00, year 0, 2004-13-45, 30.02.2004, Feb. 30",
    "dates beyond the calendar": "in 999 centuries, 999 decades ago, in 790 decades, since the 1st century, 999 years ago",
    "letters that change length": "İstanbul İRAN ıran ŉ ǰ ΐ ß ẞ ﬁve ﬀ oﬃce ǅ ᾳ miniſter K Å ª º ﷺ ㎏ ㍿ Straße STRASSE",
    "the Turkish i in units": "exports fell by 5 lıra, 3 million rİal, 4 mıllion lİra and 2 percentage poınts",
    "controls": "\x00 \x01 \x1f \x7f \x80 \x9f a\x00b \ufffd \ufffe \uffff \U0010ffff",
    "directions": "\u202eChad\u202c accused \u2066Sudan\u2069 \u200f\u200e of arms \u061c",
    "zero width": "Ch\u200bad ac\u00adcused Su\u2060dan\ufeff \u200d \u200c on Tues\u200bday \u180e \u115f ㅤ",
    "combining runs": "e" + "\u0301" * 300 + " Chad" + "\u0336" * 50 + " accused \u0300\u0300 Sudan",
    "emoji": "😀 👩‍👩‍👧 🇷🇺 accused 🇺🇦 of 💣, 🇹🇩🇹🇩🇹🇩",
    "right to left": "שלום מרחבא مرحبا Chad السودان accused",
    "full width": "Ｃｈａｄ ａｃｃｕｓｅｄ Ｓｕｄａｎ on Ｔｕｅｓｄａｙ",
    "marks alone": ". , ; : ! ? … — – - ( ) [ ] { } « » “ ” ‘ ’ ' \" ` ´ / \\ | # @ & * % $ € ~ ^ _ = + < >",
    "markup": "<b>Chad</b> <script>alert(1)</script> &amp; &#0; %s {} {0} {{7*7}} \\n \\u0000 ' OR 1=1 --",
    "addresses": "http:// www. http://"
    + "a" * 300
    + " a@b.c @a #b www....... http://[::1]/ mailto: a.b.c.d.e.f.g.h.i.j.k",
    "line ends": "Chad\r\naccused\rSudan\x85on\u2028Tuesday\u2029of\x0barming\x0crebels.\r\r\n\n",
    "unbalanced quotes": "“ Chad ” accused “ “ Sudan ‘ of ' arming \" rebels, » said « the “minister",
    "money of others": "₿5 ৳5 5€ US$ 5bn £.5m ¥5,,, $,5 $5,5,5.5.5 and 5 won",
}
#: Texts that are hostile as a whole; what they cost is measured below, stage by stage.
TEXTS = {
    "one letter": "a",
    "one mark": ".",
    "zero width alone": "\u200b\ufeff\u200b",
    "zero width between blanks": "\xa0\u200b\xa0\n\u200b",
    "a word without end": "a" * 100_000,
    "a capital word without end": f"{'A' * 100_000} accused Sudan.",
    "digits without end": "9" * 100_000,
    "a line without blanks": "Chad,accused-Sudan.of/arming" * 40,
    "combining without end": "e" + "\u0301" * 3000,
    "blanks without end": f"Chad {' ' * 100_000} accused{chr(9) * 100_000} Sudan.{chr(10) * 50_000}",
    "brackets nested": "(" * 400 + "Chad accused Sudan" + ")" * 400,
    "quotations nested": "“" * 400 + "Chad accused Sudan" + "”" * 400,
    "quotations that stay open": "“Chad accused Sudan.\n\n" * 40,
    "quotations in a row": '"No," said Chad. ' * 40,
    "a sentence of names": f"Chad accused {', '.join(f'Al{n}din Mo{n}ssa' for n in range(100))} of treason.",
    "a sentence of events": f"Chad {', '.join(['accused Sudan', 'attacked Libya', 'met Niger'] * 40)} on Tuesday.",
    "a sentence of owners": f"{'Chad’s army ' * 90}attacked Sudan.",
    "a sentence within a sentence": f"{'The minister said that ' * 60}Chad attacked Sudan.",
    "of of of": f"The {'minister of the ' * 80}army of Chad attacked Sudan.",
    "marks that close": "Sudan left. " + ') " ' * 400,
    "lines of one word": "Chad\n" * 300,
    "front matter without end": "---\n" + "a: b\n" * 1000,
    "a name taken over and over": "Miguel Diaz-Canel took over as first secretary of the Communist Party of Cuba the day after the call. "
    * 20,
}
PUBLISHED = (None, "2021-04-21", "1600", "1600-01-01", "2199-12-31", "2199-12", "2199", "1900-02")
EXTREMES = ("0001", "0001-01-01", "1599-12-31", "2200-01", "9999", "9999-12-31", "99990101", "9999-12-31T23:59:59Z")


@cache
def checker() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(article_schema())


def spans_of(value):
    """Yield every span of a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans_of(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans_of(getattr(value, field.name))


def check(article, text):
    """Check that an article's records point into its text, at the words that they say they hold, and can be written."""
    assert article.document.text == text
    for span in spans_of(dataclasses.replace(article, document=dataclasses.replace(article.document, text=""))):
        assert 0 <= span.start < span.end <= len(text), span
    for report in article.reports:
        for mention in report.mentions:
            assert mention.trigger.of(text) == mention.text
            assert mention.evidence.covers(mention.trigger)
            assert mention.evidence in article.sentences
    form = article_form(article)
    assert json.loads(json.dumps(form, ensure_ascii=False, allow_nan=False).encode()) == form
    wrong = next(checker().iter_errors(form), None)
    assert wrong is None, wrong


def in_english(text, **fields):
    """Clean a text and take it for English, so that the coder reads what the language guess would spare it."""
    return dataclasses.replace(make_document(Page(text=text, source="test", **fields)), language="en")


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_hostile_words_among_news_are_coded(piece):
    text = (
        f"{piece}\n\n{LEDE}{piece} {LEDE}The minister said “{piece}” on {piece}, killing {piece} in Khartoum.\n{piece}"
    )
    check(legation.code(text, published="2021-04-21"), text)
    check(default_pipeline().code(in_english(piece, title=piece)), piece)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_are_coded(text):
    check(default_pipeline().code(in_english(text, published="2021")), text)


def test_a_title_without_end_is_no_headline_and_no_error():
    title = "Chad accuses Sudan " * 50_000
    article = legation.code(LEDE * 3, title=title, published="2021-04-21")
    check(article, LEDE * 3)
    check(legation.code(title[:20_000] + "\n\n" + LEDE), title[:20_000] + "\n\n" + LEDE)


WORDS = (
    "Chad Sudan Putin Russian president minister army embassy he they its who said accused attacked met killed would not plans to "
    "denied sanctions on in of by with from since until last next three 30 million percent $5 lira exports rose May 3 2004 "
    'Tuesday week days ago first quarter century took over as that and , . ? ! “ ” " ( ) - — : ; \n \n\n \r\n \u2028'
).split(" ")
BITS = sorted({*WORDS, *(word for piece in PIECES.values() for word in piece.split(" ") if len(word) < 60)} - {""})
GAPS = (*[" "] * 8, "", "\n", "\u00a0", "\u200b", "\t")
HOSTILE = st.lists(st.tuples(st.sampled_from(BITS), st.sampled_from(GAPS)), min_size=1, max_size=60).map(
    lambda rows: "".join(word + gap for word, gap in rows)
)


@settings(max_examples=40, deadline=None)
@given(HOSTILE.filter(str.strip), st.sampled_from(PUBLISHED))
def test_any_mixture_of_hostile_words_is_coded(text, published):
    check(default_pipeline().code(in_english(text, published=published)), text)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(str.strip))
def test_any_characters_are_coded(text):
    check(default_pipeline().code(in_english(text)), text)
    check(legation.code(text), text)


@pytest.mark.parametrize("text", ["", " \n\t ", f"{LEDE}\ud800", f"\udfff {LEDE}", "x" * 5_000_001])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(SourceError) as caught:
        legation.code(text)
    assert caught.value.remedy


def test_half_a_character_in_a_title_or_an_id_is_refused():
    for fields in ({"title": "\ud800"}, {"id": "a\udfff"}):
        with pytest.raises(SourceError, match="half of a character"):
            legation.code(LEDE, **fields)


@pytest.mark.parametrize("published", EXTREMES)
def test_a_year_in_which_nothing_was_published_is_refused(published):
    with pytest.raises(DateError, match="year is not within"):
        legation.code(LEDE, published=published)


def test_a_feed_that_tells_an_impossible_day_loses_no_article():
    document = make_document(Page(text=LEDE, source="feed", published="0001-01-01", published_basis="feed"))
    assert document.published is None


@pytest.mark.parametrize("published", [day for day in PUBLISHED if day])
def test_times_are_counted_from_the_ends_of_the_calendar_of_news(published):
    text = f"{LEDE}{PIECES['dates beyond the calendar']}. Last week, next year, three decades ago and at Easter Chad attacked Sudan."
    check(legation.code(text, published=published), text)


def test_hostile_neighbours_change_nothing():
    texts = [LEDE * 2, *PIECES.values(), *(text for text in TEXTS.values() if len(text) < 300), f'"{LEDE}" he said.']
    documents = [in_english(text, id=str(place), published="2021-04-21") for place, text in enumerate(texts)]
    pipeline = default_pipeline()
    alone = [article_form(pipeline.code(document)) for document in documents]
    assert [article_form(article) for article in pipeline.code_many(documents)] == alone
    assert [article_form(article) for article in pipeline.code_many(documents[::-1])] == alone[::-1]


# --- whatever the reader makes of it ---------------------------------------------------------------------------------

#: The forms of trees that hostile text may get: a chain as deep as a sentence may be long, either way, and a star.
HEADS = {
    "down": lambda n: [-1, *range(n - 1)],
    "up": lambda n: [*range(1, n), -1],
    "star": lambda n: [-1, *[0] * (n - 1)],
}
#: (word, its class, its tag, its relation): chains that rules follow from word to word.
CHAINS = (
    ("minister", "NOUN", "NN", "nmod"),
    ("army", "NOUN", "NN", "nmod:poss"),
    ("Chad", "PROPN", "NNP", "conj"),
    ("Chad", "PROPN", "NNP", "flat"),
    ("leader", "NOUN", "NN", "appos"),
    ("attacked", "VERB", "VBD", "conj"),
    ("attacked", "VERB", "VBN", "acl:relcl"),
    ("said", "VERB", "VBD", "ccomp"),
    ("urged", "VERB", "VBD", "xcomp"),
    ("accused", "VERB", "VBD", "advcl"),
    ("who", "PRON", "WP", "acl"),
    ("their", "PRON", "PRP$", "nmod:poss"),
)


@pytest.mark.parametrize("form", HEADS)
@pytest.mark.parametrize("chain", CHAINS, ids=lambda row: f"{row[0]}-{row[3]}")
def test_a_chain_of_three_hundred_words_is_coded(monkeypatch, chain, form):
    word, upos, xpos, relation = chain

    def analyse(_self, sentences):
        return [analysis(len(words)) for words in sentences]

    def analysis(count):
        heads = HEADS[form](count)
        return Analysis(
            lemmas=(word.lower(),) * count, upos=(upos,) * count, xpos=(xpos,) * count, feats=("_",) * count,
            heads=tuple(heads), relations=tuple("root" if head < 0 else relation for head in heads), names=(),
        )  # fmt: skip

    monkeypatch.setattr(Engine, "analyse", analyse)
    text = " ".join([word] * 300)
    check(default_pipeline().code(in_english(text, published="2021-04-21")), text)


# --- work that grows with the text, and not with its square ----------------------------------------------------------


def work(function, *arguments):
    """Return how many calls a function makes: a measure of time that no machine changes."""
    count = 0

    def note(*_):
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return count


def all_times(text):
    return find_times(text, Span(0, len(text)))


def all_lines(text):
    return furniture_kinds(tuple(line.text for line in lines_of(text)))


def all_sentences(text):
    return split_sentences(text, tokenise(text))


def all_quotes(text):
    return list(quoted_spans(text))


REPEATED = (") ", '" ', "( ", "“", "”", '"', "'a ", "a' ", "[1] ", "Mr. ", "U.S. ", "a\n", "a \r\n", ". ", "9.", "9,", "9/", "aa.", "A.", "A&", "a-", "_", "a@", "www.", "in May ", "2004-", "three ", "between May ", "$5 ", "5% ", "share ", "“a\n\n", "\n ", "\u200b")  # fmt: skip


@pytest.mark.parametrize("stage", [all_sentences, all_quotes, all_times, all_lines])
def test_work_is_linear_in_the_text(stage):
    for piece in REPEATED:
        few, many = (work(stage, piece * count + "x") for count in (50, 200))
        assert many < 4.6 * few + 400, piece


def test_paths_to_the_root_are_walked_once():
    def deep(count):
        tokens = (Token(n, Span(n, n + 1), "a", "a", "NOUN", "NN", "_", n - 1, "nmod") for n in range(count))
        return Tree(Sentence(0, Span(0, count), tuple(tokens)))

    tree = deep(300)
    assert work(tree.path_up, 299) < 20 + 2 * 300
    assert work(tree.path_up, 299) < 10
    assert tree.path_up(3) == (2, 1, 0)
