"""Who says so, on sentences of our own: each rule of `speakers`, `attribution` and `hearsay` with its siblings."""

import pytest

import legation

#: Right by the weights before those of 2026-11-26 16:40; the rule is the same, the tree or the act is not found.
OTHER_WEIGHTS = pytest.mark.xfail(reason="the reader's present weights read it otherwise", strict=True)


def chains(text, published="2024-05-15"):
    """Return the chains of a text's mentions by the words of their triggers: (origin, verb, channel, stance), relays' words."""
    article = legation.code(text, published=published)
    found = {}
    for report in article.reports:
        for mention in report.mentions:
            origins = [
                (link.actor.code if link.actor else "unnamed", link.verb, link.channel, link.stance)
                for link in mention.chain
                if not link.relay
            ]
            found[mention.text.split()[-1]] = origins, [link.span.of(text) for link in mention.chain if link.relay]
    return found


def origin(text, trigger):
    """Return the code of the first origin of the act at a trigger's last word; `-` where the chain names none."""
    origins, _ = chains(text)[trigger]
    return origins[0][0] if origins else "-"


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        # a trailing speaker ends the clause before, whatever the reader hangs on it
        (
            "Peace talks between Oman and Yemen went on in Muscat for a third night, two diplomats said.",
            "talks",
            "unnamed",
        ),
        ("Egyptian guns shelled Israeli posts along the canal, Beirut radio said.", "shelled", "LBN"),
        # a relative pronoun speaks for its noun
        pytest.param(
            "Farmers who accused soldiers of killing their chief marched through Lima.",
            "killing",
            "unnamed",
            marks=OTHER_WEIGHTS,
        ),
        (
            "Rebels who accused Ghanaian soldiers of killing their chief laid down their arms.",
            "killing",
            "unnamed",
        ),
        # those of a place, where nothing else says whose they are
        ("Prosecutors in Rome said Libyan agents had bombed a hotel in Genoa.", "bombed", "ITA"),
        # sources of a region or trade have no country
        ("Western intelligence officials believe that Sudan arrested three envoys of Chad.", "arrested", "unnamed"),
    ],
)
def test_who_the_speaker_is(text, trigger, code):
    assert origin(text, trigger) == code


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("Israeli jets bombed a depot near Homs, Syrian state media said.", "bombed", "SYR"),
        ("KCNA said American soldiers had kidnapped a farmer.", "kidnapped", "PRK"),
        ("Radio Hanoi said American planes had bombed a bridge.", "bombed", "VNM"),
    ],
)
def test_state_media_are_a_channel_of_their_government(text, trigger, code):
    [(found, _, channel, _)] = chains(text)[trigger][0]
    assert (found, channel) == (code, "state-media")


@pytest.mark.parametrize(
    ("text", "trigger", "code", "relay"),
    [
        pytest.param(
            "Citing people close to the case, the Daily Telegraph reported that Spain had expelled a Russian envoy.",
            "expelled", "unnamed", "Telegraph",
        ),
        (
            "Citing people familiar with the talks, the Guardian reported that Spain had arrested two Russian spies.",
            "arrested", "unnamed", "Guardian",
        ),
        pytest.param(
            *("Iran has released two Swedes, Reuters reported, quoting two officials.", "released", "unnamed", "Reuters"),
            marks=OTHER_WEIGHTS,
        ),
        ("The Kyodo news agency quoted the Japanese foreign minister as saying that China had arrested a teacher.", "arrested", "JPN", "Kyodo"),
    ],
)  # fmt: skip
def test_outlets_pass_on_what_others_say(text, trigger, code, relay):
    origins, relays = chains(text)[trigger]
    assert origins[0][0] == code
    assert any(relay in words for words in relays)


@pytest.mark.parametrize(
    "text",
    [
        "Mali expelled the Danish envoy on Monday, citing the needs of the nation.",  # a reason
        "Kuwait expelled the Iraqi consul on Monday according to a plan.",
        "Pictures show that Kenya expelled the Somali envoy.",  # what shows says nothing
        "Ghana recalled its ambassador from Togo; the minister said he was ill.",
    ],
)
def test_what_is_no_hearsay(text):
    assert all(not origins and not relays for origins, relays in chains(text).values())


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("Argentine prosecutors charged two Iranians with bombing a hall in Cordoba.", "bombing", "ARG"),
        ("A Kenyan court jailed two Somalis on Friday for the bombing of a bus.", "bombing", "KEN"),
        ("A Spanish judge indicted four Chilean officers for killing two priests.", "killing", "ESP"),
        ("Amid claims by Khartoum that Ugandan troops had attacked a town, the talks were put off.", "attacked", "SDN"),
    ],
)
def test_who_charges_is_the_origin_of_the_act_charged(text, trigger, code):
    assert origin(text, trigger) == code


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("Israel bombs Beirut suburb: Lebanese army", "bombs", "LBN"),
        ("Sudanese jets bomb hospital: witnesses", "bomb", "unnamed"),
        ("Lebanese army: Israel bombs Beirut suburb", "bombs", "LBN"),
        ("Kenya: Ugandan police arrest ten fishermen", "arrest", "-"),  # a place, not a speaker
    ],
)
def test_a_headline_names_its_speaker_beside_a_colon(text, trigger, code):
    assert origin(text, trigger) == code


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("“Turkish drones struck a clinic in Sinjar. They killed eight people,” an Iraqi colonel said.", "struck", "IRQ"),
        ("“This is war,” the Syrian foreign minister said. “Israeli planes bombed a farm.”", "bombed", "SYR"),
        ("The Tanzanian minister was blunt. “Malawi arrested our fishermen,” he said. “Malawi seized their boats.”", "seized", "TZA"),
        # the quotation of another speaker is not continued
        ("“This is war,” the Syrian minister said. “Iran arrested five of ours,” the Iraqi minister said.", "arrested", "IRQ"),
        # nor is one carried into the narrator's words
        ("“This is war,” the Syrian minister said. Iran arrested five Iraqi pilgrims on Monday.", "arrested", "-"),
    ],
)  # fmt: skip
def test_quotations_carry_their_speaker_over_sentences(text, trigger, code):
    assert origin(text, trigger) == code


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("State television in Minsk broke off its programme. Polish guards, it said, had killed a refugee.", "killed", "BLR"),
        ("Uganda's army spoke late on Monday. It said Rwandan troops had attacked a post.", "attacked", "UGA"),
        ("Paris summoned the Malian envoy. Malian troops, the foreign ministry said, had arrested a Frenchman.", "arrested", "FRA"),
    ],
)  # fmt: skip
def test_speakers_carry_over_sentences(text, trigger, code):
    assert origin(text, trigger) == code


def test_a_denial_keeps_its_stance_and_its_author():
    [(code, verb, _, stance)] = chains("Moscow denied bombing the hospital in Idlib.")["bombing"][0]
    assert (code, verb, stance) == ("RUS", "deny", "denies")


def test_hostile_text_is_read_in_time():
    quotes = "“Iran said Iraq attacked, “citing “it said " * 200
    legation.code(quotes + " ” said said said: : : - - -", published="2024-05-15")
