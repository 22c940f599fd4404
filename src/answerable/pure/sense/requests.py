"""Requests that the law gives a clock: recorded information, and what is held about a person. Reviewed 2026-11.

A freedom-of-information request need not name the Act, so kinds of record and of figures count too.
"""

from typing import Final

from answerable.pure.sense.cue import cue
from answerable.pure.sense.sign import Kind

_RECORD: Final = (
    r"(?:e-?mails?|correspondence|minutes|contracts?|business case|reports?|audits?|risk assessments?"
    r"|tenders?|tender documents|invoices?"
    r"|receipts?|legal advice|surveys?|documents?|records?|papers?|memos?|briefings?|feasibility stud\w+"
    r"|assessments?|stud(?:y|ies)"
    r"|leases?|diary|calendar|expenses|log|logs|agreements?|inspection reports?|plans?|policies"
    r"|spreadsheets?|valuations?|quotes?"
    r"|letters?|texts?|whatsapps?|messages|submissions|register)"
)
_COUNTED: Final = (
    r"(?:how (?:many|much|often)(?! (?:is|are|does|do i|do you|do we|to|for|will|would)\b)"
    r"|what(?:'?s| is| was| were)? the (?:total|number|amount|cost|figure)"
    r"|number of|the number|total|figures?|statistics|stats|numbers|amount|cost of|sum)"
)
_PERIOD: Final = (
    r"(?:break ?down|broken down|by (?:ward|month|year|postcode|department|school|street|area|team"
    r"|constituency|county)|per (?:year|month|ward)"
    r"|each (?:year|month)|(?:last|past) (?:<number>|few) (?:\w+ )?(?:years?|months?)|since (?:january "
    r"|march |april |june )?(?:19|20)\d\d|(?:19|20)\d\d ?[-/] ?(?:20)?\d\d|between .{1,20} and|in (?:19"
    r"|20)\d\d|for (?:19|20)\d\d|this year|last year|at 31 march|every month)"
)

CUES: Final = (
    cue(Kind.FOI, "names_the_act",
        r"freedom of info\w*", r"f\.? ?o\.? ?i\.? ?a?\b(?:sa)?\.?(?! (?:team|officer|office)\b)",
        r"environmental information regulations?|eirs?\b|under eir", r"foisa|eisr", r"rhyddid gwybodaeth",
        r"s[h]?aorail faisneise", r"saorsa (?:an )?fh?io(?:s|sr)rachaidh|saorsa fiosrachaidh",
        r"rheoliadau gwybodaeth amgylcheddol",
    ),
    cue(
        Kind.FOI, "asks_for_records",
        rf"(?:copy|copies|sight|disclosure|release|publication|access) (?:of|to) (?!my\b)(?:the |all |any "
        rf"|your |that |every |full |this |these ){{0,2}}(?!my\b)(?:\w+ ){{0,4}}?{_RECORD}(?! (?:form|bill)\b)",
        rf"(?:disclose|release|publish|supply|provide|send|give|see|have|want|like|request\w*|obtain|seek\w*"
        rf"|view|get|share|let me have|requiring|need)(?: me| us)?(?: to see| to have| sight of"
        rf"| a list of)? (?:all|any|the|every|your|full|those|internal"
        rf"|copies of)(?: (?!my\b)\w+){{0,4}}? {_RECORD} (?:about|between|with|of|for|on|from|to|relating"
        rf"|regarding|concerning|that|which|when|where|you|by|since|behind|held|as|after)",
        r"recorded information",
        r"(?:all|any|every|the) (?:records?|information|data|documents?|papers?|correspondence"
        r"|material)(?: \w+){0,2} (?:you hold|held by|the (?:council|department|trust|authority) holds?"
        r"|that you hold|relating to|held)(?! (?:on|about) (?:me|us|my)\b)",
        r"(?:data|information) you hold on (?!me|us|my|myself)", r"(?:public|publicly) info\w*",
        r"what ?do ?they ?know", r"disclose\b",
        r"(?:correspondence|emails?|e-?mails|messages|letters|whatsapps) between",
        r"full legal advice|legal advice you (?:got|had|received)",
        r"who (?:got|won|was given|were given|was awarded) the (?:contract|tender|grant|work)",
        r"under (?:the )?(?:act|law) .{0,20}(?:information|request)",
        r"access to (?:all )?records (?!of (?:my|me))",
    ),
    cue(
        Kind.FOI, "asks_for_figures",
        rf"{_COUNTED}\b.{{0,110}}\b{_PERIOD}",
        rf"{_PERIOD}\b.{{0,60}}\b(?:number of|how many|how much|total|figures|spending|spent|cost)",
        r"how much (?!(?:\w+ ){0,2}(?:i|we)\b)(?:\w+ ){0,8}?(?:spend|spent|spending|paid|pay(?:ing)? (?:out"
        r"|for consultants)|cost (?:the (?:council|taxpayer|public|county|department)|us|taxpayers))\b",
        r"(?:has|have|was|were|did) (?:\w+ ){0,6}(?:spent|paid out) (?:on|in|to|for) .{0,40}(?:19|20)\d\d",
        r"what did (?:the|that|your|this) (?:\w+ ){1,4}cost\b",
        r"(?:the )?total (?:\w+ )?(?:paid|spent|cost|spend|bill)", r"breakdown of",
        r"how many (?:\w+ )?(?:staff|employees|complaints|fines|councillors|officers|consultants|agency"
        r"|vacanc\w+|times|managers|people) (?:did|do|does|have|has|were|are|was|earn|on|you|the) ?(?:you"
        r"|they|the|council|received?|employ|earn|over|paid|got|get|been|found|agency|had|issued)\b",
        r"(?:list|names|details) of all (?:\w+ )?(?:empty|senior|land|buildings|assets|contracts|suppliers"
        r"|properties|payments|owners|licen[cs]e)",
        r"(?:senior )?officers'? expenses|mayor'?s (?:diary|expenses)|earn over",
    ),
    cue(Kind.FOI, "asks_for_records",
        r"(?:copi|gopi) o(?:'r| r| 'r)? ?(?:holl )?(?:y |yr )?(?:contract|cytundeb|cofnodion|gofnodion"
        r"|adroddiad|e-?byst|ebyst|gohebiaeth|ohebiaeth|asesiad|cyngor cyfreithiol|ddogfennau|dogfennau)",
        r"(?:holl|yr holl|pob) (?:wybodaeth|gohebiaeth|ohebiaeth|e-?byst|ddogfennau|gofnodion) (?:am|rhwng"
        r"|sydd|ynghylch)",
    ),
    cue(Kind.FOI, "asks_for_figures",
        r"faint (?:a )?(?:wariwyd|wariodd|o arian|dalwyd|gostiodd|mae'?r cyngor wedi)",
        r"faint o (?:gwynion|staff|ddirwyon|bobl|geisiadau|weithwyr) .{0,40}(?:gawsoch|sydd|oedd|llynedd|bob)",
        r"(?:nifer|cyfanswm) (?:y|yr|o) .{0,60}(?:20\d\d|llynedd|flwyddyn|bob)",
    ),
    cue(Kind.FOI, "asks_for_records",
        r"(?:coip|choip|coipeanna) (?:den|don|de na|de|den gh?ach|dena) ?(?:\w+ )?(?:tuarascail|thuarascail"
        r"|conradh|chonradh|miontuairisc\w*|comhfhreagra\w*|riomhphost\w*|taifid|taifead|doicimeid)",
        r"(?:rochtain|teacht) ar (?:gach |na |an |aon )*(?:taifead|taifid|cháipeis\w*|chaipeis\w*|doicimead"
        r"|comhad)", r"gach (?:taifead|riomhphost|comhfhreagras|doicimead)",
    ),
    cue(Kind.FOI, "asks_for_figures",
        r"(?:ce|cia) mhead (?:a |airgid (?:a )?)?(?:caitheadh|chaith|iocadh|d'ioc|bhi ar|a caitheadh)",
        r"(?:lion|costas iomlan|miondealu) .{0,60}(?:20\d\d|anuraidh|gach bliain)",
    ),
    cue(Kind.FOI, "asks_for_figures",
        r"de (?:na )?(?:chosg|chosd|chaidh a chosg)|cia mheud .{0,40}(?:20\d\d|an-uiridh|chosg)",
    ),
    cue(
        Kind.DATA, "names_the_right",
        r"(?:data )?subject access", r"(?-i:D?SARS?)\b(?![- ]?[Cc]o[Vv])(?! \d)",
        r"right (?:to|of) (?:erasure|be forgotten|rectification|access to my|access my|portability|object)",
        r"(?:uk )?gdpr", r"data protection(?: act| law| rights?| officer)?", r"\bdpa (?:1998|2018)|dpa\b",
        r"article (?:15|16|17|18|20|21)\b", r"cais gwrthrych am wybodaeth|gwrthrych y data|diogelu data",
        r"rochtana? ar shonrai|cosaint sonrai|gdpr|rochtain ar mo shonrai",
    ),
    cue(
        Kind.DATA, "about_the_person",
        r"(?:everything|all|any|anything|what|whatever|information|info|data|file|files|records?|notes?"
        r"|details|stuff)(?: \w+){0,5}? (?:hold|holds|held|have|have you got|you'?ve got|got|keep|kept"
        r"|stored?|wrote|written|write)(?: \w+){0,3}? (?:on|about|of|against) (?:me|us|myself|my (?:son"
        r"|daughter|child|children|mother|mum|dad|father|family|late \w+))\b",
        r"(?:copy|copies|sight|see|access|obtain|get|request)(?: of| to)?(?: a copy of)?(?: all)? my (?:own "
        r"|full |old )?(?:\w+ ){0,3}?(?:files?|records?|notes|personal data|data|call recordings?|care plan"
        r"|assessments?|case notes|medical \w+|transcripts?)\b",
        r"(?:my|our) (?:son|daughter|child|children|mother|mum|dad|father)(?:'?s"
        r"|s'?) (?:\w+ ){0,3}(?:records?|files?|data|notes)\b",
        r"what (?:data|information|info|details) (?:of|about|on) (?:mine|me|us|my)\b",
        r"(?:notes|emails?|messages|report|file|recordings?)\b.{0,40} (?:about|mention\w*|on|of"
        r"|naming) (?:me|my name|myself)\b",
        r"who(?:'?s| has| have| did| looked)?(?: \w+)? (?:looked at|accessed|seen|viewed|opened|shared"
        r"|been (?:looking|in)) (?:at |into |in )?my (?:file|record|data|details|account|notes)",
        r"(?:shared|sharing|passed|given|sold|sent) my (?:data|details|info\w*|number|address|email|letter"
        r"|file|notes) (?:with|to|on)",
        r"personal data (?:\w+ )?(?:you hold|held|about|of|on)|(?:my|our) personal (?:data|information"
        r"|details)",
    ),
    cue(
        Kind.DATA, "erase_or_mend",
        r"(?:delete|erase|remove|destroy|wipe|scrub|get rid of|take (?:down|off)|clear|stop using"
        r"|stop processing|stop holding|stop sharing|unsubscribe)(?:d)? (?:\w+ ){0,4}?(?:my|our"
        r"|me from)(?: \w+){0,3}? ?(?:data|details|info\w*|email|e-mail|address|number|photos?|pictures?"
        r"|image|name|account|records?|files?|every list|all lists|your systems?|your database)\b",
        r"(?:delete|erase|remove) me (?:from|off)",
        r"(?:my|our) (?:\w+ ){0,4}(?:data|details|date of birth|dob|name|address|record|records|file"
        r"|information) (?:\w+ )?(?:is|are|was|were|has been|have been)?(?: \w+)? ?(?:wrong|incorrect"
        r"|inaccurate|out of date|breached|leaked|lost|hacked|in the breach|stolen|exposed)\b",
        r"(?:wrong|incorrect|inaccurate|mistake)(?: \w+){0,5} (?:on|in) (?:your|my) (?:records?|files?"
        r"|systems?|notes)\b",
        r"(?:my|the) (?:\w+ ){0,3}(?:date of birth|name|address|details|record)\b.{0,20}(?:wrong|incorrect"
        r"|corrected|inaccurate)",
        r"(?:correct|rectify|amend|change) (?:the )?(?:\w+ )?(?:record|entry|error|information"
        r"|data) (?:\w+ )?(?:about|on|of) (?:me|my)", r"withdraw (?:my |our )?consent",
        r"(?:posted|published|put|with|showing|shows|has|printed) (?:\w+ ){0,4}my (?:home )?(?:address|name"
        r"|phone number|email|photo)(?: on| online| in|[.!?]|$)",
        r"take down .{0,40}my (?:home |full )?(?:address|name|number)", r"data breach|in the breach",
    ),
    cue(Kind.DATA, "about_the_person",
        r"(?:popeth|wybodaeth|data|ffeil|cofnodion|holl|beth|bopeth)\b.{0,40}(?:amdana ?i|amdanaf)"
        r"|(?:amdana ?i|amdanaf i?)\b.{0,40}(?:systemau|cofnodion|ffeil)",
        r"(?:fy|copi o fy|gopi o fy) (?:ffeil|nghofnodion|nata|nodiadau)",
    ),
    cue(Kind.DATA, "erase_or_mend",
        r"(?:dileu|dilewch|ddileu|tynnu|dynnu) (?:fy|fy holl) ?(?:manylion|nata|ngwybodaeth|enw|llun"
        r"|nghyfeiriad)", r"(?:fy|mae) (?:\w+ ){0,2}(?:manylion|cyfeiriad|dyddiad geni)\b.{0,20}(?:anghywir)",
    ),
    cue(Kind.DATA, "about_the_person",
        r"(?:gach|an|na|aon|eolas|sonrai|taifead|taifid|comhad|rud)\b.{0,30}(?:agaibh|agat|ata"
        r"|sealbh)\b.{0,15}(?:fum|orm|mo)\b",
        r"(?:mo|coip de mo|choip de mo) (?:chomhad|thaifid|shonrai|nótai|notai)",
    ),
    cue(Kind.DATA, "erase_or_mend",
        r"(?:scrios|scriosadh|scriosaigi|bain|bhaint)\b.{0,30}mo (?:shonrai|chuntas|ainm|ghrianghraf"
        r"|sheoladh|uimhir)|mo (?:shonrai|chuntas)\b.{0,30}(?:scrios\w*|baint\w*)",
    ),
)  # fmt: skip
