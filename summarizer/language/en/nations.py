"""English adjectives and capitals of states: what stands for a state beside its name."""

from __future__ import annotations

import re

from summarizer.language.nations import NationWords, coded

_ADJECTIVE = re.compile(r"(?P<stem>[\w-]+?)(?:['’]s|s['’])?")
"""An adjective does not inflect; the possessive of a name is taken off."""

_TABLE = """
    AE Emirati Abu-Dhabi; AF Afghan Kabul; AL Albanian Tirana; AM Armenian Yerevan; AO Angolan Luanda;
    AR Argentine Buenos-Aires; AR Argentinian -; AT Austrian Vienna; AU Australian Canberra; AZ Azerbaijani Baku;
    BA Bosnian Sarajevo; BB Barbadian Bridgetown; BD Bangladeshi Dhaka; BE Belgian Brussels; BF Burkinabe Ouagadougou;
    BG Bulgarian Sofia; BH Bahraini Manama; BI Burundian Gitega; BJ Beninese -; BN Bruneian -; BO Bolivian La-Paz;
    BR Brazilian Brasília; BS Bahamian Nassau; BT Bhutanese Thimphu; BW Botswanan Gaborone; BY Belarusian Minsk;
    BZ Belizean Belmopan; CA Canadian Ottawa; CD Congolese Kinshasa; CG - Brazzaville; CH Swiss Bern;
    CI Ivorian Yamoussoukro; CL Chilean -; CM Cameroonian Yaoundé; CN Chinese Beijing; CO Colombian Bogotá;
    CR Costa-Rican -; CU Cuban Havana; CV Cape-Verdean Praia; CY Cypriot Nicosia; CZ Czech Prague; DE German Berlin;
    DJ Djiboutian -; DK Danish Copenhagen; DZ Algerian Algiers; EC Ecuadorian Quito; EE Estonian Tallinn;
    EG Egyptian Cairo; ER Eritrean Asmara; ES Spanish Madrid; ET Ethiopian Addis-Ababa; FI Finnish Helsinki;
    FJ Fijian Suva; FR French Paris; GA Gabonese Libreville; GB British London; GE Georgian Tbilisi; GH Ghanaian Accra;
    GL Greenlandic Nuuk; GM Gambian Banjul; GN Guinean Conakry; GR Greek Athens; GT Guatemalan -; GY Guyanese -;
    HN Honduran Tegucigalpa; HR Croatian Zagreb; HT Haitian Port-au-Prince; HU Hungarian Budapest;
    ID Indonesian Jakarta; IE Irish Dublin; IL Israeli -; IN Indian New-Delhi; IQ Iraqi Baghdad; IR Iranian Tehran;
    IS Icelandic Reykjavik; IT Italian Rome; JM Jamaican -; JO Jordanian Amman; JP Japanese Tokyo; KE Kenyan Nairobi;
    KG Kyrgyz Bishkek; KH Cambodian Phnom-Penh; KP North-Korean Pyongyang; KR South-Korean Seoul; KW Kuwaiti -;
    KZ Kazakh Astana; LA Laotian Vientiane; LB Lebanese Beirut; LK Sri-Lankan Colombo; LR Liberian Monrovia;
    LT Lithuanian Vilnius; LU Luxembourgish -; LV Latvian Riga; LY Libyan Tripoli; MA Moroccan Rabat; MD Moldovan Chisinau;
    ME Montenegrin Podgorica; MG Malagasy Antananarivo; MK Macedonian Skopje; ML Malian Bamako; MM Burmese Naypyidaw;
    MN Mongolian Ulaanbaatar; MR Mauritanian Nouakchott; MT Maltese Valletta; MU Mauritian -; MV Maldivian Malé;
    MW Malawian Lilongwe; MX Mexican Mexico-City; MY Malaysian Kuala-Lumpur; MZ Mozambican Maputo; NA Namibian Windhoek;
    NE Nigerien Niamey; NG Nigerian Abuja; NI Nicaraguan Managua; NL Dutch Amsterdam; NL - The-Hague;
    NO Norwegian Oslo; NP Nepali Kathmandu; NZ New-Zealand Wellington; OM Omani Muscat; PA Panamanian -;
    PE Peruvian Lima; PH Philippine Manila; PH Filipino -; PK Pakistani Islamabad; PL Polish Warsaw;
    PS Palestinian Ramallah; PT Portuguese Lisbon; PY Paraguayan Asunción; QA Qatari Doha; RO Romanian Bucharest;
    RS Serbian Belgrade; RU Russian Moscow; RW Rwandan Kigali; SA Saudi Riyadh; SD Sudanese Khartoum;
    SE Swedish Stockholm; SG Singaporean -; SI Slovenian Ljubljana; SK Slovak Bratislava; SL Sierra-Leonean Freetown;
    SN Senegalese Dakar; SO Somali Mogadishu; SR Surinamese Paramaribo; SS South-Sudanese Juba; SV Salvadoran San-Salvador;
    SY Syrian Damascus; SZ Swazi Mbabane; TD Chadian N'Djamena; TG Togolese Lomé; TH Thai Bangkok; TJ Tajik Dushanbe;
    TM Turkmen Ashgabat; TN Tunisian Tunis; TO Tongan -; TR Turkish Ankara; TW Taiwanese Taipei; TZ Tanzanian Dodoma;
    UA Ukrainian Kyiv; UA - Kiev; UG Ugandan Kampala; US American Washington; UY Uruguayan Montevideo;
    UZ Uzbek Tashkent; VE Venezuelan Caracas; VN Vietnamese Hanoi; XK Kosovar Pristina; YE Yemeni Sanaa;
    ZA South-African Pretoria; ZM Zambian Lusaka; ZW Zimbabwean Harare
    """
_SHORT = """
    AE UAE; BY Byelorussia; CI Ivory-Coast; CZ Czech-Republic; CV Cabo-Verde; CD Democratic-Republic-of-the-Congo;
    EU EU; GB Britain; GB Great-Britain; GB UK; HK Hong-Kong; MO Macau; MM Burma; MM Myanmar; PS Palestine;
    RU Russian-Federation; SZ Swaziland; TR Turkey; UN UN; US USA; US US; US U.S.; US United-States-of-America; VA Vatican;
    TL East-Timor
    """

NATIONS = NationWords(words=coded(_TABLE) | coded(_SHORT), adjective=_ADJECTIVE)
