"""The codebook's own text (docs/codebook.md), and what PLOVER's modes and sectors are in our words."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

#: Modes by type, as our own short words for PLOVER's.
MODE_WORDS: Final = {
    "CONSULT": {
        "visit": "one side travels to the other", "third-party": "through a mediator", "multilateral": "among several",
        "phone": "by telephone or video",
    },
    "RETREAT": {
        "withdraw": "troops leave, a siege or blockade ends", "release": "prisoners or property are given back", "disarm": "arms are laid down or destroyed",
        "ceasefire": "fighting is stopped", "access": "inspectors, aid or missions are let in", "resign": "somebody steps down",
    },
    "REQUEST": {
        "assist": "for help or goods", "change": "for another policy or leadership", "yield": "for giving in, or for an end of force",
        "meet": "for talks or mediation",
    },
    "ACCUSE": {
        "disapprove": "criticism, condemnation", "investigate": "an inquiry is opened", "allege": "of a crime or wrong; charges, suits",
    },
    "REJECT": {
        "assist": "help or goods are refused", "change": "another policy is refused", "yield": "giving in is refused",
        "meet": "talks or mediation are refused, a meeting is called off",
    },
    "THREATEN": {
        "restrict": "with bans or curbs", "arrest": "with arrest or prosecution", "relations": "with cut ties, sanctions, an end of aid",
        "expel": "with expulsion", "territory": "with taking or blockading land", "violence": "with force",
    },
    "PROTEST": {
        "demo": "rally, march", "riot": "violent protest", "strike": "work is laid down", "hunger": "hunger strike", "boycott": "goods or elections are shunned",
        "obstruct": "roads or buildings are blocked", "vandalize": "things are damaged",
    },
    "SANCTION": {
        "convict": "judgement and sentence", "expel": "envoys or groups are sent away", "withdraw": "from talks, a treaty or a body",
        "discontinue": "ties, aid or trade are cut or frozen",
    },
    "MOBILIZE": {
        "troops": "soldiers", "weapons": "arms, missiles, ships, aircraft", "police": "police", "militia": "irregular forces",
    },
    "COERCE": {
        "seize": "property or land is taken", "restrict": "people, parties or movement are curbed or banned", "censor": "press or speech is curbed",
        "curfew": "curfew", "martial-law": "state of emergency, martial law", "arrest": "arrest, detention", "deport": "people are sent out of the country",
        "withhold": "goods, pay or services are held back", "misinformation": "false reports are spread", "cyber": "attack on computers",
    },
    "ASSAULT": {
        "abduct": "kidnapping, hostages", "beat": "blows", "torture": "torture", "sexual": "sexual violence", "targeted": "killing of a chosen person, execution",
        "destroy": "buildings or goods are destroyed", "primitive": "knives, stones, vehicles", "firearms": "guns", "explosives": "bombs, mines",
        "suicide-attack": "the attacker dies in it", "aerial": "air raid", "drone": "drone", "heavy-weapons": "artillery, rockets, tanks",
        "crowd-control": "against a crowd: tear gas, batons", "unconventional": "chemical, biological, radiological, nuclear",
    },
}  # fmt: skip
#: Sectors in our own short words for PLOVER's.
SECTOR_WORDS: Final = {
    "GOV": "government", "MIL": "armed forces", "COP": "police", "JUD": "courts", "LEG": "parliament", "SPY": "intelligence services",
    "OPP": "opposition", "PTY": "political parties", "REB": "rebels", "PRM": "paramilitaries beside a government", "UAF": "armed, not identified",
    "UNK": "not known", "AGR": "farm workers", "BUS": "business", "CRM": "criminals", "CVL": "civilians", "EDU": "education",
    "ELI": "former office-holders, their families", "JRN": "press", "LAB": "labour", "MED": "health", "REF": "refugees and displaced",
    "PRE": "partially recognised entities", "REL": "religion", "SOC": "civil society",
}  # fmt: skip


def codebook_text() -> str:
    """Return the codebook as Markdown: the copy that `tools.make_docs` keeps of docs/codebook.md in the package."""
    return (files(__package__) / "codebook.md").read_text(encoding="utf-8")
