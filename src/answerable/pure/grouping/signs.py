"""The words that alone make another question: numbers, days and months, "not", opposites, points of the compass."""


def _forms(lines: str) -> dict[str, str]:
    """Each word of a line, by a semicolon or a line end apart, with the line's first, which it is a form of."""
    groups = [group.split() for group in lines.replace("\n", ";").split(";")]
    return {word: group[0] for group in groups for word in group}


NUMBERS = _forms(
    """
    2 two dau ddau dwy ddwy dá dhá beirt zwei deux;3 three tri thri tair dair thair trí triúr drei trois
    4 four pedwar bedwar pedair bedair ceathair ceithre vier quatre;5 five pump pum bump cúig chúig fünf cinq
    6 six chwech chwe sé sechs;7 seven saith seacht sieben sept;8 eight wyth ocht acht huit;9 nine naw naoi neun neuf
    10 ten deg ddeg deich zehn dix;11 eleven;12 twelve deuddeg ddeuddeg;15 fifteen pymtheg;20 twenty ugain fiche
    30 thirty tríocha;40 forty;50 fifty caoga;60 sixty;70 seventy;80 eighty;90 ninety
    100 hundred cant gant céad;1000 thousand mil míle;half hanner leath;double dwbl dúbailte;twice dwywaith
    first cyntaf gyntaf;second ail dara;third trydydd drydydd tríú
    """
)
DAYS = _forms(
    """
    monday mon;tuesday tue tues;wednesday wed;thursday thu thurs;friday fri;saturday sat;sunday sun
    january;february;march;april;june;july;august;september;october;november;december;today;tomorrow;yesterday
    tonight;weekend;weekday;easter;christmas;summer;winter;spring;autumn
    llun lun;mawrth fawrth;mercher fercher;iau;gwener wener;sadwrn;sul;heddiw;yfory;ddoe doe;heno;penwythnos benwythnos
    ionawr;chwefror;ebrill;mai;mehefin fehefin;gorffennaf;awst;medi fedi;hydref;tachwedd dachwedd;rhagfyr ragfyr
    nadolig;pasg basg;haf;gaeaf aeaf;gwanwyn wanwyn
    luan luain;máirt mháirt;céadaoin chéadaoin;déardaoin;aoine haoine;satharn sathairn shathairn
    domhnach domhnaigh dhomhnaigh;inniu;amárach;inné;anocht;eanáir;feabhra feabhraidh;márta mhárta
    aibreán aibreáin;bealtaine bhealtaine;meitheamh meithimh mheithimh;iúil;lúnasa;nollaig nollag;cáisc cásca
    samhradh samhraidh;geimhreadh geimhridh
    montag;dienstag;mittwoch;donnerstag;freitag;samstag;sonntag;heute;morgen;gestern;lundi;mardi;mercredi;jeudi
    vendredi;samedi;dimanche;aujourd'hui;demain;hier
    """
)
OTHER_WEEK = frozenset({"next", "last", "following"})
"""Before a day or a week; "this Monday" is the Monday that "Monday" means."""
SPANS = frozenset("week month year term".split())  # noqa: SIM905 - a list of these words reads best as words
OTHER_WEEK_AFTER = frozenset({"nesaf", "diwethaf", "chugainn", "caite"})
NEGATIONS = frozenset(
    """
    not no never none nobody nothing without cannot neither nor except unless ddim dim nid nad ni heb peidio
    peidiwch byth unable fail fails failed failing refused declined ní níl nach gan ná nár níor cha chan chaneil
    nicht kein keine keinen nie ohne pas non sans jamais aucun nunca sin bez senza
    """.split()  # noqa: SIM905 - quoted one by one the list is a page
)
COMPASS = _forms(
    """
    north northern northbound;south southern southbound;east eastern eastbound;west western westbound
    gogledd ogledd gogleddol ogleddol;deheuol ddeheuol;dwyrain ddwyrain dwyreiniol ddwyreiniol
    gorllewin orllewin gorllewinol orllewinol;thuaidh tuaisceart tuaiscirt;theas deisceart deiscirt;thoir;thiar
    """
)
_OPPOSITES = (
    ("open", "closed shut close closing"),
    ("start begin", "end stop finish"),
    ("before", "after"),
    ("over above", "under below"),
    ("allowed legal permitted", "forbidden banned illegal prohibited"),
    ("more", "less fewer"),
    ("increase rise", "decrease fall reduce cut"),
    ("arrive", "leave depart"),
    ("free", "paid"),
    ("safe", "unsafe dangerous"),
    ("possible", "impossible"),
    ("buy", "sell"),
    ("join", "cancel"),
    ("activate", "deactivate"),
    ("able", "unable"),
    ("indoors inside", "outdoors outside"),
    ("positive", "negative"),
    ("early earlier", "late later"),
    ("min minimum", "max maximum"),
    ("send", "receive"),
    ("first", "last"),
    ("agor agored", "cau gau chau"),
    ("dechrau ddechrau", "stopio gorffen orffen canslo ganslo"),
    ("oscailte oscailt", "dúnta dúnadh dhúnadh"),
    ("tosú tús thosú", "stop deireadh cealú"),
)
SIDE = {word: (row, side) for row, pair in enumerate(_OPPOSITES) for side in (0, 1) for word in pair[side].split()}
"""Each opposite's row and which of the two it is."""
WHYS = frozenset({"why", "pam", "warum", "pourquoi"})
