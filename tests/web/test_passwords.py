"""Signing in by name: hashed passwords from a file, trials that are counted, reviews under the name."""

import pytest
from click.testing import CliRunner

from legation.errors import InputError
from legation.serve.cli import main
from legation.serve.web import passwords
from legation.serve.web.guards import TOKEN_COOKIE, Rules
from legation.serve.web.passwords import Passwords, hash_of, line_of
from legation.store import reviews
from tests.web.conftest import NAMES, TEXT, client_of, form_token, paste

SECRET = "correct horse battery"  # noqa: S105 - the test's own
TOKEN = "a-long-secret-of-the-test"  # noqa: S105 - the test's own


@pytest.fixture(scope="module")
def known():
    return {"Ana Ló": hash_of(SECRET), "Ben": hash_of(SECRET + "!")}


def sign_in(client, name, key):
    return client.post("/sign-in", data={"token": form_token(client.get("/sign-in")), "name": name, "key": key})


def test_a_name_and_its_password_open_the_pages(desk, known):
    client = client_of(desk, rules=Rules(NAMES, passwords=Passwords(known)))
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.get("/api/v1/events").status_code == 401
    for name, key in (
        ("Ana Ló", "wrong password"),
        ("Ben", SECRET),
        ("Nobody", SECRET),
        ("", SECRET),
        ("Ana Ló", "\ud800" * 10),
    ):
        assert sign_in(client, name, key.encode("utf-8", "replace").decode()).status_code == 403
    answer = sign_in(client, "Ana Ló", SECRET)
    assert answer.status_code == 303
    assert SECRET not in answer.headers["set-cookie"]
    assert client.get("/").status_code == 200


def test_reviews_carry_the_name_that_was_signed_in_with(desk, known):
    client = client_of(desk, rules=Rules(NAMES, passwords=Passwords(known)))
    sign_in(client, "Ana Ló", SECRET)
    page = client.get(paste(client, TEXT, published="2021-04-21").headers["location"])
    record = page.text.split('name="record" value="')[1].split('"')[0]
    assert 'value="Ana Ló" maxlength="80" autocomplete="name" readonly' in page.text
    fields = {"token": form_token(page), "record": record, "article": str(page.url).rpartition("/")[2]}
    client.post("/reviews", data={**fields, "verdict": "right", "reviewer": "Ben"})
    assert [one.reviewer for one in reviews.every(desk.ledger)] == ["Ana Ló"]


def test_a_cookie_of_ones_own_making_opens_nothing(desk, known):
    rules = Rules(NAMES, passwords=Passwords(known))
    sealed = rules.key("Ana Ló")
    others = [Rules(NAMES, passwords=Passwords(known)).key("Ana Ló"), rules.key("Nobody"), rules.key(""), "Ben." + sealed.rpartition(".")[2], "", ".", "é.é", sealed + "0"]  # fmt: skip
    for cookie in others:
        client = client_of(desk, rules=rules)
        answer = client.get("/about", headers={"cookie": f"{TOKEN_COOKIE}={cookie}".encode()})
        assert answer.status_code == 303, cookie
    assert client_of(desk, rules=rules).get("/about", headers={"cookie": f"{TOKEN_COOKIE}={sealed}"}).status_code == 200


def test_signing_out_ends_the_key_and_not_only_in_this_browser(desk, known):
    rules = Rules(NAMES, passwords=Passwords(known))
    client, other = client_of(desk, rules=rules), client_of(desk, rules=rules)
    sign_in(client, "Ana Ló", SECRET)
    sign_in(other, "Ana Ló", SECRET)
    copied = client.cookies[TOKEN_COOKIE]
    page = client.get("/sign-out")
    assert "<b>Ana Ló</b>" in page.text
    assert 'href="/sign-out"' in client.get("/about").text
    assert client.post("/sign-out", data={"token": "of another page"}).status_code == 403
    assert client.get("/about").status_code == 200
    answer = client.post("/sign-out", data={"token": form_token(page)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert TOKEN_COOKIE not in client.cookies
    assert client.get("/about").status_code == 303
    again = client_of(desk, rules=rules).get("/about", headers={"cookie": f"{TOKEN_COOKIE}={copied}"})
    assert again.status_code == 303
    assert other.get("/about").status_code == 200
    assert sign_in(client, "Ana Ló", SECRET).status_code == 303
    assert client.get("/about").status_code == 200


def test_only_keys_of_ours_are_remembered_as_ended(desk, known):
    rules = Rules(NAMES, passwords=Passwords(known))
    rules.end("Ana.0000." + "0" * 64)
    assert rules.ended == set()
    client = client_of(desk)
    assert "Nobody is signed in" in client.get("/sign-out").text
    assert 'href="/sign-out"' not in client.get("/about").text


def test_token_and_passwords_go_together(desk, known):
    client = client_of(desk, rules=Rules(NAMES, TOKEN, Passwords(known)))
    assert client.get("/api/v1/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/api/v1/events", headers={"authorization": f"Bearer {SECRET}"}).status_code == 401
    assert sign_in(client, "", SECRET).status_code == 403
    assert sign_in(client, "", TOKEN).status_code == 303
    assert client.get("/").status_code == 200


def test_too_many_trials_must_wait_also_with_the_right_password(desk, known):
    now = [0.0]
    found = Passwords(known, clock=lambda: now[0])
    client = client_of(desk, rules=Rules(NAMES, passwords=found))
    for _ in range(10):
        assert sign_in(client, "Ana Ló", "wrong password").status_code == 403
    assert sign_in(client, "Ana Ló", SECRET).status_code == 429
    assert found.admits("Ana Ló", SECRET, "another address")
    now[0] = 301.0
    assert sign_in(client, "Ana Ló", SECRET).status_code == 303


def test_names_that_are_not_known_take_as_long(known, monkeypatch):
    tried = []
    key = passwords._key
    monkeypatch.setattr(passwords, "_key", lambda *given: tried.append(given[2]) or key(*given))
    found = Passwords(known)
    tried.clear()
    assert not found.admits("Nobody", SECRET, "a")
    assert not found.admits("Ben", SECRET, "a")
    assert len(tried) == 2
    assert tried[0] == tried[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names nobody"),
        ("# only a remark\n", "names nobody"),
        ("Ana\n", "readers.txt:1: is no name with a hashed password"),
        ("Ana:plain password\n", "readers.txt:1"),
        ("Ana:scrypt$16384$8$1$00$00\n", "readers.txt:1"),
        ("Ana:scrypt$1073741824$8$1$00$" + "0" * 64 + "\n", "readers.txt:1"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(tmp_path, text, words):
    path = tmp_path / "readers.txt"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        Passwords.read(path)
    assert words in str(refused.value)
    result = CliRunner().invoke(main, ["serve", "--passwords", str(path)])
    assert result.exit_code == 2


def test_a_line_of_the_command_signs_in(tmp_path):
    result = CliRunner().invoke(main, ["password", "Ana"], input=f"{SECRET}\n{SECRET}\n")
    path = tmp_path / "readers.txt"
    path.write_text("# readers\n" + result.stdout.splitlines()[-1] + "\n")
    assert SECRET not in path.read_text()
    assert Passwords.read(path).admits("Ana", SECRET, "a")
    path.write_text(path.read_text() * 2)
    with pytest.raises(InputError, match="again"):
        Passwords.read(path)
    assert CliRunner().invoke(main, ["password", "Ana"], input="short\nshort\n").exit_code == 2
    with pytest.raises(InputError):
        line_of("a:b", SECRET)


def test_passwords_are_enough_to_listen_elsewhere_but_a_name_is_still_needed(tmp_path):
    path = tmp_path / "readers.txt"
    path.write_text(line_of("Ana", SECRET))
    result = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0", "--passwords", str(path)])  # noqa: S104 - refused
    assert result.exit_code == 2
    assert "--name" in result.output
