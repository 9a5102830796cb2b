"""A server over the merging's gold (142 reports, coded by hand), and one over an empty ledger that can be written."""

import pytest
from starlette.testclient import TestClient

from bench.corroborate import GOLD, HALVES, read_gold
from legation.keeping import settle
from legation.serve.web.app import make_app
from legation.serve.web.desk import Desk
from legation.serve.web.guards import Rules
from legation.store.ledger import Ledger, Run

NAMES = frozenset({"127.0.0.1", "localhost"})
TEXT = (
    "Moscow and Havana look to deepen partnership\n\nRussian President Vladimir Putin telephoned Cuba's new leader, Miguel "
    "Díaz-Canel, on Tuesday, the Russian foreign ministry said.\n\nChad accused Sudan on Monday of arming rebels.\n\n"
    "Subscribe to our newsletter\n"
)


def client_of(desk, **options):
    """Return a client that knows the server by its name and follows no redirect by itself."""
    rules = options.pop("rules", None) or Rules(NAMES)
    app = make_app(desk, rules, **options)
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def form_token(page):
    """Return the token of a page's form."""
    return page.text.split('name="token" value="')[1].split('"')[0]


def paste(client, text, **fields):
    """Paste a text into the first page's box as a browser does; return the answer."""
    token = form_token(client.get("/"))
    return client.post("/code", data={"token": token, "text": text, "keep": "yes", **fields})


@pytest.fixture(scope="session")
def gold_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("web") / "gold.ledger"
    with Ledger(path) as ledger:
        for half in HALVES:
            ledger.write_forms([(row.form, row.text) for row in read_gold(GOLD / f"{half}.txt")], Run(coder="by hand"))
        settle(ledger)
    return path


@pytest.fixture(scope="session")
def gold(gold_path):
    with Ledger(gold_path, read_only=True) as ledger, Desk(ledger, name="gold.ledger") as desk:
        yield client_of(desk)


@pytest.fixture
def desk(tmp_path):
    with Ledger(tmp_path / "new.ledger") as ledger, Desk(ledger, name="new.ledger") as found:
        yield found


@pytest.fixture
def client(desk):
    return client_of(desk)
