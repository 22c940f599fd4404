"""Names of places that posts are about, in lower case: countries, and nations, cities and counties near our bodies."""

PLACES = frozenset(
    name
    for line in """
aberdeen;abertawe;aberystwyth;afghanistan;africa;alaska;alba;albania;algeria;america;american samoa;amsterdam
andorra;anglesey;angola;anguilla;antarctica;antigua and barbuda;antrim;argentina;arizona;armagh;armenia;aruba
ascension island;asia;australia;austria;azerbaijan;bahamas;bahrain;baile átha cliath;bangladesh;bangor;barbados
beijing;belarus;belfast;belgium;belize;benin;berlin;bermuda;bhutan;birmingham;bolivia;bosnia and herzegovina;boston
botswana;bouvet island;bradford;brazil;brighton;bristol;britain;british indian ocean territory
british virgin islands;brunei;brussels;bulgaria;burkina faso;burundi;caerdydd;caerfyrddin;california;cambodia
cambridge;cameroon;canada;canary islands;cape verde;cardiff;caribbean netherlands;carmarthen;casnewydd
cayman islands;central african republic;ceredigion;ceuta and melilla;chicago;chile;china;christmas island
clipperton island;cocos islands;colombia;colorado;comoros;congo - brazzaville;congo - kinshasa;conwy;cook islands
corcaigh;cork;costa rica;coventry;croatia;cuba;curaçao;cymru;cyprus;czechia;côte d'ivoire;delhi;denmark;derry
diego garcia;djibouti;dominica;dominican republic;donegal;dublin;dundee;ecuador;edinburgh;egypt;el salvador;england
equatorial guinea;eritrea;estonia;eswatini;ethiopia;europe;exeter;falkland islands;faroe islands;fermanagh;fiji
finland;florida;france;french guiana;french polynesia;french southern territories;gabon;gaillimh;galway;gambia
germany;ghana;gibraltar;glasgow;great britain;greece;greenland;grenada;guadeloupe;guatemala;guernsey;guinea
guinea-bissau;guyana;gwynedd;haiti;hawaii;heard and mcdonald islands;honduras;hong kong;hungary;iceland;illinois
india;indonesia;inverness;iran;iraq;ireland;isle of man;israel;italy;iwerddon;jamaica;japan;jordan;kazakhstan;kenya
kerry;kildare;kilkenny;kiribati;kosovo;kuwait;kyrgyzstan;laos;latvia;lebanon;leeds;leicester;lesotho;liberia;libya
liechtenstein;limerick;lisbon;lisburn;lithuania;liverpool;llandudno;lloegr;lombardy;london;londonderry;los angeles
louth;luimneach;luxembourg;macao;madagascar;madrid;malawi;malaysia;maldives;mali;malta;manchester;marshall islands
martinique;massachusetts;mauritania;mauritius;mayotte;melbourne;merthyr;mexico;michigan;micronesia;milan;moldova
monaco;mongolia;montenegro;montserrat;morocco;moscow;mozambique;mumbai;myanmar;namibia;nauru;nepal;netherlands
nevada;new caledonia;new jersey;new york;new zealand;newcastle;newport;newry;nicaragua;niger;nigeria;niue
norfolk island;north korea;north macedonia;northern ireland;northern mariana islands;norway;norwich;nottingham;ohio
oman;ontario;oregon;oxford;pakistan;palau;palestinian territories;panama;papua new guinea;paraguay;paris
pennsylvania;perth;peru;philippines;pitcairn islands;plymouth;poland;portsmouth;portugal;powys;puerto rico;qatar
quebec;queensland;republic of ireland;romania;rome;russia;rwanda;réunion;samoa;san marino;sark;saudi arabia
scotland;seattle;senegal;serbia;seychelles;sheffield;sierra leone;singapore;sint maarten;sligo;slovakia;slovenia
solomon islands;somalia;south africa;south georgia and south sandwich islands;south korea;south sudan;southampton
spain;sri lanka;st barthélemy;st helena;st kitts and nevis;st lucia;st martin;st pierre and miquelon
st vincent and grenadines;stirling;stoke;sudan;sunderland;suriname;svalbard and jan mayen;swansea;sweden
switzerland;sydney;syria;são tomé and príncipe;taiwan;tajikistan;tanzania;texas;thailand;timor-leste;tipperary;togo
tokelau;tokyo;tonga;toronto;trinidad and tobago;tristan da cunha;tunisia;turkey;turkmenistan
turks and caicos islands;tuvalu;tyrone;türkiye;u.s. outlying islands;u.s. virgin islands;uganda;uk;ukraine
united arab emirates;united kingdom;united states;uruguay;usa;utah;uzbekistan;vancouver;vanuatu;vatican city
venezuela;vienna;vietnam;virginia;wales;wallis and futuna;warsaw;washington;waterford;western sahara;wexford
wicklow;wolverhampton;wrecsam;wrexham;wuhan;yemen;ynys môn;york;yr alban;zambia;zimbabwe;åland islands;éire
""".strip().splitlines()
    for name in line.split(";")
)
