"""The model at work: words of sentences in, their analyses out; onnxruntime and numpy only.

Every sentence gets the same numbers alone or among others (tested bit for bit): its pieces are never padded, for it
shares a batch only with sentences of as many pieces, and the weights' products are exact in integers. Sentences longer than the model sees at once are read in
windows, cut after punctuation where possible; a later window's root hangs on the first one's as `parataxis`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from legation.errors import ModelError
from legation.read.decoding import best_labels, best_tree, flat_at_hand, name_order, name_spans, one_head, uncrossed
from legation.read.events import EventDecoder, scores_of
from legation.read.lemmas import KEEP, Lemmatiser
from legation.read.wordpiece import CONTINUATION, SPECIAL, WordPiece, word_shapes
from legation.records import EventScore

#: Pieces that the model sees at once, its two marks included.
LONGEST = 512
#: Pieces in a batch: enough to keep the processor busy, few enough to stay in its cache.
BUDGET = 1_536
#: The version of the model's form: inputs, outputs and files.
FORM = 1
#: Outputs of the heads that read acts; older models have none.
EVENT_OUTPUTS = ("acts", "triggers", "parts")

_state = onnxruntime.capi.onnxruntime_pybind11_state
#: What onnxruntime says of a file that is no model, or of a model that it cannot run.
_DAMAGED = (_state.Fail, _state.InvalidProtobuf, _state.InvalidGraph, _state.InvalidArgument, _state.NotImplemented)
_FORMAT_REMEDY = "reinstall legation, or give another model folder"


#: Tags whose words can be listed, and the letters from which on a word outside of the list is taken for an open class.
_CLOSED = frozenset({"IN", "DT", "TO", "CC", "MD", "PRP", "PRP$", "WDT", "WP", "WRB", "EX", "RP", "PDT", "POS", "WP$"})
_LONG = 5


def _open_tags(word: str) -> tuple[str, str, str]:
    """Return the likeliest tags of a word of an open class by its ending, and the edit script of its lemma."""
    if word.endswith("ed"):
        return "VERB", "VBD", "l:2:"
    if word.endswith("ing"):
        return "VERB", "VBG", "l:3:"
    if word.endswith("ly"):
        return "ADV", "RB", "l:0:"
    if word[0].isupper():
        return "PROPN", "NNP", KEEP
    return ("NOUN", "NNS", "l:1:") if word.endswith("s") else ("NOUN", "NN", "l:0:")


@dataclass(frozen=True, slots=True)
class Analysis:
    """A sentence's analysis, one entry a word; `heads` are places of words, -1 for the root."""

    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    #: First word, last word (included) and kind of each name.
    names: tuple[tuple[int, int, str], ...]
    #: Acts that the model proposes; their `sentence` is 0. Empty where it has no heads for them.
    events: tuple[EventScore, ...] = ()


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a sentence that the model sees at once, in numbers."""

    sentence: int
    first_word: int
    words: Sequence[str]
    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


class Engine:
    """A loaded model. It keeps no state between calls but a store of known words."""

    def __init__(self, folder: Path) -> None:
        """Load the model of `folder`; raise ModelError where it is missing, damaged or of another form."""
        self._folder = folder
        try:
            described = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
            words = frozenset(piece for piece in vocabulary if piece.isalpha() and len(piece) > 2)
            self._lemmatiser = Lemmatiser.load(folder / "lemmas.tsv.gz", words)
            self._session = _session(folder / "model.onnx")
        except FileNotFoundError as error:
            message = "the reader's model is missing"
            raise ModelError(message, place=str(error.filename), remedy=_FORMAT_REMEDY) from error
        except (OSError, ValueError, *_DAMAGED) as error:
            message = f"the reader's model cannot be read: {error}"
            raise ModelError(message, place=str(folder), remedy=_FORMAT_REMEDY) from error
        if described.get("form") != FORM:
            message = f"the reader's model is of form {described.get('form')}, not {FORM}"
            raise ModelError(message, place=str(folder), remedy=_FORMAT_REMEDY)
        self.name: str = described["name"]
        self._labels: dict[str, list[str]] = described["labels"]
        self._follows = name_order(self._labels["names"])
        self._pieces = WordPiece(vocabulary)
        #: Reads acts; None where the model has no heads for them.
        self.events: EventDecoder | None = None
        self._outputs = ["arcs", "heads", "relations", "upos", "xpos", "feats", "lemma", "names"]
        if "types" in self._labels:
            self.events = EventDecoder(self._labels, described.get("temperatures"), described.get("shift", 0.0))
            self._outputs += EVENT_OUTPUTS

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Return the analysis of each sentence (words as they stand in the text), in the order given."""
        windows = [window for place, words in enumerate(sentences) for window in self._windows(place, words)]
        parts: list[list[tuple[int, Analysis]]] = [[] for _ in sentences]
        for batch in _batches(windows):
            for window, analysis in zip(batch, self._run(batch), strict=True):
                parts[window.sentence].append((window.first_word, analysis))
        return [_joined(sorted(found, key=lambda part: part[0])) for found in parts]

    def rank(self, words: Sequence[str], first: int, second: int) -> list[tuple[str, float]]:
        """Return all types with probabilities, the likeliest first, for what one party did to another.

        Parties are given by the places of the words that stand for them (`events.party_word`). The list is empty where
        the model has no heads for acts, or where the two do not stand within what it sees at once.
        """
        for window in self._windows(0, words):
            start, count = window.first_word, len(window.words)
            if self.events and all(start <= place < start + count for place in (first, second)):
                parts = scores_of(self._answers([window]), 0, count)
                return self.events.ranked(*parts, first - start, second - start)
        return []

    def event_scores(self, words: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return the raw scores of one sentence that fits the model, for `events.EventDecoder`; to calibrate by."""
        (window,) = self._windows(0, words)
        return scores_of(self._answers([window]), 0, len(words))

    def _windows(self, sentence: int, words: Sequence[str]) -> Iterator[_Window]:
        """Cut the words into as few windows as fit, after punctuation where there is some late in the window."""
        pieces = [self._pieces.pieces(word) for word in words]
        shapes = word_shapes(words)
        start = 0
        while start < len(words):
            room, end = LONGEST - 2, start
            while end < len(words) and len(pieces[end]) <= room:
                room -= len(pieces[end])
                end += 1
            if end < len(words):
                cuts = [n for n in range(start + (end - start) // 2, end) if words[n] in (";", ",", ":", ".", "-", "—")]
                end = cuts[-1] + 1 if cuts else end
            yield self._window(sentence, start, words[start:end], pieces[start:end], shapes[start:end])
            start = end

    def _window(
        self,
        sentence: int,
        start: int,
        words: Sequence[str],
        pieces: Sequence[tuple[int, ...]],
        shapes: Sequence[int],
    ) -> _Window:
        numbers, forms, first, last = [self._pieces.start], [SPECIAL], [0], [0]
        for found, shape in zip(pieces, shapes, strict=True):
            first.append(len(numbers))
            numbers.extend(found)
            forms.append(shape)
            forms.extend([CONTINUATION] * (len(found) - 1))
            last.append(len(numbers) - 1)
        numbers.append(self._pieces.end)
        forms.append(SPECIAL)
        return _Window(sentence, start, words, numbers, forms, first, last)

    def _run(self, batch: Sequence[_Window]) -> list[Analysis]:
        """Run the model over windows of one length in pieces."""
        answers = self._answers(batch)
        return [self._analysis(window, {k: v[row] for k, v in answers.items()}) for row, window in enumerate(batch)]

    def _answers(self, batch: Sequence[_Window]) -> dict[str, NDArray[Any]]:
        size = len(batch)
        count = max(3, *(len(window.first) for window in batch))  # the model looks for three likely heads
        word = np.zeros((3, size, count), np.int64)
        for row, window in enumerate(batch):
            here = len(window.first)
            word[0, row, :here] = window.first
            word[1, row, :here] = window.last
            word[2, row, :here] = 1
        given = dict(zip(("first", "last", "words"), word, strict=True))
        given["pieces"] = np.array([window.pieces for window in batch], np.int64)
        given["shapes"] = np.array([window.shapes for window in batch], np.int64)
        return dict(zip(self._outputs, self._session.run(self._outputs, given), strict=True))

    def _analysis(self, window: _Window, scores: dict[str, NDArray[Any]]) -> Analysis:
        """Decode the scores of one window; word 0 of `scores` is the root."""
        words = window.words
        inside = slice(1, len(words) + 1)
        arcs = scores["arcs"][: len(words) + 1, : len(words) + 1]
        heads = uncrossed(arcs, best_tree(arcs)[0])
        tags = {
            task: [self._labels[task][label] for label in scores[task][inside].tolist()]
            for task in ("upos", "xpos", "feats", "lemma")
        }
        for place, word in enumerate(words):
            tag = tags["xpos"][place]
            if tag in _CLOSED and len(word) >= _LONG and word.isalpha() and not self._is_listed(word):
                tags["upos"][place], tags["xpos"][place], tags["lemma"][place] = _open_tags(word)
            if tag == "VBD":  # two heads answer one question: a form of the past has no present tense
                tags["feats"][place] = tags["feats"][place].replace("Tense=Pres", "Tense=Past")
        lemma = self._lemmatiser.lemma
        lemmas = map(lemma, words, tags["xpos"], tags["lemma"])
        bio = best_labels(scores["names"][inside], self._follows)
        names = name_spans([self._labels["names"][label] for label in bio])
        relations = list(self._relations(heads, scores["heads"][inside], scores["relations"][inside]))
        heads = flat_at_hand([head - 1 for head in heads], relations)
        heads, relations = one_head(heads, relations, names)
        return Analysis(
            lemmas=tuple(lemmas),
            upos=tuple(tags["upos"]),
            xpos=tuple(tags["xpos"]),
            feats=tuple(tags["feats"]),
            heads=tuple(heads),
            relations=tuple(relations),
            names=tuple(names),
            events=self.events.found(*(scores[name][inside] for name in EVENT_OUTPUTS)) if self.events else (),
        )

    def _is_listed(self, word: str) -> bool:
        return any(self._lemmatiser.knows(word, tag) for tag in _CLOSED)

    def _relations(self, heads: Sequence[int], likely: NDArray[Any], labels: NDArray[Any]) -> Iterator[str]:
        """Yield the relation of each word to its head.

        The model labels each word's few likeliest heads; a repaired tree may choose another, whose label is that of the
        likeliest (`dep` where that is the root's).
        """
        names = self._labels["deprel"]
        for head, choices, found in zip(heads, likely.tolist(), labels.tolist(), strict=True):
            if head == 0:
                yield "root"
            else:
                label = names[found[choices.index(head)]] if head in choices else names[found[0]]
                yield "dep" if label == "root" else label


def _session(path: Path) -> Any:
    """Open the model on one thread: documents are the unit of work to share among processors."""
    if not path.exists():
        raise FileNotFoundError(2, "no such file", str(path))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """Yield groups of windows of one length in pieces, within the budget."""
    group: list[_Window] = []
    for window in sorted(windows, key=lambda w: (len(w.pieces), len(w.first))):
        length = len(window.pieces)
        if group and (length != len(group[0].pieces) or length * (len(group) + 1) > BUDGET):
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def _joined(parts: Sequence[tuple[int, Analysis]]) -> Analysis:
    """Join the windows of one sentence to one analysis with one root."""
    if len(parts) == 1:
        return parts[0][1]
    heads: list[int] = []
    relations: list[str] = []
    root = parts[0][1].heads.index(-1) if parts else 0
    for start, part in parts:
        for head, relation in zip(part.heads, part.relations, strict=True):
            is_later_root = head < 0 and start > 0
            heads.append(root if is_later_root else head + start if head >= 0 else head)
            relations.append("parataxis" if is_later_root else relation)
    return Analysis(
        lemmas=tuple(word for _, part in parts for word in part.lemmas),
        upos=tuple(word for _, part in parts for word in part.upos),
        xpos=tuple(word for _, part in parts for word in part.xpos),
        feats=tuple(word for _, part in parts for word in part.feats),
        heads=tuple(heads),
        relations=tuple(relations),
        names=tuple((first + start, last + start, kind) for start, part in parts for first, last, kind in part.names),
        events=tuple(_moved(event, start) for start, part in parts for event in part.events),
    )


def _moved(event: EventScore, start: int) -> EventScore:
    """Return the event of a window with places in the whole sentence, of which the window's first word is `start`."""
    arguments = tuple((role, place + start, chance) for role, place, chance in event.arguments)
    return replace(event, token=event.token + start, arguments=arguments)
