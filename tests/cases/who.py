"""Who acts on whom, first half: groups without a country, chains of owners, coordination, targets, things that stand for people."""

WHO: list[tuple[str, list[str]]] = [
    # --- groups and officials whose country is told by place, dateline or the sentence
    ("Militants killed four soldiers in northern Mali on Tuesday.", ["ASSAULT MLI/REB>MLI/MIL actual"]),
    ("Police arrested twelve protesters in Lagos.", ["COERCE/arrest NGA/COP>NGA/CVL actual"]),
    ("NAIROBI (Reuters) - Police arrested nine students on Monday.", ["COERCE/arrest KEN/COP>KEN/EDU actual"]),
    ("LIMA, Peru (AP) - Farmers kidnapped two policemen on Sunday.", ["ASSAULT/abduct PER/AGR>PER/COP actual"]),
    ("Tribesmen kidnapped two Chinese engineers in Yemen.", ["ASSAULT/abduct YEM/UAF>CHN actual"]),
    ("Fishermen in the Philippines condemned China.", ["ACCUSE PHL/CVL>CHN/GOV actual"]),
    ("Students in Santiago condemned the government.", ["ACCUSE CHL/EDU>CHL/GOV actual"]),
    (
        "BOGOTA, Colombia (AP) - Rebels freed three policemen on Saturday.",
        ["RETREAT COL/REB>COL/COP actual"],
    ),
    (
        "A court in Cairo sentenced two journalists to three years in prison.",
        ["SANCTION/convict EGY/JUD>EGY/JRN actual"],
    ),
    ("Gunmen shot dead a judge in Karachi.", ["ASSAULT/firearms PAK/UAF>PAK/JUD actual"]),
    ("Teachers' unions in Kenya condemned the government.", ["ACCUSE KEN/LAB>KEN/GOV actual"]),
    ("Miners in Bolivia kidnapped three policemen.", ["ASSAULT/abduct BOL/LAB>BOL/COP actual"]),
    # --- by-phrases
    ("A Danish aid worker was kidnapped by gunmen in Somalia.", ["ASSAULT/abduct SOM/UAF>DNK actual"]),
    ("Two diplomats were kidnapped by gunmen in Tripoli.", ["ASSAULT/abduct LBY/UAF actual"]),
    ("The plan was rejected by Kosovo Serbs and by Belgrade.", ["REJECT XKX+SRB> actual"]),
    ("The visit was condemned by both China and North Korea.", ["ACCUSE CHN+PRK actual"]),
    (
        "The killing by Israeli soldiers of a Palestinian teacher was condemned by Jordan.",
        ["ASSAULT ISR/MIL>PSE actual", "ACCUSE JOR>ISR actual"],
    ),
    # --- coordination
    ("Poland, Hungary and Slovakia condemned Ukraine.", ["ACCUSE POL+HUN+SVK>UKR actual"]),
    ("The UN and the US have both criticised Myanmar.", ["ACCUSE IGO:UN+USA>MMR actual"]),
    (
        "According to AFP, the United Nations and Australia have both criticised Fiji.",
        ["ACCUSE IGO:UN+AUS>FJI actual"],
    ),
    ("Qatar condemned Israel, Britain and the United States.", ["ACCUSE QAT>ISR+GBR+USA actual"]),
    ("Brazil, as well as Argentina, condemned Nicaragua.", ["ACCUSE BRA+ARG>NIC actual"]),
    ("Both the army and the police attacked the protesters in Khartoum.", ["ASSAULT SDN/MIL+SDN/COP>SDN/CVL actual"]),
    ("Kenya and its neighbour Uganda condemned Burundi.", ["ACCUSE KEN+UGA>BDI actual"]),
    (
        "Sweden's foreign minister, the EU and several Arab states condemned the Taliban.",
        ["ACCUSE SWE+IGO:EU>AFG actual"],
    ),
    (
        "Rebels killed two soldiers, a nurse and three villagers in Burundi.",
        ["ASSAULT BDI/REB>BDI/MIL+BDI/MED+BDI/CVL actual"],
    ),
    # --- halves of countries, organs, abbreviations
    ("The North fired shells at a South Korean island.", ["ASSAULT/heavy-weapons PRK/MIL>KOR actual"]),
    ("North Korea has attacked the South, Seoul said.", ["ASSAULT PRK>KOR actual by=KOR"]),
    ("The army of Chad attacked rebels near the border with Sudan.", ["ASSAULT TCD/MIL>TCD/REB actual"]),
    ("The Sri Lankan Freedom Alliance [SLFA] condemned the government.", ["ACCUSE LKA>LKA/GOV actual"]),
    (
        "The Liberation Tigers of Tamil Eelam (LTTE) attacked a navy base in Sri Lanka.",
        ["ASSAULT NSA:LTTE>LKA/MIL actual"],
    ),
    ("The Korean People's Army [KPA] threatened South Korea.", ["THREATEN PRK/MIL>KOR actual"]),
    (
        "The Zambian Workers' Union (ZWU) condemned Malawi. The ZWU later condemned a Chinese firm.",
        ["ACCUSE ZMB/LAB>MWI actual", "ACCUSE ZMB/LAB>CHN/BUS actual"],
    ),
    # --- linked, splinter, offshoot
    ("A splinter group of Boko Haram attacked a village in Niger.", ["ASSAULT NER/REB>NER actual"]),
    ("A Hamas splinter group kidnapped a Swiss reporter in Gaza.", ["ASSAULT/abduct PSE/REB>CHE/JRN actual"]),
    ("A breakaway faction of the Taliban attacked a convoy in Afghanistan.", ["ASSAULT AFG/REB>AFG actual"]),
    ("Militants allied with Islamic State killed nine policemen in Egypt.", ["ASSAULT EGY/REB>EGY/COP actual"]),
    ("Hezbollah supporters attacked a television station in Beirut.", ["ASSAULT NSA:HEZBOLLAH>LBN/JRN actual"]),
    # --- ministries, chains of owners, courts
    ("Greece's defence ministry accused Turkey of violating its airspace.", ["ACCUSE GRC/GOV>TUR/GOV actual"]),
    ("Vietnam's Ministry of Foreign Affairs condemned China's patrols.", ["ACCUSE VNM/GOV>CHN actual"]),
    ("The spokesman of Iran's foreign ministry condemned Bahrain.", ["ACCUSE IRN/GOV>BHR actual"]),
    ("The wife of Pakistan's former prime minister accused the army of a plot.", ["ACCUSE PAK>PAK/MIL actual"]),
    ("The Ugandan president's son threatened Kenya.", ["THREATEN UGA>KEN actual"]),
    ("A Dutch court convicted a Rwandan man of genocide.", ["SANCTION/convict NLD/JUD>RWA/CVL actual"]),
    (
        "A court in Germany convicted two Syrian officers of torture.",
        ["SANCTION/convict DEU/JUD>SYR actual", "ASSAULT/torture SYR>- historical by=DEU"],  # ruling 4: with its source
    ),
    ("The Russian Duma ratified the treaty with Belarus.", ["SUPPORT RUS/LEG>BLR actual"]),
    ("The Turkish parliament condemned the Dutch government.", ["ACCUSE TUR/LEG>NLD/GOV actual"]),
    ("The Polish Sejm condemned Germany.", ["ACCUSE POL/LEG>DEU actual"]),
    ("The U.S. Congress condemned Belarus.", ["ACCUSE USA/LEG>BLR actual"]),
    ("The Indian Supreme Court convicted a Nepali trader.", ["SANCTION/convict IND/JUD>NPL/BUS actual"]),
    ("France's National Assembly condemned Azerbaijan.", ["ACCUSE FRA/LEG>AZE actual"]),
    # --- joint bodies
    ("African Union leaders condemned the coup plotters in Gabon.", ["ACCUSE IGO:AU>GAB actual"]),
    ("EU foreign ministers condemned Belarus.", ["ACCUSE IGO:EU>BLR actual"]),
    ("UN inspectors accused Iran of hiding documents.", ["ACCUSE IGO:UN>IRN actual"]),
    ("NATO troops killed two insurgents in Afghanistan.", ["ASSAULT IGO:NATO>AFG/REB actual"]),
    ("Arab League ministers criticised Israel.", ["ACCUSE IGO:ARABLEAGUE>ISR actual"]),
    ("African leaders condemned Israel.", ["ACCUSE ->ISR actual"]),
    # --- victims counted
    (
        "At least 12 people, including two Italian tourists, were killed by gunmen in Nairobi.",
        ["ASSAULT KEN/UAF>KEN/CVL+ITA/CVL actual"],
    ),
    (
        "Rebels killed nine people, among them a Belgian priest, in Congo.",
        ["ASSAULT COD/REB>COD/CVL+BEL/REL actual"],
    ),
    (
        "Three soldiers and a Red Cross driver were killed by rebels in Niger.",
        ["ASSAULT NER/REB>NER/MIL+NGO:REDCROSS actual"],
    ),
    # --- targets of fire
    ("Syria fired shells into Turkey.", ["ASSAULT/heavy-weapons SYR/MIL>TUR actual"]),
    ("Pakistani troops fired mortars at an Indian post.", ["ASSAULT/heavy-weapons PAK/MIL>IND actual"]),
    ("Hezbollah fired rockets at northern Israel.", ["ASSAULT NSA:HEZBOLLAH>ISR actual"]),
    ("North Korea fired a shell at a loudspeaker in South Korea.", ["ASSAULT PRK/MIL>KOR actual"]),
    ("Israeli jets bombed a factory in southern Lebanon.", ["ASSAULT ISR/MIL>LBN actual"]),
    ("Iran launched missiles at bases in Iraq.", ["ASSAULT IRN/MIL>IRQ actual"]),
    # --- things that stand for people
    ("A bomb hit an Israeli tank in Gaza.", ["ASSAULT ->ISR/MIL actual"]),
    ("Gunmen attacked a UN convoy in Darfur.", ["ASSAULT SDN/UAF>IGO:UN actual"]),
    ("Militants attacked a mosque in Lahore.", ["ASSAULT PAK/REB>PAK/REL actual"]),
    ("Gunmen attacked the Jakarta embassy of Australia.", ["ASSAULT IDN/UAF>AUS/GOV actual"]),
    ("A suicide bomber attacked the Indian embassy in Kabul.", ["ASSAULT AFG/REB>IND/GOV actual"]),
    ("Pirates seized a Greek tanker off Nigeria.", ["ASSAULT NGA/CRM>GRC actual"]),
    ("Iran seized a Portuguese-flagged ship.", ["COERCE IRN>PRT actual"]),
    ("Militants attacked a church in Peshawar.", ["ASSAULT PAK/REB>PAK/REL actual"]),
    ("Gunmen attacked a school in northern Nigeria.", ["ASSAULT NGA/UAF>NGA/EDU actual"]),
    # --- persons with a title and an unknown name
    ("Fijian minister Ratu Tolanivalu accused Australia of meddling.", ["ACCUSE FJI/GOV>AUS actual"]),
    ("Zimbabwean opposition leader Tendai Mukaro condemned South Africa.", ["ACCUSE ZWE/OPP>ZAF actual"]),
    ("Police in Minsk arrested opposition activist Vasil Hrynko.", ["COERCE/arrest BLR/COP>BLR/OPP actual"]),
    (
        "General Adolfo Bermejo, the Honduran army chief, threatened the protesters.",
        ["THREATEN HND/MIL>HND/CVL actual"],
    ),
    ("Omar Belkadi, an Algerian journalist, was arrested in Tunis.", ["COERCE/arrest TUN>DZA/JRN actual"]),
    (
        "Burmese dissident Ko Htin Lay accused China of arming the junta.",
        ["ACCUSE MMR/OPP>CHN actual", "AID CHN actual by=MMR"],
    ),
    # --- religious figures, unions, students
    ("A fatwa in Bangladesh condemned the government.", ["ACCUSE BGD/REL>BGD/GOV actual"]),
    ("An imam in Lyon urged the government to release the prisoners.", ["REQUEST FRA/REL>FRA/GOV actual"]),
    ("Bishops in Venezuela accused President Nicolas Maduro of fraud.", ["ACCUSE VEN/REL>VEN/GOV actual"]),
    ("The Catholic bishops of Poland condemned the bill.", ["ACCUSE POL/REL actual"]),
    ("Iran's clerics condemned Saudi Arabia.", ["ACCUSE IRN/REL>SAU actual"]),
    ("Israeli rabbis condemned the police.", ["ACCUSE ISR/REL>ISR/COP actual"]),
    ("South Africa's mineworkers' union rejected the offer.", ["REJECT ZAF/LAB actual"]),
    ("Greek unions condemned the European Union.", ["ACCUSE GRC/LAB>IGO:EU actual"]),
    ("Indian students condemned Australia.", ["ACCUSE IND/EDU>AUS actual"]),
    # --- who speaks for whom
    ("Turkey's ambassador to Sweden condemned the protesters.", ["ACCUSE TUR/GOV>SWE/CVL actual"]),
    ("The American ambassador in Tokyo urged Japan to release the sailors.", ["REQUEST USA/GOV>JPN actual"]),
    ("Chile expelled Venezuela's consul.", ["SANCTION/expel CHL>VEN/GOV actual"]),
    ("Sudan arrested two aides of the opposition leader.", ["COERCE/arrest SDN>SDN/OPP actual"]),
    ("Relatives of the Japanese hostages accused the government of lying.", ["ACCUSE JPN/CVL>JPN/GOV actual"]),
    ("Ethiopian forces attacked the Eritrean army.", ["ASSAULT ETH/MIL>ERI/MIL actual"]),
    ("US-led forces killed a Taliban commander.", ["ASSAULT USA/MIL>AFG actual"]),
    ("Iran-backed militias attacked an American base in Iraq.", ["ASSAULT IRQ/UAF>USA actual"]),
    ("Pro-Russian separatists shelled a Ukrainian checkpoint.", ["ASSAULT UKR/REB>UKR/MIL actual"]),
    ("The Kurdish region's prime minister accused Baghdad of delaying salaries.", ["ACCUSE IRQ>IRQ/GOV actual"]),
    ("Moscow's mayor condemned Ukraine.", ["ACCUSE RUS/GOV>UKR actual"]),
    ("Paris and Berlin condemned Tehran.", ["ACCUSE FRA+DEU>IRN actual"]),
    ("Nepal's Maoist rebels attacked a police post.", ["ASSAULT NPL/REB>NPL/COP actual"]),
    (
        "The president's party accused the judges of bias, local media in Ecuador said.",
        ["ACCUSE ECU/PTY>ECU/JUD actual"],
    ),
    # --- whose plan it is, whose land, who is joined by "and" wherever the reader hangs it
    (
        "Hungary adopted a law which the European Union has condemned.",
        ["ACCUSE IGO:EU>HUN actual"],
    ),
    ("Japan and South Korea have both condemned Russia.", ["ACCUSE JPN+KOR>RUS actual"]),
    ("Ghana, together with Togo, condemned Mali.", ["ACCUSE GHA+TGO>MLI actual"]),
    (
        "North Korea shelled an island in South Korea. The South retaliated by firing shells into the north.",
        ["ASSAULT PRK/MIL>KOR actual", "ASSAULT KOR/MIL>PRK actual"],
    ),
    ("A rebel attack killed three soldiers in Chad.", ["ASSAULT TCD/REB>TCD/MIL actual"]),
    ("A group loyal to Abu Musab al-Zarqawi bombed an Australian convoy in Baghdad.", ["ASSAULT NSA:AQI>AUS actual"]),
    # --- two names in a row, each a party of its own
    ("Foreign ministers Sergei Lavrov and Dmytro Kuleba met in Antalya.", ["CONSULT RUS+UKR actual"]),
    ("Presidents Joe Biden and Vladimir Putin held a call on Saturday.", ["CONSULT/phone USA+RUS actual"]),
    ("Prime Ministers Narendra Modi and Shehbaz Sharif agreed to resume talks.", ["AGREE IND+PAK actual"]),
    ("Sergei Lavrov and Antony Blinken spoke by phone.", ["CONSULT/phone RUS+USA actual"]),
    (
        "Presidents Emmanuel Macron and Xi Jinping condemned the coup in Niger.",
        ["ACCUSE FRA+CHN>- actual", "COERCE ->NER actual"],
    ),
    # --- whom an act is done to: no state by its own government, no migrants of where they are, no strike by the strike
    ("The Dutch government apologised for the Netherlands' role in the slave trade.", ["CONCEDE NLD>- actual"]),
    (
        "Pakistan carried out air strikes inside Afghanistan, the Taliban said.",
        ["ASSAULT/aerial PAK/MIL>AFG actual by=AFG"],
    ),
    ("China and the Philippines traded accusations over a collision at sea.", ["ACCUSE CHN+PHL actual"]),
    (
        "Iraq hanged three men convicted over a bombing in Basra.",
        ["ASSAULT/targeted IRQ>IRQ actual", "ASSAULT/explosives ->IRQ historical"],
    ),
    (
        "Lebanese Prime Minister Saad Hariri resigned on Tuesday after two weeks of protests against the government.",
        ["RETREAT/resign LBN>- actual", "PROTEST/demo ->LBN actual"],  # who resigned did not march
    ),
]
