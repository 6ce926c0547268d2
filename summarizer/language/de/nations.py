"""German adjectives and capitals of states: what stands for a state beside its name.

After the list of state names of the German foreign office. Capitals that name another thing as often (Victoria,
Georgetown, San José) are left out.
"""

from __future__ import annotations

import re

from summarizer.language.nations import NationWords, coded

_ADJECTIVE = re.compile(r"(?P<stem>[\w-]*(?:isch|deutsch|schweizer))(?:e[rnms]?)?")
"""An adjective in any case; its stem is looked up."""

_TABLE = """
    AD andorranisch -; AE emiratisch Abu-Dhabi; AF afghanisch Kabul; AL albanisch Tirana; AM armenisch Jerewan;
    AO angolanisch Luanda; AR argentinisch Buenos-Aires; AT österreichisch Wien; AU australisch Canberra;
    AZ aserbaidschanisch Baku; BA bosnisch Sarajevo; BB barbadisch Bridgetown; BD bangladeschisch Dhaka;
    BE belgisch Brüssel; BF burkinisch Ouagadougou; BG bulgarisch Sofia; BH bahrainisch Manama; BI burundisch Gitega;
    BJ beninisch -; BN bruneiisch -; BO bolivianisch La-Paz; BR brasilianisch Brasília; BS bahamaisch Nassau;
    BT bhutanisch Thimphu; BW botsuanisch Gaborone; BY belarussisch Minsk; BZ belizisch Belmopan; CA kanadisch Ottawa;
    CD kongolesisch Kinshasa; CF zentralafrikanisch Bangui; CG - Brazzaville; CH schweizerisch Bern; CH schweizer -;
    CI ivorisch Yamoussoukro; CL chilenisch -; CM kamerunisch Yaoundé; CN chinesisch Peking; CO kolumbianisch Bogotá;
    CR costa-ricanisch -; CU kubanisch Havanna; CV kapverdisch Praia; CY zyprisch Nikosia; CZ tschechisch Prag;
    DE deutsch Berlin; DJ dschibutisch -; DK dänisch Kopenhagen; DO dominikanisch Santo-Domingo; DZ algerisch Algier;
    EC ecuadorianisch Quito; EE estnisch Tallinn; EG ägyptisch Kairo; ER eritreisch Asmara; ES spanisch Madrid;
    ET äthiopisch Addis-Abeba; FI finnisch Helsinki; FJ fidschianisch Suva; FR französisch Paris; GA gabunisch Libreville;
    GB britisch London; GE georgisch Tiflis; GH ghanaisch Accra; GL grönländisch Nuuk; GM gambisch Banjul;
    GN guineisch Conakry; GR griechisch Athen; GT guatemaltekisch -; GY guyanisch -; HN honduranisch Tegucigalpa;
    HR kroatisch Zagreb; HT haitianisch Port-au-Prince; HU ungarisch Budapest; ID indonesisch Jakarta; IE irisch Dublin;
    IL israelisch -; IN indisch Neu-Delhi; IQ irakisch Bagdad; IR iranisch Teheran; IS isländisch Reykjavík;
    IT italienisch Rom; JM jamaikanisch -; JO jordanisch Amman; JP japanisch Tokio; KE kenianisch Nairobi;
    KG kirgisisch Bischkek; KH kambodschanisch Phnom-Penh; KP nordkoreanisch Pjöngjang; KR südkoreanisch Seoul;
    KW kuwaitisch -; KZ kasachisch Astana; LA laotisch Vientiane; LB libanesisch Beirut; LI liechtensteinisch Vaduz;
    LK sri-lankisch Colombo; LR liberianisch Monrovia; LS lesothisch Maseru; LT litauisch Vilnius; LU luxemburgisch -;
    LV lettisch Riga; LY libysch Tripolis; MA marokkanisch Rabat; MC monegassisch -; MD moldauisch Chișinău;
    ME montenegrinisch Podgorica; MG madagassisch Antananarivo; MK nordmazedonisch Skopje; ML malisch Bamako;
    MM myanmarisch Naypyidaw; MN mongolisch Ulaanbaatar; MR mauretanisch Nouakchott; MT maltesisch Valletta;
    MU mauritisch -; MV maledivisch Malé; MW malawisch Lilongwe; MX mexikanisch Mexiko-Stadt;
    MY malaysisch Kuala-Lumpur; MZ mosambikanisch Maputo; NA namibisch Windhuk; NE nigrisch Niamey;
    NG nigerianisch Abuja; NI nicaraguanisch Managua; NL niederländisch Amsterdam; NL - Den-Haag; NO norwegisch Oslo;
    NP nepalesisch Kathmandu; NZ neuseeländisch Wellington; OM omanisch Maskat; PA panamaisch -; PE peruanisch Lima;
    PG papua-neuguineisch -; PH philippinisch Manila; PK pakistanisch Islamabad; PL polnisch Warschau;
    PS palästinensisch Ramallah; PT portugiesisch Lissabon; PY paraguayisch Asunción; QA katarisch Doha;
    RO rumänisch Bukarest; RS serbisch Belgrad; RU russisch Moskau; RW ruandisch Kigali; SA saudi-arabisch Riad;
    SA saudisch -; SD sudanesisch Khartum; SE schwedisch Stockholm; SG singapurisch -; SI slowenisch Ljubljana;
    SK slowakisch Bratislava; SL sierra-leonisch Freetown; SM san-marinesisch -; SN senegalesisch Dakar;
    SO somalisch Mogadischu; SR surinamisch Paramaribo; SS südsudanesisch Juba; SV salvadorianisch San-Salvador;
    SY syrisch Damaskus; SZ eswatinisch Mbabane; TD tschadisch N'Djamena; TG togoisch Lomé; TH thailändisch Bangkok;
    TJ tadschikisch Duschanbe; TM turkmenisch Aschgabat; TN tunesisch Tunis; TO tongaisch -; TR türkisch Ankara;
    TW taiwanisch Taipeh; TZ tansanisch Dodoma; UA ukrainisch Kiew; UA - Kyjiw; UG ugandisch Kampala;
    US US-amerikanisch Washington; US amerikanisch -; UY uruguayisch Montevideo; UZ usbekisch Taschkent;
    VA vatikanisch -; VE venezolanisch Caracas; VN vietnamesisch Hanoi; XK kosovarisch Pristina; YE jemenitisch Sanaa;
    ZA südafrikanisch Pretoria; ZM sambisch Lusaka; ZW simbabwisch Harare
    """
_SHORT = """
    AE VAE; CD Demokratische-Republik-Kongo; BY Weißrussland; CZ Tschechische-Republik; CI Elfenbeinküste; EU EU; EU Europäische-Union; GB Großbritannien;
    GB UK; HK Hongkong; MD Moldau; MD Moldawien; MK Mazedonien; MO Macau; MM Birma; PS Palästina; RU Russische-Föderation;
    UN UN; UN UNO; US USA; US Vereinigte-Staaten-von-Amerika; VA Vatikan; CV Kap-Verde; SZ Swasiland; SA Saudiarabien; TL Osttimor
    """

NATIONS = NationWords(words=coded(_TABLE) | coded(_SHORT), adjective=_ADJECTIVE)
