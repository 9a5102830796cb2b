"""Reading files, folders and standard input: what comes in, and how each kind of bad input is refused."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.acquire import DOCUMENT_LIMIT, Page, Problem, read_source
from legation.acquire.lines import page_of_line
from legation.errors import LineError, SourceError
from legation.records import Span


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(results):
    (result,) = list(results)
    return result


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Ankara protested.\r\nTwice.\n", "Ankara protested.\r\nTwice.\n"),
        ("\ufeffÎn București".encode(), "În București"),
        ("Kyiv «спасибо»".encode("utf-16"), "Kyiv «спасибо»"),
        ("Kyiv «спасибо»".encode("utf-32"), "Kyiv «спасибо»"),
        (b"PK talks began.", "PK talks began."),
        (b"BZh is no word, but text.", "BZh is no word, but text."),
        (b"{curly} words open this text", "{curly} words open this text"),
    ],
)
def test_a_text_file_is_one_page_as_received(tmp_path, content, text):
    path = write(tmp_path, "a.txt", content)
    page = only(read_source(path))
    assert page == Page(text=text, source=str(path))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("blank.jsonl", b"\n\n", "is empty"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        ("a.zip", b"PK\x03\x04\x14\x00", "a ZIP archive"),
        ("noise.bin", bytes(range(256)), "a binary file"),
        ("latin.txt", "São\nSão Tomé".encode("cp1252"), "byte 0xe3 at offset 1"),
        ("cut.txt", b"\xff\xfeA", "is not UTF-16"),
        ("list.json", b'[\n {"text": "a"}]', "JSON list"),
        ("one.json", b'{\n "text": "a"}', "one JSON object over many lines"),
        ("long.txt", b"word " * (DOCUMENT_LIMIT // 5 + 1), "more than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_problem_with_its_name(tmp_path, name, content, words):
    path = write(tmp_path, name, content)
    problem = only(read_source(path))
    assert isinstance(problem, Problem)
    assert isinstance(problem.error, SourceError)
    assert words in str(problem.error)
    assert str(path) in str(problem.error)
    assert problem.error.remedy


@pytest.mark.parametrize(
    ("source", "problem", "remedy"),
    [
        ("ftp://s.example/x", "is no address of the web", "https://"),
        ("www.strait.example/news", "no such file or folder", "an address begins with https://"),
        ("nowhere/x.txt", "no such file or folder", "check the path"),
    ],
)
def test_what_is_no_file_may_be_meant_for_an_address(source, problem, remedy):
    error = only(read_source(source)).error
    assert (error.problem, error.place) == (problem, source)
    assert remedy in error.remedy


def test_dates_of_lines_are_read_by_the_order_that_another_line_shows(tmp_path):
    rows = [{"body": "Ankara protested.", "date": date} for date in ("03/05/2021", "25/05/2021")]
    path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [page.published for page in read_source(path)] == ["2021-05-03", "2021-05-25"]
    path = write(tmp_path, "b.jsonl", json.dumps(rows[0]))
    assert only(read_source(path)).published == "03/05/2021"


def test_a_line_without_a_text_names_its_keys(tmp_path):
    path = write(tmp_path, "a.jsonl", '{"words": "Ankara protested.", "n": 3}')
    error = only(read_source(path)).error
    assert "--text-column" in error.remedy
    assert "words, n" in error.remedy


def test_wrong_encoding_names_line_and_guesses_the_remedy(tmp_path):
    path = write(tmp_path, "latin.txt", "one\ntwo\nSão Tomé".encode("cp1252"))
    problem = only(read_source(path))
    assert problem.source == f"{path}:3"
    assert "Windows-1252" in problem.error.remedy
    assert only(read_source(path, encoding="cp1252")).text == "one\ntwo\nSão Tomé"
    assert "unknown encoding" in str(only(read_source(path, encoding="klingon")).error)


def test_a_document_of_exactly_the_limit_is_read(tmp_path):
    path = write(tmp_path, "long.txt", b"x" * DOCUMENT_LIMIT)
    assert len(only(read_source(path)).text) == DOCUMENT_LIMIT


def test_unknown_paths_are_problems():
    for path in ("/no/such/file.txt", "bad\0name"):
        problem = only(read_source(path))
        assert isinstance(problem.error, SourceError)
        assert repr(path)[1:5] in repr(str(problem.error))


def test_a_folder_is_walked_in_sorted_order_without_hidden_files(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, name, name)
    write(tmp_path, "bad.txt", b"")
    texts = [getattr(result, "text", "problem") for result in read_source(tmp_path)]
    assert texts == ["a.txt", "problem", "c.txt", "b/1.txt", "b/2.txt"]


def test_an_empty_folder_is_a_problem(tmp_path):
    assert "holds no files" in str(only(read_source(tmp_path)).error)


def test_bad_lines_are_problems_and_the_rest_goes_on(tmp_path):
    lines = [
        json.dumps({"id": "a", "date": 2004, "text": "Baku protested.", "title": "Note"}),
        "{broken",
        "",
        '["text"]',
        '{"id": "no text"}',
        '{"text": 5}',
        '{"text": " "}',
        '{"text": "a", "date": [1]}',
        '{"text": "half \\ud800"}',
        "[" * 100_000,
        '{"text": "caf\xe9"}'.encode("latin-1"),
        '{"text": "a", "pairs": [{"source": [0, 1], "target": [0, 2]}]}',
        '{"text": "last one", "pairs": [{"source": [0, 4], "target": [5, 8]}]}',
    ]
    path = write(tmp_path, "a.jsonl", b"\n".join(x if isinstance(x, bytes) else x.encode() for x in lines))
    results = list(read_source(path))
    problems = [result for result in results if isinstance(result, Problem)]
    assert [problem.source for problem in problems] == [f"{path}:{n}" for n in (2, 4, 5, 6, 7, 8, 9, 10, 11, 12)]
    assert results[0] == Page(text="Baku protested.", source=f"{path}:1", id="a", published="2004", title="Note")
    assert results[-1].pairs[0].target == Span(5, 8)
    assert results[-1].source == f"{path}:13"


def test_jsonl_is_told_by_content_not_by_name(tmp_path):
    path = write(tmp_path, "export.txt", '{"text": "Minsk agreed."}\n')
    assert only(read_source(path)).text == "Minsk agreed."


def test_wide_jsonl_is_read_and_an_oversized_line_is_skipped(tmp_path, monkeypatch):
    path = write(tmp_path, "wide.jsonl", '{"text": "Ř"}\n\n{"text": "ž"}'.encode("utf-16"))
    assert [page.text for page in read_source(path)] == ["Ř", "ž"]
    monkeypatch.setattr("legation.acquire.sources._LINE_LIMIT", 100)
    long = '{"text": "' + "x" * 200_000 + '"}\n{"text": "next"}\n'
    for encoding in ("utf-8", "utf-16"):
        write(tmp_path, "wide.jsonl", long.encode(encoding))
        problem, page = read_source(path)
        assert problem.source == f"{path}:1"
        assert (page.text, page.source) == ("next", f"{path}:2")


def test_a_line_whose_text_is_over_the_limit_is_refused(tmp_path):
    path = write(tmp_path, "a.jsonl", json.dumps({"text": "x" * (DOCUMENT_LIMIT + 1)}) + '\n{"text": "next"}')
    problem, page = read_source(path)
    assert "more than 5 MB" in str(problem.error)
    assert page.text == "next"


@pytest.mark.parametrize(
    ("content", "texts"), [(b"Plain words.", ["Plain words."]), (b'{"text": "a"}\n{"text": "b"}\n', ["a", "b"])]
)
def test_standard_input_is_read(monkeypatch, content, texts):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert [page.text for page in read_source("-")] == texts


@given(st.text())
def test_any_line_gives_a_page_or_a_line_error(line):
    try:
        page = page_of_line(line, "here:1")
    except LineError:
        return
    assert page.text.strip()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_text_comes_back_as_given(text):
    assert page_of_line(json.dumps({"text": text}), "here:1").text == text
