from __future__ import annotations

from pathlib import Path

import pytest

from legation.records import EventScore
from tools.train_reader.corpus import act_word, event_labels, is_held_out, is_in_share, load_corpus
from tools.train_reader.event_figures import event_figures, pair_cases, reliability

TEXT = """## batch: t-01
### construction: two acts
[The ministry in Lima|1A] [did not condemn|1T] [Chile's|1R 2A] [visit|2T], [state radio|1Y] said [on Friday|1W].
1 ACCUSE/disapprove negated via=state-media
2 CONSULT/visit actual

### negative: sport
The visitors attacked from the kick-off.
"""


@pytest.fixture
def sentences(tmp_path: Path) -> list[dict[str, object]]:
    (tmp_path / "t-01.txt").write_text(TEXT, encoding="utf-8")
    return load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("trigger", "word"),
    [
        ("would not hand over", "hand"),
        ("held talks", "talks"),
        ("called off", "called"),
        ("has been told to go", "go"),
        ("met behind closed doors", "met"),
        ("six hours of bargaining", "bargaining"),
        ("did not", "did"),
        ("visit", "visit"),
    ],
)
def test_act_word(trigger: str, word: str) -> None:
    words = trigger.split()
    assert words[act_word(words, range(len(words)))] == word


def test_spans_become_words(sentences: list[dict[str, object]]) -> None:
    told, plain = sentences
    words = told["words"]
    first, second = told["events"]
    assert (words[first["word"]], words[second["word"]]) == ("condemn", "visit")
    assert {role: [words[n] for n in found] for role, found in first["roles"].items() if found} == {
        "actor": ["ministry"],
        "recipient": ["Chile"],
        "relay": ["radio"],
        "time": ["Friday"],
    }
    assert (first["mode"], first["status"], first["via"], first["stance"]) == (
        "disapprove", "negated", "state-media", "asserts",
    )  # fmt: skip
    assert plain["events"] == []
    assert plain["negative"] == "sport"


def test_an_item_with_a_problem_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t-01.txt").write_text(TEXT + "\n[Broken|9 words attacked.\n", encoding="utf-8")
    assert len(load_corpus(tmp_path)) == 2
    assert "t-01.txt:10" in capsys.readouterr().err


def test_the_held_out_part_is_a_tenth_and_shares_are_nested() -> None:
    parts = [(f"b{n % 40}", f"construction {n}") for n in range(4000)]
    assert 320 < sum(is_held_out(*part) for part in parts) < 480
    rows = [{"batch": batch, "construction": name} for batch, name in parts]
    small = [row for row in rows if is_in_share(row, 0.1)]
    assert 320 < len(small) < 480
    assert all(is_in_share(row, 0.3) for row in small)
    assert all(is_in_share(row, 1.0) for row in rows)


def test_labels_name_every_mode_once() -> None:
    labels = event_labels()
    assert len(set(labels["modes"])) == len(labels["modes"])
    assert {name.split("/")[0] for name in labels["modes"]} <= set(labels["types"])


def proposal(token: int, kind: str, chance: float, **more: object) -> EventScore:
    return EventScore(sentence=0, token=token, type=kind, probability=chance, **more)


def test_figures(sentences: list[dict[str, object]]) -> None:
    words = sentences[0]["words"]
    condemn, visit, chile = words.index("condemn"), words.index("visit"), words.index("Chile")
    found = [
        (
            proposal(
                condemn - 1, "ACCUSE", 0.9, status="negated", arguments=(("recipient", chile, 0.8), ("actor", 0, 0.6))
            ),
            proposal(visit, "AID", 0.7),
            proposal(chile, "AID", 0.4),
        ),
        (proposal(2, "ASSAULT", 0.6),),
    ]
    figures = event_figures(sentences, found)
    assert figures["trigger_type"] == pytest.approx(2 / 5)  # one of three said, of two meant
    assert figures["trigger"] == pytest.approx(4 / 5)
    assert figures["status"] == 1
    assert figures["parties"] == pytest.approx(1 / 2)
    assert figures["negatives_silent"] == 0
    assert [row["count"] for row in reliability(sentences, found)] == [1, 1, 1, 1]
    assert pair_cases(sentences) == [(0, words.index("ministry"), chile, "ACCUSE")]
