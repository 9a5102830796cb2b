from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import ModelError
from legation.read import Reader
from legation.read.engine import Engine
from legation.read.reader import MODEL
from legation.records import Document, Furniture, Reading, Span

TEXTS = (
    "Chad accused Sudan on Tuesday of arming rebels.",
    (
        "HAVANA (Reuters) - Cuba's foreign minister, Bruno Rodriguez, met U.S. Secretary of State John Kerry on Friday. "
        "“We are ready to talk,” he said. “Nobody will stop us.”"
    ),
    "Talks fail\n\nThe European Union and Iran broke off their talks in Vienna. They did not say why.",
    "Go.",
    "The minister, who had arrived from Paris that morning with a delegation of twelve, refused to sign the accord.",
    "",
)


def document(text: str, furniture: tuple[Furniture, ...] = ()) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=digest[:8], text=text, hash=digest, furniture=furniture)


def check(reading: Reading) -> None:
    """Assert what holds of every reading."""
    text = reading.document.text
    for number, sentence in enumerate(reading.sentences):
        assert sentence.index == number
        assert sentence.span == Span(sentence.tokens[0].span.start, sentence.tokens[-1].span.end)
        assert [token.index for token in sentence.tokens] == list(range(len(sentence.tokens)))
        assert all(token.text == token.span.of(text) for token in sentence.tokens)
        assert [token.head for token in sentence.tokens].count(-1) == 1
        assert all((token.deprel == "root") == (token.head == -1) for token in sentence.tokens)
        assert all(-1 <= token.head < len(sentence.tokens) and token.head != token.index for token in sentence.tokens)
        assert all(token.lemma and token.upos and token.xpos and token.feats for token in sentence.tokens)
    for name in reading.names:
        tokens = reading.sentences[name.sentence].tokens
        assert name.span == Span(tokens[name.first].span.start, tokens[name.last].span.end)
    for quote in reading.quotes:
        assert all(quote.span.touches(reading.sentences[place].span) for place in quote.sentences)


def test_a_plain_sentence(reader: Reader) -> None:
    reading = reader(document(TEXTS[0]))
    check(reading)
    (sentence,) = reading.sentences
    by_text = {token.text: token for token in sentence.tokens}
    accused = by_text["accused"]
    assert (accused.lemma, accused.upos, accused.xpos, accused.head) == ("accuse", "VERB", "VBD", -1)
    assert by_text["Chad"].deprel == "nsubj"
    assert by_text["Sudan"].deprel == "obj"
    assert by_text["Sudan"].head == accused.index
    assert "Tense=Past" in accused.feats


def test_names_and_quotations(reader: Reader) -> None:
    text = TEXTS[1]
    reading = reader(document(text))
    names = {(name.span.of(text), name.kind) for name in reading.names}
    assert {("Bruno Rodriguez", "PER"), ("John Kerry", "PER")} <= names
    assert [quote.span.of(text) for quote in reading.quotes] == ["We are ready to talk,", "Nobody will stop us."]
    assert [quote.sentences for quote in reading.quotes] == [(1,), (2,)]


def test_a_document_reads_the_same_alone_and_in_any_company(reader: Reader) -> None:
    documents = [document(text) for text in TEXTS]
    alone = [reader(each) for each in documents]
    for reading in alone:
        check(reading)
    assert list(reader.read_batch(documents)) == alone
    order = list(range(len(TEXTS))) * 5
    random.Random(3).shuffle(order)  # noqa: S311 - no secret
    assert list(reader.read_batch(documents[n] for n in order)) == [alone[n] for n in order]


def test_no_documents(reader: Reader) -> None:
    assert list(reader.read_batch([])) == []
    assert reader(document(" \n ")).sentences == ()


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    check(_shared(document(text)))


def test_furniture_is_left_out(reader: Reader) -> None:
    text = "Chad accused Sudan.\nImage: Getty\nSudan denied it."
    start = text.index("Image")
    reading = reader(document(text, (Furniture(kind="credit", span=Span(start, start + 12)),)))
    assert [sentence.span.of(text) for sentence in reading.sentences] == ["Chad accused Sudan.", "Sudan denied it."]


def test_a_sentence_longer_than_the_model_sees(reader: Reader) -> None:
    text = "The envoy met " + "Nagorno-Karabakh's Abdulrahmanov, " * 60 + "and left."
    reading = reader(document(text))
    check(reading)
    assert len(reading.sentences[0].tokens) > 200


def test_a_window_hangs_on_the_first(reader: Reader) -> None:
    del reader
    words = ["Nagorno", "met", "Abdulrahmanov", ","] * 200 + ["."]
    (analysis,) = _shared_engine().analyse([words])
    assert len(analysis.heads) == len(words)
    assert analysis.heads.count(-1) == 1
    assert "parataxis" in analysis.relations


@pytest.mark.slow
def test_a_long_text_in_linear_time() -> None:
    import time

    def seconds(size: int) -> float:
        text = (TEXTS[1] + "\n\n") * (size // len(TEXTS[1]))
        start = time.process_time()
        _shared(document(text))
        return time.process_time() - start

    assert seconds(400_000) < 15 * seconds(40_000)


def test_a_model_that_is_missing_or_of_another_form(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        Reader(tmp_path)
    for path in MODEL.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    (tmp_path / "labels.json").write_text('{"form": 0}')
    with pytest.raises(ModelError, match="form 0"):
        Reader(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot be read"):
        Reader(tmp_path)


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 30_000_000


_KEPT: list[Reader] = []


def _shared(given: Document) -> Reading:
    """Read with one reader for all examples of a property."""
    if not _KEPT:
        _KEPT.append(Reader())
    return _KEPT[0](given)


def _shared_engine() -> Engine:
    return Engine(MODEL)


def test_a_word_that_no_list_has_is_of_no_closed_class():
    words = Engine(MODEL).analyse([["Moldova", "expelled", "two", "Russian", "diplomats", "."]])[0]
    assert (words.upos[1], words.xpos[1]) == ("VERB", "VBD")
