"""Chains that nobody debugs on (the form is told in `chains`): they measure what the rules are worth on other sentences.

Change the code by the cases of `chains` and look here at figures only (`python -m bench.chains`).
"""

UNSEEN_CHAINS: list[tuple[str, list[str]]] = [
    (
        "Eritrean troops shelled the border town of Zalambessa overnight, the Ethiopian government announced.",
        ["shelled ASSAULT ERI actual by=ETH verb=announce"],
    ),
    (
        "Libyan jets bombed an airfield in northern Chad at dawn, French officers said.",
        ["bombed ASSAULT LBY actual by=FRA|unnamed verb=say"],
    ),
    (
        "Ecuador arrested eleven Peruvian fishermen off Puerto Bolivar, Peru's navy said.",
        ["arrested COERCE ECU actual by=PER verb=say"],
    ),
    (
        "Vietnamese soldiers crossed the frontier and attacked a refugee camp, Thailand's Supreme Command reported.",
        ["attacked ASSAULT VNM actual by=THA verb=report"],
    ),
    (
        "Honduran police detained a Salvadoran mayor at the border, El Salvador's government said.",
        ["detained COERCE HND actual by=SLV verb=say"],
    ),
    (
        "The Lebanese army announced that Israeli commandos had abducted a shepherd near Shebaa.",
        ["abducted ASSAULT ISR actual by=LBN verb=announce"],
    ),
    (
        "NATO said Russian bombers had violated Estonian airspace and Russia had deployed more troops near Narva.",
        ["deployed MOBILIZE RUS actual by=IGO:NATO verb=say"],
    ),
    (
        "Hanoi maintained that Chinese ships had rammed and sunk a Vietnamese fishing boat.",
        ["rammed ASSAULT CHN actual by=VNM verb=maintain"],
    ),
    (
        "President Nicolas Maduro alleged that Colombian paramilitaries had attacked a military post in Tachira.",
        ["attacked ASSAULT COL actual by=VEN verb=allege"],
    ),
    (
        "Bangkok claims Cambodian gunners fired rockets into Surin province.",
        ["fired ASSAULT KHM actual by=THA verb=claim"],
    ),
    (
        "Ugandan soldiers killed twelve cattle raiders in Karamoja, according to the Ugandan army.",
        ["killed ASSAULT UGA actual by=UGA"],
    ),
    (
        "Tajik guards shot dead two Kyrgyz herders on Monday, according to the Kyrgyz border service.",
        ["shot ASSAULT TJK actual by=KGZ"],
    ),
    (
        "According to three diplomats in Geneva, Iran has released two French prisoners.",
        ["released RETREAT IRN actual by=unnamed"],
    ),
    (
        "According to a Pentagon spokesman, a Chinese fighter fired flares at an Australian helicopter.",
        ["fired ASSAULT CHN actual by=USA"],
    ),
    (
        "Rhodesian troops attacked a guerrilla base inside Mozambique, according to the government in Maputo.",
        ["attacked ASSAULT ZWE|RHO actual by=MOZ"],
    ),
    (
        "Iraq deployed two divisions to Basra, according to Kuwaiti intelligence.",
        ["deployed MOBILIZE IRQ actual by=KWT"],
    ),
    (
        "Interfax, citing the defence ministry, said Ukrainian drones had attacked an airfield near Ryazan.",
        ["attacked ASSAULT UKR actual by=RUS relay=Interfax"],
    ),
    (
        "Egypt arrested five Sudanese traders, Al Jazeera reported, citing Sudan's embassy in Cairo.",
        ["arrested COERCE EGY actual by=SDN relay=Jazeera"],
    ),
    (
        "Algerian troops killed four militants near Tizi Ouzou, the newspaper El Watan said, quoting security sources.",
        ["killed ASSAULT DZA actual by=unnamed relay=Watan"],
    ),
    (
        "Israeli aircraft bombed a depot outside Khartoum, the BBC reported, citing the Sudanese information minister.",
        ["bombed ASSAULT ISR actual by=SDN relay=BBC"],
    ),
    (
        "Mauritania has recalled its ambassador from Mali, Radio France Internationale said, quoting a diplomat in Nouakchott.",
        ["recalled SANCTION MRT actual by=unnamed relay=Radio"],
    ),
    (
        "Belarus has arrested three Lithuanian truck drivers, the Baltic News Service reported on Friday, citing the Lithuanian interior minister.",
        ["arrested COERCE BLR actual by=LTU relay=Baltic"],
    ),
    (
        "North Korea's official news agency said on Friday that South Korean warships had fired at a fishing boat.",
        ["fired ASSAULT KOR actual by=PRK via=state-media"],
    ),
    (
        "The United States deployed bombers to Guam to intimidate Asia, KCNA said.",
        ["deployed MOBILIZE USA actual by=PRK via=state-media"],
    ),
    (
        "State radio in Asmara said Ethiopian planes had bombed the port of Massawa.",
        ["bombed ASSAULT ETH actual by=ERI via=state-media"],
    ),
    (
        "Libya's official JANA news agency reported that French planes had bombed a village.",
        ["bombed ASSAULT FRA actual by=LBY via=state-media"],
    ),
    (
        "Saudi aircraft killed nine civilians in Saada, the Houthi-run Al-Masirah television said.",
        ["killed ASSAULT SAU actual by=NSA:HOUTHI via=state-media"],
    ),
    (
        "Zambian police arrested four Zimbabwean traders, a witness said.",
        ["arrested COERCE ZMB actual by=unnamed verb=say"],
    ),
    (
        "Sources close to the talks said that Serbia had released three Kosovo Albanian prisoners.",
        ["released RETREAT SRB actual by=unnamed verb=say"],
    ),
    (
        "Villagers said Cameroonian gendarmes had attacked two Nigerian hamlets in Bakassi.",
        ["attacked ASSAULT CMR actual by=unnamed verb=say"],
    ),
    (
        "Analysts believe that Russia deployed new missiles to Kaliningrad in the spring.",
        ["deployed MOBILIZE RUS actual by=unnamed verb=believe"],
    ),
    (
        "Burundian soldiers abducted a Rwandan trader, relatives said on Wednesday.",
        ["abducted ASSAULT BDI actual by=unnamed verb=say"],
    ),
    (
        "A Dutch court convicted two Syrians on Monday of torturing prisoners in Raqqa.",
        ["torturing ASSAULT SYR historical|actual by=NLD"],
    ),
    (
        "A court in Koblenz sentenced a former Syrian colonel to life for killing prisoners in Damascus.",
        ["killing ASSAULT SYR historical|actual by=DEU"],
    ),
    (
        "Argentine prosecutors charged two Iranians with bombing a Jewish centre in Buenos Aires.",
        ["bombing ASSAULT IRN historical|actual by=ARG"],
    ),
    (
        "Spain's High Court ruled that Guatemalan soldiers had killed four Spanish priests.",
        ["killed ASSAULT GTM historical|actual by=ESP verb=rule"],
    ),
    (
        "An indictment unsealed in New York says Russian officers hacked and attacked Ukrainian power stations.",
        ["attacked ASSAULT RUS actual|historical by=USA|unnamed via=court"],
    ),
    ("Moscow denied bombing the hospital in Idlib.", ["bombing ASSAULT RUS negated by=RUS verb=deny stance=denies"]),
    (
        "Ankara confirmed that Greece had released two Turkish soldiers.",
        ["released RETREAT GRC actual by=TUR verb=confirm stance=confirms"],
    ),
    (
        "Tehran has denied Washington's claim that Iranian boats attacked a tanker.",
        ["attacked ASSAULT IRN negated by=IRN|USA"],
    ),
    (
        "Uganda attacked a Congolese garrison at Beni, Kinshasa said, but Kampala denied any attack.",
        ["attacked ASSAULT UGA actual by=COD verb=say"],
    ),
    (
        "A Hamas spokesman denied that the group had fired the rocket.",
        ["fired ASSAULT NSA:HAMAS negated by=NSA:HAMAS verb=deny stance=denies"],
    ),
    (
        "Burma denied a report that its soldiers had killed Thai border guards.",
        ["killed ASSAULT MMR negated by=MMR verb=deny stance=denies"],
    ),
    (
        '"The Americans bombed our fields and killed our cattle," said Cambodian Foreign Minister Hor Namhong. "They attacked villages that had nothing to do with the war."',
        ["bombed ASSAULT USA actual|historical by=KHM verb=say", "attacked ASSAULT USA|- actual|historical by=KHM"],
    ),
    (
        "Ghana's foreign minister spoke to reporters in Accra. She said Togolese troops had fired on a customs post.",
        ["fired ASSAULT TGO actual by=GHA verb=say"],
    ),
    (
        "Malaysia's navy issued a statement on Saturday. It said Indonesian boats had seized a trawler off Sarawak.",
        ["seized COERCE IDN actual by=MYS"],
    ),
    (
        'Georgia\'s president went on television late in the evening. "This morning Russian tanks attacked our peacekeepers. Russian planes bombed the port of Poti," he told the nation.',
        ["attacked ASSAULT RUS actual by=GEO", "bombed ASSAULT RUS actual by=GEO"],
    ),
    (
        "Nepalese police shot dead two Indian smugglers, the Indian home ministry said. The ministry added that the bodies had not been returned and that Nepal had deported their driver.",
        ["shot ASSAULT NPL actual by=IND verb=say", "deported COERCE NPL actual by=IND verb=add"],
    ),
    (
        "Philippine Defence Secretary Gilberto Teodoro condemned Beijing. Chinese ships had fired water cannon at a supply boat, he said.",
        ["fired ASSAULT|COERCE CHN actual by=PHL verb=say"],
    ),
    (
        "Tokayev and Xi discussed a gas pipeline by telephone, Akorda said.",
        ["discussed CONSULT KAZ+CHN actual by=KAZ verb=say"],
    ),
    (
        "Japan's and India's foreign ministers met in Delhi, according to the Japanese foreign ministry.",
        ["met CONSULT JPN+IND actual by=JPN"],
    ),
    (
        "Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed in Nairobi, State House said in a statement.",
        ["met CONSULT KEN+ETH actual by=KEN verb=say via=statement"],
    ),
    (
        "Erdogan telephoned Putin to discuss the grain deal, Turkish state media reported.",
        ["telephoned CONSULT TUR+RUS actual by=TUR via=state-media"],
    ),
    (
        "Brazil's Celso Amorim met Nicolas Maduro in Caracas, Maduro wrote on Telegram.",
        ["met CONSULT BRA+VEN actual by=VEN verb=write via=post"],
    ),
    (
        "South Korean and American generals met in Seoul, a presidential aide said on condition of anonymity.",
        ["met CONSULT KOR+USA actual by=unnamed verb=say"],
    ),
    (
        "In an interview with Le Monde, Togo's president said Ghanaian mercenaries had attacked Lome.",
        ["attacked ASSAULT GHA actual by=TGO verb=say via=interview"],
    ),
    (
        "In a letter to the Security Council, Cyprus said Turkish warships had blocked a drilling vessel.",
        ["blocked COERCE|MOBILIZE|ASSAULT TUR actual by=CYP verb=say via=letter"],
    ),
    (
        "Foreign Minister Luis Gilberto Murillo told a news conference that Ecuador had deported six hundred Colombian prisoners.",
        ["deported COERCE ECU actual by=COL verb=tell via=briefing"],
    ),
    (
        "Speaking in an interview on Sunday, Iraqi Prime Minister Mohammed Shia al-Sudani said Turkish planes had bombed Duhok.",
        ["bombed ASSAULT TUR actual by=IRQ verb=say via=interview"],
    ),
    (
        "In a televised address, President Lenin Moreno said Colombian rebels had kidnapped two reporters.",
        ["kidnapped ASSAULT COL actual by=ECU verb=say via=speech"],
    ),
    (
        "China has released a Canadian consultant, Ottawa announced in a communique.",
        ["released RETREAT CHN actual by=CAN verb=announce via=statement"],
    ),
    ("Nigerian troops kill 40 bandits in Zamfara: army", ["kill ASSAULT NGA actual by=NGA|unnamed"]),
    ("Iran arrests Swedish diplomat - state TV", ["arrests COERCE IRN actual by=IRN via=state-media"]),
    ("Kabul says Pakistan shelled border villages", ["shelled ASSAULT PAK actual by=AFG verb=say"]),
    ("Sudan jets bomb hospital, say witnesses", ["bomb ASSAULT SDN actual by=unnamed verb=say"]),
    ("Myanmar army killed 30 villagers: witnesses", ["killed ASSAULT MMR actual by=unnamed"]),
    ("US official: Iran attacked tanker off Oman", ["attacked ASSAULT IRN actual by=USA|unnamed"]),
    ("Kiev blamed Moscow for shelling a bus near Volnovakha.", ["shelling ASSAULT RUS actual by=UKR verb=blame"]),
    (
        "India, which accuses Pakistan of arming militants, says Pakistani troops killed a colonel.",
        ["killed ASSAULT PAK actual by=IND verb=say"],
    ),
    (
        "Tunisia accused Libya on Friday of expelling thirty thousand workers without wages.",
        ["expelling COERCE|SANCTION LBY actual by=TUN verb=accuse"],
    ),
    (
        "Villagers who accused soldiers of killing their chief marched through Wamena, Indonesia.",
        ["killing ASSAULT IDN|- actual by=unnamed verb=accuse", "marched PROTEST - actual by=-"],
    ),
    (
        "Washington has accused Iranian guards of attacking a Japanese tanker, a charge that Tehran rejects.",
        ["attacking ASSAULT IRN actual by=USA verb=accuse"],
    ),
    ("Cuban agents allegedly kidnapped a defector in Managua.", ["kidnapped ASSAULT CUB actual by=unnamed"]),
    (
        "Greece's prime minister said Turkish frigates had allegedly fired flares at a ferry.",
        ["fired ASSAULT TUR actual by=GRC verb=say"],
    ),
    (
        "The two Moldovan officers who allegedly tortured a detainee were arrested on Monday.",
        ["tortured ASSAULT MDA historical|actual by=unnamed", "arrested COERCE MDA actual by=-"],
    ),
    (
        "ASUNCION (Reuters) - Paraguayan troops killed two guerrillas near the Brazilian border on Thursday.",
        ["killed ASSAULT PRY actual by=-"],
    ),
    (
        "Danish police arrested six Iranians on Friday as their lawyer said she would appeal.",
        ["arrested COERCE DNK actual by=-"],
    ),
    (
        "Austria expelled four Russian diplomats on Wednesday. The foreign ministry did not give a reason.",
        ["expelled SANCTION AUT actual by=-"],
    ),
    (
        "Angolan troops seized Cabinda in 1975. Historians say little is known of the first days.",
        ["seized ASSAULT|COERCE AGO actual|historical by=-"],
    ),
    (
        "Malta arrested the captain of a Libyan tanker on Sunday and told Tripoli to send documents.",
        ["arrested COERCE MLT actual by=-"],
    ),
    (
        "BELGRADE, May 3 (AP) - NATO planes bombed a bridge at Novi Sad on Monday.",
        ["bombed ASSAULT IGO:NATO actual by=-"],
    ),
    (
        "Ivorian soldiers shot dead a French tourist on Saturday; nothing is known of the motive, officials said.",
        ["shot ASSAULT CIV actual by=-|unnamed"],
    ),
    (
        "The report, published by Amnesty International, says Egyptian police tortured fifty detainees.",
        ["tortured ASSAULT EGY actual by=NGO:AMNESTY via=report"],
    ),
    (
        "An African Union inquiry found that South Sudanese troops had killed civilians in Juba.",
        ["killed ASSAULT SSD actual by=IGO:AU verb=find"],
    ),
    ("Satellite pictures show that Russia deployed two brigades near Voronezh.", ["deployed MOBILIZE RUS actual by=-"]),
    (
        "Official figures show that Malaysia deported nine thousand Filipinos last year.",
        ["deported COERCE MYS actual|historical by=MYS|unnamed|-"],
    ),
    (
        "Basque separatists said they had bombed a police station in Durango.",
        ["bombed ASSAULT ESP|NSA:ETA actual by=ESP|NSA:ETA"],
    ),
    (
        "Al-Shabaab fighters killed a Kenyan chief, the group said in a broadcast.",
        ["killed ASSAULT NSA:ALSHABAAB|NSA:SHABAAB actual by=NSA:ALSHABAAB|NSA:SHABAAB"],
    ),
    (
        "Ethiopia expelled a Somali envoy on Monday after its army said Somali gunmen had killed two officers.",
        ["expelled SANCTION ETH actual by=-", "killed ASSAULT SOM actual by=ETH verb=say"],
    ),
    (
        "After what Seoul called an attack by North Korean boats, South Korea deployed a destroyer.",
        ["deployed MOBILIZE KOR actual by=-"],
    ),
    (
        "As the Pentagon has said, Houthi rebels fired two missiles at an American destroyer.",
        ["fired ASSAULT NSA:HOUTHI actual by=USA verb=say"],
    ),
    (
        "Gabon recalled its ambassador from Paris. A French official, who declined to be named, said Gabonese police had arrested two French reporters. Libreville has not commented.",
        ["recalled SANCTION GAB actual by=-", "arrested COERCE GAB actual by=FRA|unnamed verb=say"],
    ),
    (
        "The Portuguese governor sent a cable to Lisbon on Sunday. Indian troops, he said, had attacked Diu at dawn. Indian ships were shelling the fort, he added.",
        ["attacked ASSAULT IND actual by=PRT verb=say", "shelling ASSAULT IND actual by=PRT verb=add"],
    ),
    (
        "Djibouti said Eritrean soldiers had attacked a hill at Ras Doumeira. According to Asmara, no Eritrean soldier fired a shot. France flew in two hundred troops.",
        ["attacked ASSAULT ERI actual by=DJI verb=say"],
    ),
    (
        "Panama's foreign ministry published a letter to its neighbours. The letter said American soldiers had arrested two Panamanian judges.",
        ["arrested COERCE USA actual by=PAN via=letter"],
    ),
    (
        "The spokesman for Serbia's army, Colonel Milan Djuric, read out a communique. In it, the army said Kosovo Albanian guerrillas had killed four policemen near Decani.",
        ["killed ASSAULT SRB|XKX actual by=SRB verb=say"],
    ),
]
