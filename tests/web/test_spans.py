"""No character of a text is lost or doubled, whatever its records point to; SVG is well formed, words are there for all."""

import xml.etree.ElementTree as ET  # what is parsed here was made here

from hypothesis import given, settings
from hypothesis import strategies as st

from legation import ontology
from legation.serve.web import charts, wording
from legation.serve.web.marked import html_of
from legation.serve.web.spans import blocks_of

LETTERS = st.text(alphabet='ab .\n\r\té<&"', max_size=80)


def form_with(spans, furniture=(), title=None):
    rows = [{"id": f"s{place}", "span": list(span)} for place, span in enumerate(spans)]
    return {
        "document": {"title": title}, "reports": [], "statements": rows, "tenures": [], "relations": [], "indicators": [],
        "furniture": [{"kind": "credit", "span": list(span)} for span in furniture],
    }  # fmt: skip


@settings(deadline=None)
@given(LETTERS, st.data())
def test_all_words_are_there_once_and_in_order(text, data):
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(sorted)
    spans, furniture = (
        data.draw(st.lists(span, max_size=6)),
        data.draw(st.lists(span.filter(lambda s: s[0] < s[1]), max_size=2)),
    )
    blocks = blocks_of(text, form_with(spans, furniture))
    shown = "".join(piece.text for block in blocks for piece in block.pieces)
    assert shown.split() == text.split() or "".join(shown.split()) == "".join(text.split())


def test_marks_that_cross_and_nest_each_keep_all_their_words():
    text = "Chad accused Sudan of arming rebels."
    form = form_with([(0, 18), (5, 27), (13, 18)])
    pieces = [piece for block in blocks_of(text, form) for piece in block.pieces]
    for place, (start, end) in enumerate([(0, 18), (5, 27), (13, 18)]):
        words = "".join(piece.text for piece in pieces if any(mark.record == f"s{place}" for mark in piece.marks))
        assert words == text[start:end]
    html = "".join(html_of(block) for block in blocks_of(text, form))
    ET.fromstring(f"<p>{html}</p>")  # noqa: S314
    assert html.count('id="w-s1"') == 1


def test_furniture_is_a_block_of_its_own_and_the_title_is_the_headline():
    text = "A title\n\nWords of the article.\n\nSubscribe\nNow\n\nMore words."
    start = text.index("Subscribe")
    blocks = blocks_of(text, form_with([], [(start, start + 9), (start + 10, start + 13)], title="A title"))
    assert [block.kind for block in blocks] == ["headline", "text", "furniture", "text"]
    assert blocks[2].lines == 2


def test_every_type_mode_and_status_has_words():
    modes = {(name, mode) for name in ontology.TYPES for mode in (*ontology.modes(name), "")}
    assert set(wording._VERBS) <= modes
    for name, mode in modes:
        for status in ontology.STATUSES:
            for recipients in ([], [{"name": "Sudan"}]):
                event = {
                    "type": name,
                    "mode": mode or None,
                    "status": status,
                    "actors": [{"name": "Chad"}],
                    "recipients": recipients,
                }
                assert wording.sentence(event).startswith("Chad ")
                assert wording.sentence(event).endswith(" Sudan") == bool(recipients)
    assert set(wording.STATUS_WORDS) == set(ontology.STATUSES)
    assert set(wording.VOICE_WORDS) == set(ontology.VOICES)
    assert set(wording.TYPE_WORDS) == set(ontology.TYPES)


def test_a_sentence_is_in_the_mood_of_its_status():
    event = {"type": "CONSULT", "mode": "visit", "actors": [{"name": "Chad"}], "recipients": [{"name": "Sudan"}]}
    said = [wording.sentence({**event, "status": status}) for status in ("actual", "future", "hypothetical", "negated")]
    assert said == [
        "Chad visited Sudan",
        "Chad is to visit Sudan",
        "Chad might visit Sudan",
        "Chad did not visit Sudan",
    ]


def test_a_chart_is_well_formed_and_draws_what_it_counts():
    up = [charts.Cell({1: 2, 4: 1}, -3.0, "/events?a=1&b=2"), charts.Cell({}, 0.0)]
    down = [charts.Cell({}, 0.0), charts.Cell({3: 3}, -4.5)]
    terms = [[charts.Term('<Evil> & "Co"', "president", 0, 1)]]
    drawn = charts.mirror(
        charts.Mirror(periods=["2021-01", "2021-02"], up_name="<A>", down_name="B", up=up, down=down, up_terms=terms)
    )
    root = ET.fromstring(str(drawn))  # noqa: S314
    heights = {
        q: [float(r.get("height")) for r in root.iter("{http://www.w3.org/2000/svg}rect") if r.get("class") == q]
        for q in ("q1", "q3", "q4")
    }
    assert abs(heights["q1"][0] + 0.6 - 2 * (heights["q4"][0] + 0.6)) < 0.2
    assert abs(heights["q3"][0] - charts._HALF) < 1
    assert root.find(".//{http://www.w3.org/2000/svg}a").get("href") == "/events?a=1&b=2"
