"""Titles of office as roles: what "foreign minister", "Minister of External Relations" and "FM" have in common.

A role gives the sector of its holder (CODEBOOK section 4) and the order in which several offices of one person count.
"""

# ruff: noqa: ISC004 - long patterns go over several lines

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Role:
    """A role, the sector it gives, and its rank: 1 counts before 9."""

    name: str
    sector: str
    rank: int
    #: Held by one person at a time in a country.
    single: bool


def _roles(table: str) -> dict[str, Role]:
    found = {}
    for line in table.strip().splitlines():
        name, sector, rank, single = line.split()
        found[name] = Role(name, sector, int(rank), single == "1")
    return found


ROLES: Final = _roles("""
    supreme_leader          GOV 1 1
    president               GOV 2 1
    monarch                 GOV 2 1
    pope                    REL 2 1
    igo_head                GOV 2 1
    prime_minister          GOV 3 1
    high_representative     GOV 3 1
    governor_general        GOV 4 1
    junta_leader            GOV 2 1
    vice_president          GOV 4 0
    first_lady              GOV 9 1
    crown_prince            GOV 4 1
    foreign_minister        GOV 5 1
    defence_minister        GOV 5 1
    interior_minister       GOV 5 1
    finance_minister        GOV 5 1
    justice_minister        GOV 5 1
    security_adviser        GOV 6 1
    deputy_prime_minister   GOV 6 0
    party_secretary         GOV 5 1
    party_leader            PTY 8 0
    opposition_leader       OPP 7 1
    minister                GOV 7 0
    deputy_minister         GOV 8 0
    chief_of_staff          GOV 7 1
    spokesperson            GOV 7 0
    central_bank            GOV 7 1
    regional_leader         GOV 8 0
    ambassador              GOV 8 0
    un_ambassador           GOV 7 1
    mayor                   GOV 9 0
    military_chief          MIL 6 1
    military                MIL 8 0
    police_chief            COP 7 0
    intelligence_chief      SPY 6 0
    speaker                 LEG 6 0
    legislator              LEG 9 0
    judge                   JUD 7 0
    prosecutor              JUD 7 0
    religious_leader        REL 7 0
    rebel_leader            REB 6 0
    commissioner            GOV 7 0
    official                GOV 10 0
""")

#: First match wins. Patterns are searched in the title in lower case; none nests repetitions.
_PATTERNS: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("pope", r"^pope\b"),
        ("first_lady", r"first lady|first gentleman"),
        ("opposition_leader", r"leader of the (?:official )?opposition|opposition leader"),
        ("un_ambassador", r"(?:representative|ambassador)\b.*\b(?:united nations|un)\b"),
        ("ambassador", r"\bambassador|permanent representative|high commissioner to|charge d|chargé d|special envoy|\benvoy\b"),
        ("deputy_prime_minister",
         r"(?:deputy|vice)[- ](?:prime minister|premier|chairman of the (?:council of ministers|government|cabinet)|chancellor\b)"),
        ("deputy_minister",
         r"^(?:(?:first|second|third) )?(?:deputy|vice|assistant|under|junior|associate|parliamentary)[- ]?(?!president|chair|prime|speaker|chief"
         r"|director|governor|leader|head|premier|secretary[- ]general|\w* justice).*(?:minister|secretary|attorney|commissioner)|"
         r"^undersecretary|^state secretary|^minister[- ]delegate|^minister of state(?: for\b|$)|"
         r"^(?:financial|economic|chief|exchequer) secretary to|minister (?:in|at|to|without)\b"),
        ("intelligence_chief",
         r"director of (?:the )?(?:central intelligence|cia|national intelligence|fsb|svr|mossad|mi5|mi6|intelligence)|"
         r"(?:intelligence|secret|security) (?:service|agency|directorate|bureau)\b.*|signals directorate|spy chief|intelligence chief|"
         r"chief of (?:the )?secret intelligence|federal security service|minister of (?:state )?(?:intelligence|security)$"),
        ("security_adviser",
         r"national security advis|adviser for national security|security advisor|"
         r"^secretary(?:[- ]general)? of the (?:supreme )?(?:national )?security (?:and defen[cs]e )?council"),
        ("military_chief",
         r"chief of (?:the )?(?:general|defence|defense|army|naval|air|joint) staff|chief of (?:the )?(?:defence|defense) (?:force|staff)|"
         r"commander[- ]in[- ]chief|chairman of the joint chiefs|chief of the defence|army chief|military chief|"
         r"supreme allied commander|chief of staff of the (?:army|armed|israel|french|air|navy)|commander of (?:the )?(?:army|armed|navy|air)|"
         r"chief of (?:the )?(?:army|navy|air force|armed forces|defen[cs]e)$|chair\w* of the (?:joint )?chiefs of staff"),
        ("police_chief", r"police (?:chief|commissioner|commander)|chief of (?:the )?(?:national )?police|commissioner of police|"
         r"inspector general of police|director of (?:the )?(?:fbi|federal bureau of investigation|police|europol|interpol)|"
         r"director general of police|secretary general of interpol"),
        ("military", r"\b(?:lieutenant|major|brigadier) general\b(?! of)|^general$|^general of the army|\badmiral\b|field marshal|\bcommander of\b|"
         r"\b(?:military|army|armed forces) spokes|central military commission"),
        ("chief_of_staff", r"chief of staff|head of (?:the )?presidential (?:administration|office)|chief of the cabinet"),
        ("spokesperson", r"spokes(?:man|woman|person)|press secretary|communications director"),
        ("junta_leader", r"(?:transitional|ruling|military|sovereign\w*|salvation|state administration) (?:\w+ )?council|junta"),
        ("vice_president",
         r"(?:(?:vice|deputy)[- ]president|vice[- ]chair\w* of the presid|second vice|first vice)\b(?!.*(?:assembly|parliament|congress|senate|court|party))"),
        ("speaker",
         r"\bspeaker\b|(?:president|chair\w*|presid\w+) (?:of|pro tempore of) (?:the )?(?:\w+ )?(?:national assembly|parliament|senate|chamber|house|bundestag|"
         r"congress of deputies|riigikogu|state duma|federation council|verkhovna rada|knesset|council of representatives|majlis|sejm|"
         r"federal council|legislative|national people|supreme soviet|federal assembly|bundesrat|folketing|riksdag|storting|congress)"),
        ("judge", r"chief justice|supreme court justice|\bjustices?\b of|\bjudge\b|(?:president|member) of (?:the )?(?:[\w']+ ){0,3}(?:court|tribunal)|court of justice"),
        ("justice_minister", r"(?:minist\w+|secretary).*\bjustice\b|attorney[- ]general|lord chancellor|justice (?:minister|secretary)"),
        ("prosecutor", r"prosecutor|procurator"),
        ("foreign_minister",
         r"(?:minist\w+|secretary|councillor|commissioner)\b.*\b(?:foreign|external) (?:affairs|relations|and)|^secretary of state$|"
         r"foreign (?:minister|secretary|affairs)|external affairs minister|people's commissar for foreign|"
         r"^fm$|minister (?:of|for) foreign(?! (?:trade|econom|invest|exchange|aid))|secretary of state of the united|"
         r"secretary for foreign|minister of external(?! trade)|head of the federal department of foreign|political department"),
        ("defence_minister", r"(?:minist\w+|secretary).*\b(?:defen[cs]e|the (?:revolutionary )?armed forces|war)\b|defen[cs]e (?:minister|secretary|chief)"),
        ("interior_minister",
         r"(?:minist\w+|secretary).*\b(?:interior|home affairs|internal affairs|home department|homeland security)\b|"
         r"(?:interior|home) (?:minister|secretary)"),
        ("finance_minister",
         r"(?:minist\w+|secretary).*\b(?:finances?|treasury)\b|chancellor of the exchequer|(?:finance|treasury) (?:minister|secretary)"),
        ("central_bank", r"(?:governor|president|chair\w*|head|director).*\b(?:bank|federal reserve)\b"),
        ("high_representative", r"high representative"),
        ("igo_head",
         r"^(?:un |nato |u\.n\. )?secretary[- ]general(?! (?:to|at)\b|.*(?:presiden|government|cabinet|prime minister|state council|assembly|party))|director[- ]general of the (?:world|international|united|food|organi[sz]ation|iaea|who|wto)|"
         r"president of the (?:european|world bank|international|african|eu\b|general assembly|security council)|"
         r"chair\w* of the (?:african union|intergovernmental)|managing director of the|high commissioner for|executive (?:director|secretary)"),
        ("supreme_leader", r"supreme leader|paramount leader|leader of (?:the )?revolution|brotherly leader"),
        ("party_secretary", r"(?:first|general) secretary|party (?:leader|chairman) of the communist|chairman of the communist|chairman of the workers"),
        ("prime_minister",
         r"prime minister|^premier\b(?! of [a-z]+ (?:province|territory))|^(?:federal )?chancellor(?: of (?:germany|austria))?$|taoiseach|head of government|"
         r"(?:president|chair\w*) of the (?:government|council of ministers|council of state ministers)|minister of state of monaco|^pm$|"
         r"minister president of|government head"),
        ("party_leader", r"(?:leader|chair\w*|president|head) of (?:the )?.*\b(?:party|union|movement|front|alliance|league|coalition|congress)\b|party (?:leader|chair)"),
        ("regional_leader", r"\bgovernor\b(?!.*general)|chief minister|premier of|first minister|lieutenant governor|prefect|"
         r"(?:president|head|leader) of (?:the )?.*\b(?:province|region|generalitat|community|autonomous|republika srpska|oblast|county|council)\b|minister-president"),
        ("governor_general", r"governor[- ]general"),
        ("crown_prince", r"crown prince|heir"),
        ("monarch", r"^(?:the )?(?:king|queen|emir|amir|sultan|emperor|empress|grand duke|grand duchess|sovereign prince|monarch|yang di|prince of|prince$|druk gyalpo|ngwenyama)|"
         r"\bmonarch\b|ruler of|\bking of|\bemir of|\bsultan of|head of state of the vatican|sovereign"),
        ("president", r"^(?:acting |interim |transitional |executive |co-)?(?:state |federal |interim )?president\b(?!.*(?:bank|university|commission|association|federation))|head of state|"
         r"chairman of the presidency|member of the presidency|captain regent|co-prince|president of the (?:\w+ )?(?:republic|state|swiss|confederation|council of state)|"
         r"chairman of the (?:state affairs|national defen[cs]e) commission|^chairman of the state council"),
        ("mayor", r"\bmayor\b"),
        ("commissioner", r"\bcommissioner\b"),
        ("rebel_leader", r"leader of (?:the )?(?:taliban|hamas|hezbollah|islamic state|al-qaeda|houthi)|militia leader|warlord|rebel leader|"
         r"leader of (?:the )?.*\b(?:separatists|rebels|guerrillas|insurgents)\b"),
        ("minister", r"minist\w+|\bsecretary\b|federal councillor|state councill?or|cabinet member|member of the federal council"),
        ("legislator", r"member of (?:the )?.*(?:parliament|assembly|congress|senate|house|knesset|duma|rada|riigikogu|bundestag)|"
         r"\bsenator\b|\blawmaker\b|\bcongress(?:man|woman|person)\b|\bdeputy of\b|u\.?s\.? representative|\bmp\b|\bmep\b|majority leader|minority leader"),
        ("religious_leader", r"patriarch|archbishop|cardinal|grand (?:mufti|ayatollah|imam)|(?:dalai|panchen) lama|bishop"),
        ("official", r"\badvis[eo]r\b|\baide to\b|\bofficial\b|trade representative"),
    )
)  # fmt: skip


@lru_cache(maxsize=20_000)
def role_of(title: str) -> str:
    """Return the name of the role that a title means, "" where it tells none."""
    folded = title.casefold().strip().removeprefix("the ").removeprefix("acting ").removeprefix("interim ")
    folded = folded.removeprefix("former ").removeprefix("us ").removeprefix("u.s. ")
    for role, pattern in _PATTERNS:
        if pattern.search(folded):
            return role
    return ""


def sector_of(title: str) -> str | None:
    """Return the sector that a title gives, None where it tells none."""
    role = role_of(title)
    return ROLES[role].sector if role else None
