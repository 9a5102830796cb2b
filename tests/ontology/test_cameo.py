"""CAMEO codes: an explicit table, there and back."""

import itertools

import pytest

from legation import ontology
from legation.ontology.cameo import cameo_codes, cameo_of, plover_of

ACTS = [(one, mode) for one in ontology.TYPES for mode in (None, *ontology.modes(one))]


@pytest.mark.parametrize("code", cameo_codes())
def test_every_code_comes_back_to_itself(code):
    row = plover_of(code)
    contexts = (row.context,) if row.context else ()
    assert cameo_of(row.type, row.mode, contexts).code == code
    assert ontology.is_mode(row.type, row.mode)
    assert row.context is None or row.context in ontology.CONTEXTS


def test_every_act_in_every_context_keeps_its_type():
    for (event_type, mode), context in itertools.product(ACTS, (None, *ontology.CONTEXTS)):
        row = cameo_of(event_type, mode, (context,) if context else ())
        assert plover_of(row.code).type == event_type
        assert -10 <= row.goldstein <= 10


def test_every_mode_has_a_row_of_its_own():
    for event_type, mode in ACTS:
        assert cameo_of(event_type, mode).mode == mode


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (("SANCTION", None, ()), "163"),
        (("CONCEDE", None, ("military",)), "0871"),
        (("CONSULT", "phone", ("diplomatic",)), "041"),
        (("COERCE", "arrest", ()), "173"),
        (("SANCTION", "convict", ("legal",)), "116"),
        (("AID", None, ("health", "military")), "073"),
    ],
)
def test_rulings(act, code):
    assert cameo_of(*act).code == code


def test_levels_and_quad_classes_follow_the_code():
    row = cameo_of("ACCUSE", "allege", ("crime",))
    assert (row.code, row.base, row.root, row.quad) == ("1121", "112", "11", 3)
    assert {cameo_of("ASSAULT").quad, cameo_of("AID").quad, cameo_of("CONSULT").quad} == {4, 2, 1}
    assert plover_of("999") is None
