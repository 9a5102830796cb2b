"""The corpus tool: markup to offsets, checks that can fail, compiled form, variety."""

from __future__ import annotations

import json

import pytest

from legation.errors import DataError
from tools.corpus.__main__ import main
from tools.corpus.checking import check_gold, check_items
from tools.corpus.compiling import compile_item
from tools.corpus.coverage import act_words, describe, mean_overlap
from tools.corpus.markup import parse_event_line, parse_spans, parse_text

HEAD = "## batch: t\n### construction: c\n"


def problems(body: str, head: str = HEAD) -> list[str]:
    items, wrong = parse_text(head + body, "t-01.txt")
    return [str(problem) for problem in [*wrong, *check_items(items)]]


def test_nested_spans_keep_plain_offsets() -> None:
    text, spans = parse_spans("[[Oman's|1A] navy|2A 3R] [fired|1T].")
    assert text == "Oman's navy fired."
    assert [(text[span.start : span.end], span.labels) for span in spans] == [
        ("Oman's", ((1, "A"),)),
        ("Oman's navy", ((2, "A"), (3, "R"))),
        ("fired", ((1, "T"),)),
    ]


@pytest.mark.parametrize("marked", ["[a|1A", "a|1A]", "[a]", "[a|]", "[a|1Q]", "[a|A1]", "[a|1A 1A]", "a] b"])
def test_malformed_markup_is_refused(marked: str) -> None:
    with pytest.raises(DataError, match=r"write|drop|use|close|name"):
        parse_spans(marked)


def test_figures_in_headlines_are_no_event_lines() -> None:
    assert parse_event_line("12 DEAD in blast at the port of Aden", 1) is None
    assert parse_event_line("3 SHOT in clash", 1) is None or parse_event_line("3 SHOT in clash", 1).type == "SHOT"
    event = parse_event_line("2 ASSAULT/drone negated via=post stance=denies", 7)
    assert event is not None
    assert (event.number, event.mode, event.status, event.keys["via"]) == (2, "drone", "negated", "post")


GOOD = "[Oman|1A] [expelled|1T] [two envoys|1R].\n1 SANCTION/expel actual\n"


def test_good_item_has_no_problem() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (GOOD.replace("/expel", "/throw"), "no mode 'throw'"),
        (GOOD.replace("SANCTION", "SANKTION"), "not PLOVER's"),
        (GOOD.replace("actual", "real"), "status 'real'"),
        (GOOD.replace("actual", "actual via=pigeon"), "via='pigeon'"),
        (GOOD.replace("actual", "actual ctx=diplomatic,sea"), "ctx='sea'"),
        (GOOD.replace("[Oman|1A]", "[Oman|2A]"), "2A on 'Oman' has no event line"),
        (GOOD.replace("|1T]", "|1P]"), "0 triggers"),
        (GOOD.replace("[two envoys|1R]", "[two envoys|1S]"), "no via="),
        (GOOD.replace("[Oman|1A]", "[Om|1A]an"), "cuts a word"),
        (GOOD.replace("[Oman|1A] ", "[Oman |1A] "), "blank"),
        ("1 AID actual\n", "without a sentence"),
    ],
)
def test_each_breach_is_named(body: str, words: str) -> None:
    found = problems(body)
    assert any(words in problem for problem in found), found
    assert all(problem.startswith("t-01.txt:") for problem in found)


def test_negatives_hold_no_actual_event_and_batch_is_needed() -> None:
    assert any("under a negative" in problem for problem in problems(GOOD, "## batch: t\n### negative: sport\n"))
    assert any("no batch" in problem for problem in problems(GOOD, "### construction: c\n"))


def test_article_offsets_run_over_the_whole() -> None:
    body = "## batch: t\n### article: a | published=2020-01-02\n" + GOOD + "\n[It|1A] [left|1T].\n1 RETREAT actual\n"
    items, wrong = parse_text(body, "t-01.txt")
    assert not wrong
    compiled = json.loads(json.dumps(compile_item(items[0])))
    assert len(items) == 1
    assert (compiled["id"], compiled["article"], compiled["published"]) == ("t-01:2", "t-01:2", "2020-01-02")
    start, end = compiled["events"][1]["trigger"]
    assert compiled["text"][start:end] == "left"
    assert [compiled["text"][start:end] for start, end in compiled["sentences"]] == compiled["text"].split("\n")
    assert compiled["events"][0]["recipients"] == [[14, 24]]


def test_gold_runs_are_found_and_seven_words_pass(tmp_path) -> None:
    (tmp_path / "g.jsonl").write_text(json.dumps({"text": "a b c d e f g h i"}) + "\n", encoding="utf-8")
    items, _ = parse_text(HEAD + "z B c, d e f g h i.\n\nx a b c d e f g.\n", "t-01.txt")
    assert [problem.line for problem in check_gold(items, tmp_path)] == [3]
    assert check_gold(items, tmp_path / "none") == []


def test_variety_figures() -> None:
    assert act_words("had not been shelled") == "shelled"
    items, _ = parse_text(HEAD + "a b c d.\n\na b c d.\n\ne f g h.\n", "t-01.txt")
    assert mean_overlap([item.sentences[0] for item in items]) == pytest.approx(2 / 3)
    assert any(line.startswith("SANCTION") for line in describe(items))


def test_command_reports_with_exit_status(tmp_path, capsys) -> None:
    path = tmp_path / "t-01.txt"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    assert main(["coverage", str(path)]) == 0
    path.write_text(HEAD + GOOD.replace("|1T]", "|1Z]"), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "label '1Z'" in capsys.readouterr().err
