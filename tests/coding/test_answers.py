"""Denials and confirmations are linked to the claim that they answer (CODEBOOK section 1), on articles of our own."""

import pytest

import legation
from legation.serve.explain import explanation
from legation.store.form import article_form

#: Right by the weights before those of 2026-11-26 20:50; the rule is the same, the tree or the act is not found.
OTHER_WEIGHTS = pytest.mark.xfail(reason="the reader's present weights read it otherwise", strict=True)


def answers(text):
    """Return what each answer says: (its last word, stance, origin, last word of what it answers, its status)."""
    article = legation.code(text, published="2024-05-15")
    rows = []
    for report in article.reports:
        told = {(mention.sentence, mention.head): mention for mention in report.mentions}
        for mention in report.mentions:
            if mention.answers is not None:
                link = mention.chain[0]
                who = link.actor.code if link.actor else "unnamed"
                answered = told[mention.answers].text.split()[-1]
                rows.append((mention.text.split()[-1], link.stance, who, answered, mention.status))
    return rows


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # denied, with a pronoun or a noun for the claim
        ("Kyiv said Russian guns had shelled the town of Huliaipole on Monday. Moscow denied it.", ("denied", "denies", "RUS", "shelled", "negated")),
        ("Rwanda's army attacked two Congolese villages, Kinshasa said. Kigali rejected the claim.", ("rejected", "denies", "RWA", "attacked", "negated")),
        ("Colombia accused Venezuela of sheltering and arming rebels. Caracas denied the charge.", ("denied", "denies", "VEN", "arming", "negated")),
        ("France said Russian pilots threatened a French plane. The Kremlin denied this on Friday.", ("denied", "denies", "RUS", "threatened", "negated")),
        ("Turkish troops killed nine villagers in Dohuk, Baghdad said. Ankara denies the allegations and blames the PKK.", ("denies", "denies", "TUR", "killed", "negated")),
        ("Kyrgyz guards shot a Tajik herder, Dushanbe said. Bishkek disputes that account.", ("disputes", "denies", "KGZ", "shot", "negated")),
        # by what it is called
        ("The Armenian foreign ministry said Azerbaijani troops had killed four soldiers near Jermuk. Baku called it a lie.", ("called", "denies", "AZE", "killed", "negated")),
        ("The United States accused Iran of arming the Houthis. Tehran dismissed the accusation as baseless.", ("dismissed", "denies", "IRN", "arming", "negated")),
        ("Greek coast guards sank a boat of Syrian migrants, the Turkish interior minister said. Athens described the story as a fabrication.", ("described", "denies", "GRC", "sank", "negated")),
        # what somebody says of the claim
        ("Ukraine said Belarusian border guards had kidnapped a farmer. Minsk said the claim was false.", ("false", "denies", "BLR", "kidnapped", "negated")),
        ("Iraq said Iran had shelled Kurdish villages. “That is false,” the Iranian ambassador said.", ("false", "denies", "IRN", "shelled", "negated")),
        ("Witnesses said soldiers shot six protesters in Conakry. The Guinean government said that was not true.", ("true", "denies", "GIN", "shot", "negated")),
        ("The Houthis said they had attacked an American destroyer. The Pentagon said the report was untrue.", ("untrue", "denies", "USA", "attacked", "negated")),
        # without words of its own for the act
        ("Thailand said Cambodian soldiers fired at its post. Phnom Penh said its forces had not done so.", ("done", "denies", "KHM", "fired", "negated")),
        ("Two officials said Kenya had expelled a Somali diplomat. Nairobi denied having done so.", ("denied", "denies", "KEN", "expelled", "negated")),
        pytest.param("Ethiopian troops crossed the border and burned a village, Sudan's army said. It lost nine soldiers. Addis Ababa denied any involvement.", ("denied", "denies", "ETH", "burned", "negated"), marks=OTHER_WEIGHTS),
        ("Somalia's president said Ethiopian soldiers had shot two officials. Ethiopia's foreign ministry denied responsibility.", ("denied", "denies", "ETH", "shot", "negated")),
        # in one sentence
        ("Pakistan said Indian agents had killed a Sikh preacher in Lahore, which New Delhi denies.", ("denies", "denies", "IND", "killed", "negated")),
        # in the act's own words
        ("The Saudi coalition bombed a wedding in Hodeida, the Houthis said. The coalition's spokesman denied that its planes had struck a wedding.", ("struck", "denies", "SAU", "bombed", "negated")),
        ("Israel said Iran had attacked a tanker off Oman. Iran denied attacking it.", ("attacking", "denies", "IRN", "attacked", "negated")),
        # confirmed
        ("Sudanese jets bombed a market in Nyala, residents said. An army spokesman confirmed the report.", ("confirmed", "confirms", "SDN", "bombed", "actual")),
        ("Israel bombed an airfield near Homs, Syrian state media said. The Israeli military confirmed it on Tuesday.", ("confirmed", "confirms", "ISR", "bombed", "actual")),
        ("Chad arrested three French reporters, their newspaper said on Friday. The interior ministry in N'Djamena confirmed this.", ("confirmed", "confirms", "TCD", "arrested", "actual")),
        ("Haiti's police fired on a crowd, witnesses said. The police chief admitted it.", ("admitted", "confirms", "HTI", "fired", "actual")),
        ("Niger freed three French prisoners, a minister in Paris said. It was true, Niamey said.", ("true", "confirms", "NER", "freed", "actual")),
        # the act told again by a noun; a ministry and a newspaper of one country, an army and its rebels are two
        ("A Greek tanker was attacked by Houthi fighters off Hodeida, London said. The Houthis admitted the attack.", ("admitted", "confirms", "NSA:HOUTHI", "attacked", "actual")),
        pytest.param("Venezuela expelled the Spanish consul, two newspapers reported. The foreign ministry in Madrid confirmed the expulsion on Friday.", ("confirmed", "confirms", "ESP", "expelled", "actual"), marks=OTHER_WEIGHTS),
        ("The rebels shelled Goma on Tuesday, the Congolese army said. A rebel spokesman denied this, saying the shells came from the army.", ("denied", "denies", "COD", "shelled", "negated")),
        # written after the rules
        ("Togo's army seized two Ghanaian fishing boats, Accra said on Monday. Lomé rejected the allegation as pure invention.", ("rejected", "denies", "TGO", "seized", "negated")),
        ("Poland accused Belarus of pushing Iraqi migrants over the border. Minsk says the accusations are groundless.", ("groundless", "denies", "BLR", "pushing", "negated")),
        ("Indian troops fired across the line on Sunday and killed a Pakistani boy, Islamabad said. India has denied the claim.", ("denied", "denies", "IND", "fired", "negated")),
        ("Amnesty International said Nigerian soldiers had shot protesters in Lagos. The army branded the report fake news.", ("branded", "denies", "NGA", "shot", "negated")),
        ("South Sudan's government said Ugandan jets had bombed a rebel camp. Kampala at first denied and later admitted it.", ("admitted", "confirms", "UGA", "bombed", "actual")),
        ("Iran had supplied drones to Ethiopia, three diplomats said. Both governments denied the story.", ("denied", "denies", "IRN", "supplied", "negated")),
    ],
)  # fmt: skip
def test_an_answer_is_one_more_mention_of_the_act(text, row):
    assert row in answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Manila said a Chinese ship had rammed a Philippine boat. Beijing neither confirmed nor denied it.",
        "Lebanon said Israel had shelled a hospital. The Israeli army declined to confirm the report.",
        "Seoul said North Korea had fired two missiles toward Japan. Pyongyang has not commented.",
        "The Guardian reported that Libya had jailed nine Eritrean women. Tripoli has not denied it.",
        "Russia arrested a Latvian activist, his lawyer said. There was no confirmation from Moscow.",
        # a demand is refused, not denied
        "Hungary blocked EU aid to Ukraine, diplomats said. Budapest rejected the demand to lift its veto.",
        # another deed than the one before
        "Britain will expel nine Russian envoys, London said on Monday. Moscow denies any part in the murder of the exile.",
        # an accusation without an act of its own: what is denied is no act
        "Burundi shelled a Rwandan village on Monday. On Tuesday Burundi accused Rwanda of bad faith. Kigali called the accusation absurd.",
        # it is not the claim that is called absurd
        "Chile arrested two Bolivian soldiers, La Paz said. Santiago called it absurd to speak of a kidnapping.",
        # far from what it may mean
        "Kenya said Somali gunmen had shot a teacher. Rain fell. The harvest is late. Prices rose. Traders wait. Mogadishu denied it.",
    ],
)
def test_what_answers_nothing(text):
    assert answers(text) == []


def test_a_denial_joins_the_report_and_leaves_its_date_and_refusals_alone():
    text = (
        "Rwanda's army attacked two Congolese villages on Monday, Kinshasa said. On Tuesday Kigali rejected the claim."
    )
    [report] = legation.code(text, published="2024-05-15").reports
    assert [mention.status for mention in report.mentions] == ["actual", "negated"]
    assert report.when.start.isoformat() == "2024-05-13"


def test_statements_name_the_report_that_they_answer():
    article = legation.code("Kyiv said Russian guns had shelled Huliaipole. Moscow denied it.", published="2024-05-15")
    [denial] = [statement for statement in article.statements if statement.stance == "denies"]
    assert denial.answers == article.reports[0].id
    assert denial.speaker.code == "RUS"


def test_a_denied_accusation_is_answered_by_the_statement():
    text = "Burundi accused Rwanda of bad faith. Kigali denied the accusation."
    article = legation.code(text, published="2024-05-15")
    [charge] = [report for report in article.reports if report.type == "ACCUSE"]
    assert [s.answers for s in article.statements if s.stance == "denies"] == [charge.id]
    assert charge.status == "actual"


def test_the_json_and_the_explanation_tell_what_is_answered():
    text = "Kyiv said Russian guns had shelled Huliaipole. Moscow denied it."
    form = article_form(legation.code(text, published="2024-05-15"))
    report = form["reports"][0]
    said, denied = report["mentions"]
    assert denied["answers"] == said["trigger"]
    assert "answers" not in said
    assert "denies: “had shelled”" in explanation(report, form, text)
