"""Coding again: only what a change can touch, and never one too few."""

import random
import re
import shutil
from pathlib import Path

import pytest

import legation
from legation.acquire import Page
from legation.clean import make_document
from legation.coding import Coder, StatementFinder, contexts, lexicon, lexicon_view, load_lexicon
from legation.coding import reliability as measured
from legation.coding.lexicon_view import Clue, changed, sayings, shipped_files
from legation.keeping import recode, run_of, running
from legation.keeping.changes import Change, Holders
from legation.keeping.running import packed, unpacked
from legation.pipeline import Pipeline
from legation.read import Reader
from legation.read.possible import Possible, Vocabulary, shipped
from legation.resolve import KnowledgeBase, Resolver
from legation.store import contents
from legation.store.care import backup
from legation.store.comparing import differences
from legation.store.ledger import Ledger, Run
from tests.store import made

HOME = Path(legation.__file__).parent


class KeptReader:
    """The shipped reader, that reads each text once: what is tested is the coding."""

    def __init__(self):
        self.reader = Reader()
        self.name = self.reader.name
        self.kept = {}

    def __call__(self, document):
        if document.text not in self.kept:
            self.kept[document.text] = self.reader(document)
        return self.kept[document.text]

    def read_batch(self, documents):
        for document in documents:
            yield self(document)


@pytest.fixture(scope="module", name="reader")
def kept_reader():
    return KeptReader()


@pytest.fixture(name="edited")
def edited_lexicon(tmp_path, monkeypatch):
    """Give a copy of the shipped lexicon's folder that stands in its place."""
    home = tmp_path / "home"
    folder = home / "coding" / "lexicon"
    shutil.copytree(HOME / "coding" / "lexicon", folder)
    (home / "read").mkdir()
    (home / "read" / "model").symlink_to(HOME / "read" / "model")
    for module in (lexicon, lexicon_view, measured, contexts):
        monkeypatch.setattr(module, "files", lambda _: folder.parent)
    monkeypatch.setattr(running, "_HOME", home)
    contexts._table.cache_clear()
    yield folder
    contexts._table.cache_clear()


def pipeline(reader, knowledge=None):
    base = knowledge or KnowledgeBase.load()
    found = load_lexicon()
    contexts._table.cache_clear()
    return Pipeline(
        reader=reader, resolver=Resolver(base), coder=Coder(found), statements=StatementFinder(found.classes), knowledge=base
    )  # fmt: skip


def sentences(count):
    """Return sentences that the lexicon's own examples tell."""
    found = [
        line[2:]
        for _, text in sorted(shipped_files().items())
        for line in text.splitlines()
        if line[:2] in {"+ ", "- "}
    ]
    random.Random(5).shuffle(found)  # noqa: S311 - an order, no secret
    return found[:count]


def coded(path, texts, pipe):
    with Ledger(path) as ledger:
        run = run_of(pipe)
        for number, text in enumerate(texts):
            page = Page(text=text, source="<test>", id=f"a{number}", published="2021-04-21")
            ledger.write(pipe.code(make_document(page)), run)
    return run


def forms(ledger):
    return {form["id"]: form for form in ledger.articles()}


def _add_entry(lines, word, _):
    lines += ["", f"[{word}] verb", "actor = subj", "recipient = obj, of", "weight = 0.9"]


def _more_lemmas(lines, word, draw):
    at = draw.choice([n for n, line in enumerate(lines) if line.startswith("[")])
    lines[at] = f"[{word}, {lines[at][1:]}"


def _drop_entry(lines, _, draw):
    at = draw.choice([n for n, line in enumerate(lines) if line.startswith("[")])
    lines[at] = "#"
    for place in range(at + 1, len(lines)):
        if lines[place].startswith("["):
            break
        lines[place] = "#"


def _condition(lines, word, draw):
    found = [n for n, line in enumerate(lines) if re.match(r"(if|unless) (obj|subj|near|in|on) = (?!any|none)", line)]
    if found:
        lines[draw.choice(found)] += f", {word}"


def _more_words(lines, word, draw):
    at = draw.choice([n for n, line in enumerate(lines) if re.match(r"(mode )?[\w-]+: ", line)] or [0])
    lines[at] += f", {word}"


def _counts(lines, _, draw):
    at = draw.randrange(2, len(lines))
    cells = lines[at].split("\t")
    cells[4] = str(int(cells[4]) + 7)
    lines[at] = "\t".join(cells)


def _forget_all(lines, *_):
    lines[:] = ["#" if not re.match(r"mode [\w-]+:", line) else line for line in lines]


EDITS = [
    ("ASSAULT.txt", _forget_all),
    ("ACCUSE.txt", _add_entry), ("ASSAULT.txt", _more_lemmas), ("CONSULT.txt", _drop_entry), ("ACCUSE.txt", _condition),
    ("classes.txt", _more_words), ("contexts.txt", _more_words), ("reliability.tsv", _counts),
]  # fmt: skip


def test_what_is_left_alone_would_have_been_coded_the_same(tmp_path, reader, edited):
    texts, base = sentences(30), KnowledgeBase.load()
    words = sorted({word.lower() for text in texts for word in re.findall(r"[A-Za-z]{4,}", text)})
    shelf = {path.name: path.read_text(encoding="utf-8") for path in edited.iterdir()}
    old = coded(tmp_path / "old.ledger", texts, pipeline(reader, base))
    skipped = found = 0
    for seed, (name, edit) in enumerate(EDITS):
        for file, text in shelf.items():
            (edited / file).write_text(text, encoding="utf-8")
        draw = random.Random(seed)  # noqa: S311 - a draw, no secret
        lines = shelf[name].splitlines()
        edit(lines, draw.choice(words), draw)
        (edited / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        path = tmp_path / f"{seed}.ledger"
        backup(tmp_path / "old.ledger", path)
        with Ledger(path) as ledger:
            pipe = pipeline(reader, base)
            done = recode(ledger, pipe)
            narrow = forms(ledger)
            told = [one.article for one in differences(ledger, old.id, done.run)]
            assert recode(ledger, pipe, every=True).articles == len(texts)
            assert forms(ledger) == narrow, (name, edit)
        assert done.articles + done.skipped == len(texts)
        assert done.changed >= len(set(told))
        skipped, found = skipped + done.skipped, found + done.changed
    assert found > 0
    assert skipped > 3 * len(texts)


def test_a_persons_new_office_touches_who_names_him_or_his_country(tmp_path, reader, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    texts = [
        "Jane Zorbinski accused Sudan of arming rebels.", "The president of Chad accused Sudan of arming rebels.",
        "Germany accused France of delay.", "Zorbinski met Macron in Paris.", "Farmers marched through N'Djamena.",
    ]  # fmt: skip
    old = coded(tmp_path / "x.ledger", texts, pipeline(reader))
    own = tmp_path / "data" / "legation" / "actors.tsv"
    own.parent.mkdir(parents=True)
    header = "name\tcode\tkind\tsector\taliases\toffice\tstart\tend\tsource"
    row = "Jane Zorbinski\tTCD\tperson\tGOV\tZorbinski\tpresident\t2021-01-01\t\tmine"
    own.write_text(f"{header}\n{row}\n", encoding="utf-8")
    with Ledger(tmp_path / "x.ledger") as ledger:
        done = recode(ledger, pipeline(reader))
        assert done.run != old.id
        narrow = forms(ledger)
        assert narrow["a0"]["reports"][0]["actors"][0]["code"] == "TCD"
        (why,) = done.why
        assert (why.run, why.coded, why.skipped) == (old.id, 4, 1)
        assert {one.article for one in differences(ledger, old.id, done.run)} >= {"a0", "a3"}
        recode(ledger, pipeline(reader), every=True)
        assert forms(ledger) == narrow


def test_another_coder_or_parts_that_nobody_kept_touch_all(tmp_path, reader):
    pipe = pipeline(reader)
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.write(made.article("a0"), Run(coder="another"))
        ledger.write(
            made.article("a1", text="Chad accused Sudan of theft."),
            Run(coder=pipe.version, model=run_of(pipe).model, lexicon="?", knowledge="?"),
        )
        done = recode(ledger, pipe)
        assert (done.articles, done.skipped) == (2, 0)
        assert {why.change for why in done.why} == {"another coder", "what the lexicon was is not kept"}
        assert recode(ledger, pipe).articles == 0


def test_contents_that_are_damaged_are_no_reason_to_skip(tmp_path, reader):
    pipe = pipeline(reader)
    with Ledger(tmp_path / "x.ledger") as ledger:
        run = run_of(pipe)
        ledger.write(
            made.article("a0"), Run(coder=pipe.version, model=run.model, lexicon="old", knowledge=run.knowledge)
        )
        with ledger.writing() as connection:
            contents.keep(connection, {"lexicon": "old"}, {"lexicon": b"PK no zip"})
        (why,) = recode(ledger, pipe).why
        assert (why.coded, why.change) == (1, "what is kept of the lexicon cannot be read")


# --- parts -------------------------------------------------------------------------------------------------------


def test_the_view_has_all_entries_of_the_lexicon():
    found = {}
    for lemma, rows in sayings(shipped_files(), {}).entries.items():
        for row in rows:
            found.setdefault((lemma, row.pos), []).append(row)
    assert {key: tuple(rows) for key, rows in found.items()} == dict(load_lexicon().entries)


def test_a_word_in_a_condition_counts_beside_its_entry_only():
    files = {"ACCUSE.txt": "[blame, blast] verb\nif obj = policy\n"}
    more = {"ACCUSE.txt": "[blame, blast] verb\nif obj = policy, record\n"}
    both = frozenset({Clue("blame", ("record",)), Clue("blast", ("record",))})
    assert changed(sayings(files, {}), sayings(more, {})) == both
    any_at_all = {"ACCUSE.txt": "[blame, blast] verb\nif obj = any\n"}
    assert changed(sayings(files, {}), sayings(any_at_all, {})) == {Clue("blame"), Clue("blast")}
    moved = {"ACCUSE.txt": "# a line more\n" + files["ACCUSE.txt"]}
    assert changed(sayings(files, {}), sayings(moved, {})) == {
        Clue("blame"),
        Clue("blast"),
    }  # addresses are told with the reports
    assert changed(sayings(files, {}), sayings(files, {})) == frozenset()


@pytest.mark.parametrize(
    ("lemma", "forms_of_it"),
    [
        ("accuse", ["accused", "accusing", "Accuses"]), ("strike", ["struck", "striking"]), ("deny", ["denies", "denied"]),
        ("expel", ["expelled"]), ("cut", ["cutting"]), ("child", ["children"]), ("fiancé", ["fiancés"]), ("be", ["was"]),
    ],
)  # fmt: skip
def test_every_form_may_have_its_lemma(lemma, forms_of_it):
    vocabulary = Vocabulary([*(form.lower() for form in forms_of_it), "harvest"])
    assert len(shipped().forms(lemma, vocabulary)) == len(forms_of_it)


def test_what_the_model_may_call_any_word_is_anywhere():
    possible = Possible(["=go", "l:2:", "l:3:y"], [])
    assert possible.anything("go")
    assert not possible.anything("deny")
    assert possible.forms("deny", Vocabulary(["denied", "denial", "den"])) == {"denied", "denial", "den"}


def test_names_are_found_however_they_are_written(tmp_path):
    texts = [
        "Lech Wałęsa spoke.", "The U.S. and the UN met.", "Côte d’Ivoire voted.", "Nobody spoke.", "Trump's envoy spoke.",
    ]  # fmt: skip
    with Ledger(tmp_path / "x.ledger") as ledger:
        for number, text in enumerate(texts):
            ledger.write(made.article(f"a{number}", text=text, trigger=text.split()[1]))
        with ledger.reading() as connection:
            holders = Holders(connection, frozenset(range(1, 6)))
            found = {
                name: sorted(holders.name(name)) for name in ("walesa", "us", "un", "cote divoire", "trump", "macron")
            }
            assert found == {"walesa": [1], "us": [2], "un": [2], "cote divoire": [3], "trump": [5], "macron": []}
            assert holders.touched(Change(names=frozenset({"walesa", "trump"}))) == {1, 5}
            assert holders.touched(Change(clues=frozenset({Clue("speak", ("envoy",))}))) == {5}
            assert holders.touched(Change(any_text="another model")) == frozenset(range(1, 6))


def test_contents_come_back_as_they_went_in_and_bombs_do_not(monkeypatch):
    files = {"shipped/ACCUSE.txt": b"[blame] verb\n", "knowledge.bin": b"\0" * 1000}
    assert unpacked(packed(files)) == files
    assert packed(files) == packed(files)
    with pytest.raises(ValueError, match="not a zip"):
        unpacked(b"something else")
    monkeypatch.setattr(running, "_MOST", 100)
    with pytest.raises(ValueError, match="too large"):
        unpacked(packed(files))
