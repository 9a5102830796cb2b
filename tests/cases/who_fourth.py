"""Who acts on whom, fourth part: parties in longer sentences, of all continents, 1990 to 2026."""

WHO_FOURTH: list[tuple[str, list[str]]] = [
    # --- coordination and lists
    (
        "The foreign ministers of Egypt, Jordan and Saudi Arabia condemned Israel on Sunday.",
        ["ACCUSE EGY+JOR+SAU>ISR actual"],
    ),
    ("Leaders from Ghana and Togo accused Burkina Faso of spying.", ["ACCUSE GHA+TGO>BFA actual"]),
    ("Ecuador's police and army arrested 40 gang members.", ["COERCE/arrest ECU/COP+ECU/MIL>ECU/CRM actual"]),
    ("Norway, Sweden and Finland met in Oslo on Tuesday.", ["CONSULT NOR+SWE+FIN actual"]),
    (
        "The African Union, the United Nations and IGAD urged Sudan's army to stop.",
        ["REQUEST IGO:AU+IGO:UN+IGO:IGAD>SDN actual"],
    ),
    ("Talks between Serbia and Kosovo resumed in Brussels on Thursday.", ["CONSULT SRB+XKX actual"]),
    (
        "Armenia and Azerbaijan accused each other of firing across the border.",
        ["ACCUSE ARM>AZE actual", "ACCUSE AZE>ARM actual"],
    ),
    ("Rwanda, but not Uganda, condemned the rebels in Congo.", ["ACCUSE RWA>COD actual"]),
    ("Canada joined Britain and Australia in condemning Iran.", ["ACCUSE CAN+GBR+AUS>IRN actual"]),
    # --- with, alongside, together
    ("Kenya's president met with his Tanzanian counterpart in Arusha.", ["CONSULT KEN+TZA actual"]),
    ("Together with France, Germany condemned Mali's junta.", ["ACCUSE FRA+DEU>MLI actual"]),
    ("Peru signed a trade agreement with Indonesia on Monday.", ["SUPPORT PER+IDN actual"]),
    ("Turkish troops alongside Syrian rebels attacked Kurdish fighters.", ["ASSAULT TUR/MIL+SYR/REB> actual"]),
    # --- possessives and appositions
    ("Hungary's prime minister, Viktor Orban, criticised Ukraine's leadership.", ["ACCUSE HUN>UKR actual"]),
    (
        "Pakistan's foreign minister, Ishaq Dar, met Afghanistan's Amir Khan Muttaqi in Kabul.",
        ["CONSULT PAK+AFG actual"],
    ),
    ("Mohamed Ould Salem, a Mauritanian lawmaker, accused France of meddling.", ["ACCUSE MRT/LEG>FRA actual"]),
    ("The militant group Boko Haram abducted 20 girls in Nigeria.", ["ASSAULT/abduct NSA:BOKOHARAM>NGA actual"]),
    ("Chile's ally Brazil condemned Venezuela.", ["ACCUSE BRA>VEN actual"]),
    ("The head of the World Health Organization criticised China's government.", ["ACCUSE IGO:WHO>CHN actual"]),
    ("The son of Uganda's president threatened Kenya.", ["THREATEN UGA>KEN actual"]),
    # --- passives
    ("The ambassador of Myanmar was expelled by Malaysia on Friday.", ["SANCTION/expel MYS>MMR actual"]),
    ("Three Chinese engineers were killed by a suicide bomber in Pakistan.", ["ASSAULT PAK/REB>CHN actual"]),
    ("Zimbabwe was accused by the United States of rigging the vote.", ["ACCUSE USA>ZWE actual"]),
    ("A British tourist was arrested in Dubai on Monday.", ["COERCE/arrest ARE>GBR actual"]),
    ("Two journalists were detained in Minsk.", ["COERCE/arrest BLR/COP>BLR/JRN actual"]),
    ("An Iranian diplomat was sentenced to 20 years by a Belgian court.", ["SANCTION/convict BEL/JUD>IRN actual"]),
    ("A Nigerian village was attacked by bandits, police said.", ["ASSAULT NGA/CRM>NGA actual"]),
    # --- courts and defendants
    (
        "Prosecutors in Bolivia charged former president Evo Morales with trafficking.",
        ["ACCUSE/allege BOL/JUD>BOL actual"],
    ),
    ("A judge in Guatemala ordered the arrest of a newspaper editor.", ["COERCE/arrest GTM/JUD>GTM/JRN actual"]),
    (
        "An Istanbul court jailed two opposition lawmakers for insulting the president.",
        ["SANCTION/convict TUR/JUD>TUR actual"],
    ),
    (
        "The International Criminal Court convicted a Congolese warlord of war crimes.",
        ["SANCTION/convict IGO:ICC>COD actual"],
    ),
    ("A former Rwandan mayor went on trial in Paris on Monday.", ["ACCUSE/allege FRA/JUD>RWA actual"]),
    # --- protests and their targets
    (
        "Thousands of Serbs protested against President Aleksandar Vucic in Belgrade.",
        ["PROTEST SRB/CVL>SRB/GOV actual"],
    ),
    (
        "Students rallied in Dhaka to demand the resignation of the prime minister.",
        ["PROTEST BGD/EDU actual", "REQUEST BGD/EDU>BGD actual"],
    ),
    ("Hundreds of Pakistanis demonstrated outside the French consulate in Karachi.", ["PROTEST PAK/CVL>FRA actual"]),
    ("Doctors in Nigeria went on strike on Monday.", ["PROTEST NGA/MED actual"]),
    ("Greek farmers blocked highways to protest against the European Union.", ["PROTEST GRC/AGR>IGO:EU actual"]),
    # --- targets and places
    ("Rebels attacked an army base in Kidal, killing ten soldiers.", ["ASSAULT MLI/REB>MLI/MIL actual"]),
    ("Ukrainian drones hit an oil depot in Belgorod.", ["ASSAULT UKR/MIL>RUS actual"]),
    ("Hamas fired rockets at Sderot on Tuesday.", ["ASSAULT NSA:HAMAS>ISR actual"]),
    ("Ethiopian jets bombed Mekelle on Friday.", ["ASSAULT ETH/MIL>ETH actual"]),
    ("Somali pirates seized a Ukrainian ship off Kenya.", ["ASSAULT SOM/CRM>UKR actual"]),
    ("Gunmen opened fire on a church in Ouagadougou.", ["ASSAULT BFA/UAF>BFA/REL actual"]),
    ("Gunmen kidnapped a mayor near Timbuktu.", ["ASSAULT/abduct MLI/UAF>MLI/GOV actual"]),
    ("Militants beheaded five villagers near Mocimboa da Praia.", ["ASSAULT MOZ/REB>MOZ actual"]),
    ("Police shot three protesters in Bamenda.", ["ASSAULT CMR/COP>CMR/CVL actual"]),
    ("Soldiers detained an opposition leader in Bissau.", ["COERCE/arrest GNB/MIL>GNB/OPP actual"]),
    # --- firms, media, organisations
    ("China sanctioned Lockheed Martin over its sales to Taiwan.", ["SANCTION CHN>USA/BUS actual"]),
    (
        "Telenor accused Myanmar's junta of threatening its staff.",
        ["ACCUSE NOR/BUS>MMR actual", "THREATEN MMR actual by=NOR"],
    ),
    ("Belarus arrested a Ryanair passenger in Minsk.", ["COERCE/arrest BLR>IRL actual"]),
    (
        "Amnesty International accused Egypt of torture.",
        ["ACCUSE NGO:AMNESTY>EGY actual", "ASSAULT/torture EGY actual by=NGO:AMNESTY"],
    ),
    ("Reporters Without Borders urged Turkey to free a journalist.", ["REQUEST NGO:RSF_PRESS>TUR actual"]),
    ("Russia's Gazprom halted gas supplies to Finland.", ["SANCTION RUS/BUS>FIN actual"]),
    ("Canada fined Boeing on Wednesday.", ["SANCTION CAN>USA/BUS actual"]),
    ("The World Bank suspended aid to Niger.", ["SANCTION IGO:WORLDBANK>NER actual"]),
    ("The OSCE condemned Georgia's police.", ["ACCUSE IGO:OSCE>GEO/COP actual"]),
    ("Japan's Nippon Steel sued the US government.", ["ACCUSE JPN/BUS>USA/GOV actual"]),
    # --- armed groups
    ("The Arakan Army captured 30 soldiers in Myanmar.", ["ASSAULT NSA:ARAKAN_ARMY>MMR/MIL actual"]),
    (
        "The Tigray People's Liberation Front accused Eritrea of killing civilians.",
        ["ACCUSE NSA:TPLF>ERI actual", "ASSAULT ERI actual by=NSA:TPLF"],
    ),
    ("M23 rebels killed 17 villagers in Kishishe.", ["ASSAULT NSA:M23>COD actual"]),
    ("Fighters of the Islamic State attacked a prison in Hasakah, Syria.", ["ASSAULT NSA:ISIS>SYR actual"]),
    ("The Pakistani Taliban released a hostage on Monday.", ["RETREAT NSA:TTP actual"]),
    ("Hezbollah fired rockets into northern Israel.", ["ASSAULT NSA:HEZBOLLAH>ISR actual"]),
    ("The Wagner Group attacked a village in Mali.", ["ASSAULT NSA:WAGNER>MLI actual"]),
    # --- persons by surname, nickname, spelling
    ("Putin criticised Macron on Friday.", ["ACCUSE RUS>FRA actual"]),
    ("Netanyahu rejected the plan of Biden.", ["REJECT ISR>USA actual"]),
    ("Maria Zakharova accused Moldova of lying.", ["ACCUSE RUS>MDA actual"]),
    ("General Abdel Fattah al-Burhan condemned the United Arab Emirates.", ["ACCUSE SDN>ARE actual"]),
    ("Xi Jinping telephoned Volodymyr Zelenskiy on Wednesday.", ["CONSULT/phone CHN+UKR actual"]),
    # --- articles of several sentences
    (
        "Chad's capital was calm on Monday. The opposition accused the army of killing protesters.",
        ["ACCUSE TCD/OPP>TCD/MIL actual", "ASSAULT TCD/MIL>TCD/CVL actual by=TCD"],
    ),
    ("Nairobi was tense on Tuesday. Police arrested 50 demonstrators.", ["COERCE/arrest KEN/COP>KEN/CVL actual"]),
    (
        "Thailand's government met the separatists in Kuala Lumpur. The rebels killed two soldiers on Friday.",
        ["CONSULT THA actual", "ASSAULT THA/REB>THA/MIL actual"],
    ),
    # --- peoples and faiths
    ("Kurdish fighters attacked a Turkish base in northern Iraq.", ["ASSAULT IRQ/REB>TUR actual"]),
    ("Jewish settlers attacked a farmer near Nablus.", ["ASSAULT ISR/CVL>PSE actual"]),
    ("Muslims protested in Colombo on Friday.", ["PROTEST LKA/REL actual"]),
    ("Tamil lawmakers condemned Sri Lanka's army.", ["ACCUSE LKA/LEG>LKA/MIL actual"]),
    ("Indigenous groups protested in Quito against the president.", ["PROTEST ECU/CVL>ECU/GOV actual"]),
    # --- metonyms
    ("The Kremlin condemned Washington.", ["ACCUSE RUS>USA actual"]),
    ("Taipei accused Beijing of sending balloons.", ["ACCUSE TWN>CHN actual"]),
    ("The Elysee criticised Niamey.", ["ACCUSE FRA>NER actual"]),
    ("Pretoria summoned the Israeli ambassador.", ["ACCUSE ZAF>ISR actual"]),
    ("Ottawa expelled six Indian diplomats.", ["SANCTION/expel CAN>IND actual"]),
    # --- aid, deals, refusals
    ("The European Union gave 50 million euros to Jordan.", ["AID IGO:EU>JOR actual"]),
    ("Germany delivered tanks to Ukraine on Monday.", ["AID DEU>UKR actual"]),
    ("Mexico refused to extradite the general to the United States.", ["REJECT MEX>USA actual"]),
    ("Guyana's president rejected Venezuela's demand.", ["REJECT GUY>VEN actual", "REQUEST VEN actual"]),
    ("Australia and Papua New Guinea signed a defence pact.", ["SUPPORT AUS+PNG actual"]),
    ("Russia and Iran held a joint naval drill in the Caspian Sea.", ["COOPERATE RUS+IRN actual"]),
    ("Oman freed two French prisoners on Thursday.", ["RETREAT OMN>FRA actual"]),
    ("Cuba pardoned 50 prisoners.", ["CONCEDE CUB actual"]),
    ("China banned imports of Japanese seafood.", ["SANCTION CHN>JPN actual"]),
    ("Lithuania closed its border with Belarus.", ["SANCTION LTU>BLR actual"]),
    ("Morocco withdrew its ambassador from Tunisia.", ["SANCTION MAR>TUN actual"]),
    ("Burundi expelled the representative of the World Health Organization.", ["SANCTION/expel BDI>IGO:WHO actual"]),
]
