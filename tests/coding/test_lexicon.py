"""The lexicon's own examples, run as its files promise, and the errors of files that cannot be read."""

from dataclasses import replace
from pathlib import Path

import pytest

import legation
from legation.coding import load_lexicon
from legation.coding.lexicon import read_type
from legation.errors import DataError

EXAMPLES = load_lexicon().examples
KNOWN = Path(__file__).with_name("known_examples.txt")


@pytest.fixture(scope="module")
def coded():
    from legation.acquire import Page
    from legation.pipeline import default_pipeline, document_of

    pages = [Page(text=example.text, source=example.address, id=str(n)) for n, example in enumerate(EXAMPLES)]
    pipeline = default_pipeline()
    # The lexicon by itself: what its files promise must hold without the model.
    readings = (
        replace(reading, events=(), reads_events=False)
        for reading in pipeline.reader.read_batch(map(document_of, pages))
    )
    return {int(reading.document.id): pipeline.code_reading(reading) for reading in readings}


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=lambda n: EXAMPLES[n].address)
def test_example(number, coded):
    example = EXAMPLES[number]
    found = example.type in {report.type for report in coded[number].reports}
    known = example.text in KNOWN.read_text(encoding="utf-8").splitlines()
    assert (found == example.wanted) != known, f"{example.address}: {example.text}" + (
        " - it is right now: take it off known_examples.txt" if known else ""
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("actor = subj", "before the first entry"),
        ("[accuse] verb\nactor subj", "cannot read"),
        ("[accuse] verb\nmode = telepathy", "no mode"),
        ("[accuse] verb\nif obj = @nowhere", "no word class"),
    ],
)
def test_a_bad_file_is_named_with_its_line(text, words):
    with pytest.raises(DataError, match=words) as caught:
        read_type("ACCUSE", text, "ACCUSE.txt", {})
    assert "ACCUSE.txt:" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A suicide bomber killed 12 people at a mosque in Kabul.", "suicide-attack"),
        ("A bomber killed nine soldiers in Kabul.", "aerial"),
        ("Police in Cairo fired rubber bullets at a crowd of students.", "crowd-control"),
    ],
)
def test_a_compound_says_the_mode_more_closely(text, mode):
    assert [r.mode for r in legation.code(text, published="2021-05-03").reports if r.type == "ASSAULT"] == [mode]
