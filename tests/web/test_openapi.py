"""The description is checked against the server by machine: every call that it allows, and many that it does not."""

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from legation.serve.web.app import make_app
from legation.serve.web.desk import Desk
from legation.serve.web.guards import Rules
from legation.serve.web.openapi import description
from legation.store.ledger import Ledger
from tests.web.conftest import NAMES


@pytest.fixture(scope="module")
def described(gold_path, tmp_path_factory):
    copy = tmp_path_factory.mktemp("openapi") / "copy.ledger"
    copy.write_bytes(gold_path.read_bytes())
    with Ledger(copy) as ledger, Desk(ledger, name="copy") as desk:
        app = make_app(desk, Rules(NAMES | {"testserver"}))
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


CALLS = [(path, method) for path, methods in description()["paths"].items() for method in methods]


@pytest.mark.parametrize(("path", "method"), CALLS)
def test_the_server_keeps_to_its_description(described, path, method):
    # Called through hypothesis alone: schemathesis's own pytest plugin does not run under pytest 9.
    @given(case=described[path][method].as_strategy())
    @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def keeps(case):
        # What a word must mean (a day, a code, a cursor of ours) is more than a schema says: such words may be refused.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    keeps()
