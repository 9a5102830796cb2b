"""Who acts on whom, second half: the same constructions in other words and places."""

WHO_SECOND: list[tuple[str, list[str]]] = [
    # --- groups and officials whose country is told by place, dateline or the sentence
    ("Insurgents killed six policemen in southern Thailand on Friday.", ["ASSAULT THA/REB>THA/COP actual"]),
    ("Soldiers arrested five journalists in Conakry.", ["COERCE/arrest GIN/MIL>GIN/JRN actual"]),
    ("Villagers kidnapped four policemen in Bolivia.", ["ASSAULT/abduct BOL/CVL>BOL/COP actual"]),
    ("Fishermen in Senegal condemned the European Union.", ["ACCUSE SEN/CVL>IGO:EU actual"]),
    ("Doctors in Harare condemned the government.", ["ACCUSE ZWE/MED>ZWE/GOV actual"]),
    ("MANILA, Philippines (AP) - Guerrillas freed two soldiers on Thursday.", ["RETREAT PHL/REB>PHL/MIL actual"]),
    ("Gunmen killed a priest in Mombasa.", ["ASSAULT KEN/UAF>KEN/REL actual"]),
    # --- by-phrases
    ("A French geologist was kidnapped by rebels in Chad.", ["ASSAULT/abduct TCD/REB>FRA actual"]),
    ("The deal was rejected by the Sudanese government and by rebels in Darfur.", ["REJECT SDN/GOV+SDN/REB actual"]),
    ("The drill was condemned by both Russia and Belarus.", ["ACCUSE RUS+BLR actual"]),
    # --- coordination
    ("Mali, Niger and Burkina Faso accused Ukraine of backing rebels.", ["ACCUSE MLI+NER+BFA>UKR actual"]),
    ("The African Union and Norway have both condemned Sudan.", ["ACCUSE IGO:AU+NOR>SDN actual"]),
    ("According to the BBC, Canada and the Netherlands have both sued Syria.", ["ACCUSE CAN+NLD>SYR actual"]),
    ("Cuba criticised Canada, Spain and the European Union.", ["ACCUSE CUB>CAN+ESP+IGO:EU actual"]),
    ("Peru, along with Chile, condemned Venezuela.", ["ACCUSE PER+CHL>VEN actual"]),
    (
        "Both the president and the parliament of Moldova condemned Russia.",
        ["ACCUSE MDA/GOV+MDA/LEG>RUS actual"],
    ),
    ("Egypt and its ally Saudi Arabia condemned Iran.", ["ACCUSE EGY+SAU>IRN actual"]),
    (
        "Gunmen killed two teachers, a driver and four policemen in Pakistan.",
        ["ASSAULT PAK/UAF>PAK/EDU+PAK/CVL+PAK/COP actual"],
    ),
    # --- halves of countries, organs, abbreviations
    ("The South fired warning shots at a North Korean boat.", ["ASSAULT KOR>PRK actual"]),
    (
        "South Korea has accused the North of hacking banks.",
        ["ACCUSE KOR>PRK actual", "COERCE/cyber PRK actual by=KOR"],
    ),
    ("The navy of Colombia attacked smugglers off Panama.", ["ASSAULT COL/MIL actual"]),
    (
        "The Peruvian Workers' Confederation [PWC] condemned the president.",
        ["ACCUSE PER/LAB>PER/GOV actual"],
    ),
    ("The Kurdistan Workers' Party (PKK) attacked an army post in Turkey.", ["ASSAULT NSA:PKK>TUR/MIL actual"]),
    ("The Islamic Revolutionary Guard Corps [IRGC] threatened Israel.", ["THREATEN IRN/MIL>ISR actual"]),
    # --- linked, splinter, offshoot
    ("A group tied to Islamic State killed seven villagers in Mozambique.", ["ASSAULT MOZ/REB>MOZ/CVL actual"]),
    ("A splinter faction of the FARC kidnapped a mayor in Colombia.", ["ASSAULT/abduct COL/REB>COL/GOV actual"]),
    ("An offshoot of al Shabaab attacked an army base in Kenya.", ["ASSAULT KEN/REB>KEN/MIL actual"]),
    ("Militants affiliated with al Qaeda killed three soldiers in Yemen.", ["ASSAULT YEM/REB>YEM/MIL actual"]),
    # --- ministries, chains of owners, courts
    ("Cyprus's justice ministry accused Russia of espionage.", ["ACCUSE CYP/GOV>RUS/GOV actual"]),
    ("Peru's Ministry of Defence condemned Chile's patrols.", ["ACCUSE PER/GOV>CHL actual"]),
    ("The head of Egypt's intelligence service met the Libyan prime minister.", ["CONSULT EGY+LBY actual"]),
    ("The brother of Sri Lanka's president accused the opposition of treason.", ["ACCUSE LKA>LKA/OPP actual"]),
    ("A Spanish court convicted a Moroccan man of recruiting fighters.", ["SANCTION/convict ESP/JUD>MAR/CVL actual"]),
    ("A court in Sweden convicted an Iranian official of murder.", ["SANCTION/convict SWE/JUD>IRN/GOV actual"]),
    ("The Ukrainian Rada condemned Hungary.", ["ACCUSE UKR/LEG>HUN actual"]),
    ("The Iraqi parliament condemned the Turkish army.", ["ACCUSE IRQ/LEG>TUR/MIL actual"]),
    ("The Philippine Senate condemned China.", ["ACCUSE PHL/LEG>CHN actual"]),
    ("The Brazilian Supreme Court convicted a former minister.", ["SANCTION/convict BRA/JUD>BRA actual"]),
    # --- joint bodies
    ("ASEAN leaders criticised Myanmar's junta.", ["ACCUSE IGO:ASEAN>MMR actual"]),
    ("ECOWAS defence chiefs threatened the junta in Niger.", ["THREATEN IGO:ECOWAS>NER actual"]),
    ("UN peacekeepers killed four militiamen in Congo.", ["ASSAULT IGO:UN>COD actual"]),
    ("European Union lawmakers condemned Georgia.", ["ACCUSE IGO:EU>GEO actual"]),
    ("Western diplomats condemned Belarus.", ["ACCUSE ->BLR actual"]),
    # --- victims counted
    (
        "At least 30 people, including four German soldiers, were killed by insurgents in Kunduz.",
        ["ASSAULT AFG/REB>AFG/CVL+DEU/MIL actual"],
    ),
    ("Militants killed 15 people, among them a Korean pastor, in Iraq.", ["ASSAULT IRQ/REB>IRQ/CVL+KOR/REL actual"]),
    ("Two policemen and a UN driver were killed by gunmen in Haiti.", ["ASSAULT HTI/UAF>HTI/COP+IGO:UN actual"]),
    # --- targets of fire
    ("Azerbaijan fired mortars into Armenia.", ["ASSAULT/heavy-weapons AZE/MIL>ARM actual"]),
    ("Thai soldiers fired rockets at a Cambodian temple.", ["ASSAULT THA/MIL>KHM actual"]),
    ("The Houthis fired missiles at southern Saudi Arabia.", ["ASSAULT NSA:HOUTHI>SAU actual"]),
    ("Turkish jets bombed a village in northern Iraq.", ["ASSAULT TUR/MIL>IRQ actual"]),
    ("Russia launched drones at ports in Ukraine.", ["ASSAULT RUS/MIL>UKR actual"]),
    # --- things that stand for people
    ("Militants attacked a Red Cross convoy in Somalia.", ["ASSAULT SOM/REB>NGO:REDCROSS actual"]),
    ("Gunmen attacked a synagogue in Istanbul.", ["ASSAULT TUR/UAF>TUR/REL actual"]),
    ("Pirates seized a Danish freighter off Somalia.", ["ASSAULT SOM/CRM>DNK actual"]),
    ("Rebels attacked a hospital in eastern Congo.", ["ASSAULT COD/REB>COD/MED actual"]),
    # --- persons with a title and an unknown name
    ("Tongan minister Sione Vaipulu accused New Zealand of neglect.", ["ACCUSE TON/GOV>NZL actual"]),
    ("Ugandan opposition leader Moses Okello condemned Rwanda.", ["ACCUSE UGA/OPP>RWA actual"]),
    ("Police in Baku arrested opposition activist Rashad Quliyev.", ["COERCE/arrest AZE/COP>AZE/OPP actual"]),
    ("Nadia Bouzid, a Tunisian lawyer, was arrested in Algiers.", ["COERCE/arrest DZA>TUN/JUD actual"]),
    ("Cuban dissident Yusniel Peralta accused Spain of cowardice.", ["ACCUSE CUB/OPP>ESP actual"]),
    # --- religious figures, unions, students
    ("A fatwa in Indonesia condemned the police.", ["ACCUSE IDN/REL>IDN/COP actual"]),
    ("A bishop in Chiapas urged the government to release the farmers.", ["REQUEST MEX/REL>MEX/GOV actual"]),
    ("Monks in Myanmar condemned the junta.", ["ACCUSE MMR/REL>MMR actual"]),
    ("The bishops of Malawi accused the government of corruption.", ["ACCUSE MWI/REL>MWI/GOV actual"]),
    ("Egypt's top cleric condemned France.", ["ACCUSE EGY/REL>FRA actual"]),
    ("Nigeria's oil workers' union rejected the plan.", ["REJECT NGA/LAB actual"]),
    ("Portuguese unions condemned the International Monetary Fund.", ["ACCUSE PRT/LAB>IGO:IMF actual"]),
    ("Iranian students condemned Britain.", ["ACCUSE IRN/EDU>GBR actual"]),
    # --- who speaks for whom
    ("Serbia's ambassador to Croatia condemned the march.", ["ACCUSE SRB/GOV actual"]),
    ("The Japanese ambassador in Beijing urged China to release the fishermen.", ["REQUEST JPN/GOV>CHN actual"]),
    ("Ghana expelled Togo's envoy.", ["SANCTION/expel GHA>TGO/GOV actual"]),
    ("Relatives of the Turkish miners accused the government of negligence.", ["ACCUSE TUR/CVL>TUR/GOV actual"]),
    ("Moroccan forces attacked the Algerian army.", ["ASSAULT MAR/MIL>DZA/MIL actual"]),
    ("French-led forces killed a commander of al Qaeda.", ["ASSAULT FRA/MIL>NSA:ALQAEDA actual"]),
    ("Saudi-backed fighters attacked a Houthi base in Yemen.", ["ASSAULT YEM/REB>NSA:HOUTHI actual"]),
    ("Pro-Iranian militants attacked a Kurdish checkpoint in Iraq.", ["ASSAULT IRQ/REB>IRQ actual"]),
    ("London's mayor condemned China.", ["ACCUSE GBR/GOV>CHN actual"]),
    ("Ankara and Doha condemned Israel.", ["ACCUSE TUR+QAT>ISR actual"]),
    ("Peru's Shining Path rebels attacked an army patrol.", ["ASSAULT NSA:SHINING_PATH>PER/MIL actual"]),
    ("Colombian police arrested a Venezuelan colonel.", ["COERCE/arrest COL/COP>VEN/MIL actual"]),
    ("A Kenyan minister accused Somali elders of hiding rebels.", ["ACCUSE KEN/GOV>SOM actual"]),
    ("The Afghan government accused Pakistan's spy agency of murder.", ["ACCUSE AFG/GOV>PAK/SPY actual"]),
]
