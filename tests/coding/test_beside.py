"""Who stands beside a party: conjuncts, those counted among the many, soldiers; on any tree at all."""

from hypothesis import given
from hypothesis import strategies as st

from legation.coding.beside import in_uniform, together
from legation.coding.frames import Roles
from legation.coding.parties import Parties
from legation.coding.partners import with_partner
from legation.coding.tree import Tree
from legation.records import Candidate, Party, Resolved
from tests.make import reading

_RELATIONS = [
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "conj",
    "cc",
    "appos",
    "case",
    "acl:relcl",
    "nmod:poss",
    "advcl",
    "det",
    "xcomp",
]
_WORDS = [
    ("and", "CCONJ"),
    ("Chad", "PROPN"),
    ("killed", "VERB"),
    ("soldiers", "NOUN"),
    ("in", "ADP"),
    ("a", "DET"),
    ("five", "NUM"),
]


def _sentence(compact, codes):
    tree = Tree(reading(compact).sentences[0])
    resolved = {}
    for head, code, kind in codes:
        candidate = Candidate(
            code=code, sector="GOV" if kind == "state" else "CVL", name=code, kind=kind, score=0.9, evidence=("test",)
        )
        resolved[0, head] = Resolved(
            sentence=0, head=head, span=tree[head].span, candidates=(candidate,), antecedents=()
        )
    return tree, Parties(tree, resolved)


def _roles(parties, actors=(), recipients=()):
    def at(heads):
        return tuple(party for head in heads for party in parties.direct(head))

    return Roles(actors=at(actors), recipients=at(recipients), others=(), initiator=None, joint=False)


def _codes(parties: tuple[Party, ...]) -> list[str]:
    return [party.candidates[0].code for party in parties]


def test_a_conjunct_is_a_party_from_either_end():
    compact = "Chad|PROPN|4|nsubj and|CCONJ|3|cc Niger|PROPN|1|conj condemned|VERB|0|root Mali|PROPN|4|obj"
    tree, parties = _sentence(compact, [(0, "TCD", "state"), (2, "NER", "state"), (4, "MLI", "state")])
    for told in (0, 2):
        roles = together(tree, parties, _roles(parties, [told], [4]))
        assert _codes(roles.actors) == ["TCD", "NER"]
        assert _codes(roles.recipients) == ["MLI"]


def test_those_counted_among_the_many_are_named_beside_them():
    compact = "people|NOUN|5|nsubj:pass including|VERB|3|case Italians|NOUN|1|nmod were|AUX|5|aux:pass killed|VERB|0|root|kill|VBN"
    tree, parties = _sentence(compact, [(0, "KEN", "group"), (2, "ITA", "group")])
    assert _codes(together(tree, parties, _roles(parties, (), [0])).recipients) == ["KEN", "ITA"]


def test_who_has_another_role_is_not_taken_for_a_conjunct():
    compact = "Chad|PROPN|2|nsubj struck|VERB|0|root Niger|PROPN|2|obj and|CCONJ|5|cc Mali|PROPN|3|conj"
    tree, parties = _sentence(compact, [(0, "TCD", "state"), (2, "NER", "state"), (4, "MLI", "state")])
    roles = together(tree, parties, _roles(parties, [4], [2]))
    assert (_codes(roles.actors), _codes(roles.recipients)) == (["MLI"], ["NER"])


def test_a_state_that_strikes_is_its_military_and_one_that_executes_is_not():
    compact = "Chad|PROPN|2|nsubj {verb}|VERB|0|root rebels|NOUN|2|obj"
    for verb, sector in (("attack", "MIL"), ("execute", "GOV")):
        tree, parties = _sentence(compact.format(verb=verb), [(0, "TCD", "state"), (2, "TCD", "group")])
        roles = in_uniform(tree, 1, "ASSAULT", _roles(parties, [0], [2]))
        assert roles.actors[0].candidates[0].sector == sector
    assert in_uniform(tree, 1, "ACCUSE", roles) is roles


@st.composite
def _any_tree(draw):
    count = draw(st.integers(2, 9))
    root = draw(st.integers(1, count))
    cells = []
    for number in range(1, count + 1):
        form, upos = draw(st.sampled_from(_WORDS))
        head = 0 if number == root else draw(st.integers(1, count).filter(lambda h, n=number: h != n))
        cells.append(f"{form}|{upos}|{head}|{'root' if head == 0 else draw(st.sampled_from(_RELATIONS))}")
    named = draw(st.sets(st.integers(0, count - 1)))
    return " ".join(cells), [
        (head, f"AA{chr(65 + head)}", draw(st.sampled_from(["state", "group", "place"]))) for head in named
    ]


@given(_any_tree(), st.data())
def test_any_tree_keeps_its_parties_and_each_in_one_role(case, data):
    tree, parties = _sentence(*case)
    heads = [head for head, _, _ in case[1]]
    actors = data.draw(st.lists(st.sampled_from(heads), unique=True, max_size=2)) if heads else []
    recipients = [head for head in heads if head not in actors][:1]
    kind = data.draw(st.sampled_from(["ASSAULT", "ACCUSE", "AGREE", "REJECT", "PROTEST", "SANCTION"]))
    roles = _roles(parties, actors, recipients)
    wide = together(tree, parties, roles)
    assert {p.head for p in wide.actors} >= {p.head for p in roles.actors}
    assert not {p.head for p in wide.actors} & {p.head for p in wide.recipients}
    found = with_partner(tree, parties, data.draw(st.integers(0, len(tree.tokens) - 1)), kind, roles)
    assert not {p.head for p in found.actors} & {p.head for p in found.recipients}
