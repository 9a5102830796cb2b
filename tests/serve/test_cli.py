"""The command: real input, wrong input, what it prints where, and its exit codes."""

import json
import subprocess
import sys

import jsonschema
import pytest
from click.testing import CliRunner

import legation
from legation.serve.cli import main
from legation.store.ledger import Ledger
from legation.store.schema import article_schema

TEXT = "Chad accused Sudan on Tuesday of arming rebels.\n"


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, catch_exceptions=False)


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_prints_its_event_with_words_and_chain(tmp_path):
    result = run("code", write(tmp_path, "a.txt", TEXT), "--date", "2021-04-21")
    assert result.exit_code == 0
    assert "ACCUSE" in result.stdout
    assert "TCD" in result.stdout
    assert "2021-04-20" in result.stdout
    assert result.stderr == ""


def test_every_line_of_jsonl_follows_the_schema_and_keeps_the_callers_id(tmp_path):
    rows = [{"id": f"x{n}", "date": "2021-04-21", "text": TEXT * n} for n in (1, 2, 3)]
    path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    result = run("code", path, "--format", "jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["x1", "x2", "x3"]
    checker = jsonschema.Draft202012Validator(article_schema())
    for line in lines:
        checker.validate(line)
        for report in line["reports"]:
            start, end = report["mentions"][0]["trigger"]
            assert rows[0]["text"][start:end] == report["mentions"][0]["text"]


def test_standard_input_is_a_document():
    result = run("code", "-", "--format", "json", stdin=TEXT)
    (article,) = json.loads(result.stdout)
    assert article["reports"][0]["type"] == "ACCUSE"
    assert article["document"]["published"] is None


def test_pairs_are_always_answered(tmp_path):
    row = {"id": "p", "date": None, "text": TEXT, "pairs": [{"source": [0, 4], "target": [13, 18]}]}
    result = run("code", write(tmp_path, "a.jsonl", json.dumps(row)), "--format", "jsonl")
    (pair,) = json.loads(result.stdout)["pairs"]
    assert pair["type"] == "ACCUSE"
    assert len(pair["scores"]) == 16


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not text"),
        ("latin.txt", "São Tomé accused Gabon.".encode("cp1252"), "offset 1"),
        ("large.txt", b"Chad accused Sudan. " * 260_000, "5"),
    ],
)
def test_a_bad_file_is_one_line_and_the_rest_is_coded(tmp_path, name, content, words):
    bad, good = write(tmp_path, name, content), write(tmp_path, "good.txt", TEXT)
    ledger = tmp_path / "kept.ledger"
    result = run("code", bad, good, "--date", "2021-04-21", "--ledger", ledger)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(bad) in line
    assert words in line
    assert "ACCUSE" in result.stdout
    with Ledger(ledger) as kept:
        assert kept.count()["article"] == 1


def test_a_bad_line_is_named_by_its_number_and_the_rest_is_coded(tmp_path):
    path = write(
        tmp_path, "a.jsonl", json.dumps({"text": TEXT}) + "\n{broken\n" + json.dumps({"text": TEXT * 2}) + "\n"
    )
    result = run("code", path, "--format", "jsonl")
    assert result.exit_code == 1
    assert f"{path}:2" in result.stderr
    assert len(result.stdout.splitlines()) == 2


def test_an_unknown_path_and_a_bad_date_end_with_a_remedy(tmp_path):
    missing = run("code", tmp_path / "nowhere.txt")
    assert (missing.exit_code, "nowhere.txt" in missing.stderr) == (1, True)
    bad_date = run("code", write(tmp_path, "a.txt", TEXT), "--date", "20 April")
    assert bad_date.exit_code == 2
    assert "2021-04" in bad_date.stderr


def test_nothing_is_kept_without_a_ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "a.txt", TEXT)
    run("code", "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("kind", ["jsonl", "ledger"])
def test_explain_tells_rule_words_and_reasons(tmp_path, kind):
    text, ledger = write(tmp_path, "a.txt", TEXT), tmp_path / "kept.ledger"
    result = run("code", text, "--format", "jsonl", "--ledger", ledger)
    identity = json.loads(result.stdout)["reports"][0]["id"]
    source = write(tmp_path, "coded.jsonl", result.stdout) if kind == "jsonl" else ledger
    told = run("explain", identity, "--from", source)
    assert told.exit_code == 0
    assert "accused" in told.stdout
    assert "rule: " in told.stdout
    unknown = run("explain", "r0000000000000000", "--from", source)
    assert unknown.exit_code == 2
    assert "no record" in unknown.stderr


def test_a_user_lexicon_is_read_and_its_errors_name_file_and_line(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    write(folder, "CONSULT.txt", "[powwow] verb\nactor = subj\njoint = with\nweight = 0.9\n")
    text = write(tmp_path, "a.txt", "Chad powwowed with Sudan.\n")
    assert "CONSULT" in run("code", text, "--ontology", folder).stdout
    write(folder, "ACCUSE.txt", "[lambaste] verb\nnonsense here\n")
    result = run("code", text, "--ontology", folder)
    assert result.exit_code == 2
    assert "ACCUSE.txt:2" in result.stderr


def test_help_has_examples_and_the_version_is_told():
    for name in main.commands:
        lines = run(name, "--help").stdout.splitlines()
        assert any(line.strip() in {"Example:", "Examples:"} for line in lines), (
            f"{name}: examples on lines of their own"
        )
    assert legation.__version__ in run("--version").stdout


def test_the_package_imports_light():
    program = (
        "import sys, legation; print([m for m in ('numpy', 'onnxruntime', 'sqlalchemy', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
