"""Grief, despair and want: one answer written for many would hurt whoever wrote this. Reviewed 2026-11."""

from typing import Final

from answerable.pure.sense.cue import cue
from answerable.pure.sense.sign import Kind

CUES: Final = (
    cue(
        Kind.DISTRESS, "grief",
        r"(?:my|our) (?:\w+ )?<family> (?:has |have |had |just |sadly |also |recently ){0,3}(?:died"
        r"|passed(?: away| on| over)?(?! (?:it|the|his|her))|was killed|is dead|is dying|isn'?t with us)",
        r"(?:mum|mam|dad|nan|gran|grandad|mother|father) (?:has |just |sadly ){0,2}(?:died|passed(?: away"
        r"| on)?|is dying)(?! (?:it|the|his|her))",
        r"(?:we|i|i'?ve|we'?ve|have) (?:just |recently |sadly )?lost (?:my|our|the|a) (?:\w+ )?<family>(?!'s"
        r"| \w+'s)(?! (?:card|pass|ticket|badge|form|letter|place))",
        r"lost (?:mum|mam|dad|nan|gran|grandad)(?! in the| at the)",
        r"since (?:she|he|they) (?:died|passed)",
        r"<family> died (?:waiting|alone|in|because|at)|died (?:waiting for|alone because)",
        r"buried (?:my|our) (?:\w+ )?<family>", r"(?:my|his|her|our) dying <family>",
        r"(?:stillborn|stillbirth|miscarriage|miscarried|bereaved|bereavement)",
        r"(?:late husband|late wife|late mother|late father|widowed|widower)",
        r"(?:stage (?:4|four|iv)|terminal(?:ly ill)?|incurable) ?(?:cancer)?|months? (?:left )?to live"
        r"|end of life care|spending what is left",
        r"(?:pay|afford|paying) (?:for )?(?:a|the|her|his|my \w+'?s|our \w+'?s) funeral",
    ),
    cue(
        Kind.DISTRESS, "despair",
        r"(?:at )?(?:my|our) wit'?s'? ?end",
        r"<cannot> (?:\w+ )?(?:stop crying|cope|take (?:it |this )?(?:any|much|no) ?more|bear (?:it|this)"
        r"|do this any ?(?:more|longer))",
        r"(?:i am|i'?m|am|we are|we'?re) (?:\w+ )?(?:begging|desperate(?! (?:to|for a (?:swim|pint|coffee"
        r"|wee)))|distraught|devastated|heartbroken|suffering|suffocating)(?! (?:the|that) (?:fair|pool"
        r"|library))", r"(?:i )?beg(?:ging)? (?:you|u)|please help me(?=[.!]*$|[.!]{1,3} (?:please|i|we))(?! \w)",
        r"(?:honestly|completely|totally|feel|feeling|i am|i'?m) broken",
        r"(?:in tears|crying) (?:every|all|again|myself|writing|most|down the phone)|cried (?:all|myself"
        r"|every)", r"(?:nervous|mental|having a) breakdown|panic attacks?",
        r"(?:don'?t|dont|do not) know (?:what|how) (?:else )?(?:to do any ?more|i'?ll cope|we'?ll (?:cope"
        r"|manage|survive)|to (?:cope|tell the (?:kids|children)|go on))",
        r"(?:haven'?t|have not|havent|not) slept",
        r"(?:lost|losing) (?:my|our) (?:job|home|house|flat|everything|business)\b",
        r"(?:we|i|have|'ve) (?:just )?lost everything|ruined my life|destroyed (?:my|our) (?:life|lives"
        r"|family)",
        r"i'?m (?:so )?(?:scared|frightened|terrified)|(?:mental health) (?:is|has) (?:at|hit|never"
        r"|suffering|gone|got)",
        r"(?:they|you|social services) (?:are )?(?:take|taking|took) (?:the|my|our) (?:kids|children|baby"
        r"|son|daughter) (?:off|away|from)",
    ),
    cue(
        Kind.DISTRESS, "hardship",
        r"(?:haven'?t|have not|havent|not|hasn'?t) (?:been )?eat(?:en|ing)?\b(?! (?:meat|out|there))",
        r"(?:going|go|went) hungry|starving|skip(?:ping)? meals",
        r"(?:no|can'?t afford|cant afford|nothing for|out of|without|no money for"
        r"|no money left for) (?:\w+ ){0,2}(?:food|heating|heat|gas|electric(?:ity)?|hot water|nappies"
        r"|formula|baby milk|water)\b.{0,40}(?:kids?|child\w*|bab\w+|newborn|mum|mother|dad|nan|\d+ year"
        r"|weeks?|days?|months?|since|winter|cold|dark|freezing)",
        r"(?:kids?|child\w*|bab\w+|newborn|we|i)\b.{0,30}(?:have|had|got|with) no (?:food|heating|heat"
        r"|electric\w*|hot water|money for|money left)",
        r"(?:we|i)(?:'?ve| have| haven'?t)? (?:had |got )?no heating", r"food ?bank",
        r"(?:sleep\w*|living|live|stay\w*) (?:in|out of) (?:my|the|our|a|his|her) (?:car|van|tent|shed"
        r"|doorway)", r"(?:sleeping|sleep|slept) (?:rough|on (?:the )?(?:streets?|sofas?|floors?|benches))",
        r"(?:evict\w*|eviction|thrown out|put out|kicked out|made homeless)\b.{0,40}(?:today|tonight"
        r"|tomorrow|monday|tuesday|wednesday|thursday|friday|this (?:week|morning|afternoon)|next week"
        r"|street)", r"(?:on|onto) the streets?(?= (?:tonight|tomorrow|with|and)|[.!?]|$)",
        r"nowhere (?:\w+ )?(?:for (?:us|me|them) )?(?:to|else to) (?:go|sleep|live|stay|turn)",
        r"(?:we|i)(?:'?re| are|'?m| am|'?ll be| will be) (?:\w+ )?(?:homeless|destitute|penniless"
        r"|on the streets?)",
        r"bailiffs? (?:are |is )?(?:coming|outside|at (?:the|my) door|due|tomorrow|today|took|taking|will"
        r"|here)",
        r"(?:i|we) have nothing(?: left| for|[.!?]|$)|(?:not a|no) penny left|nothing left to (?:sell|eat)",
        r"(?:no money|nothing) for (?:the )?(?:electric|gas|meter|food|nappies)|have no money",
    ),
    cue(Kind.DISTRESS, "grief",
        r"(?:bu|mae|wedi|fu) (?:farw|marw)(?! isio| eisiau)",
        r"(?:mam|dad|fy \w+|fy ngwr|fy ngwraig|nain|taid|mam-?gu|tad-?cu) (?:wedi )?(?:farw|marw)",
        r"wedi colli (?:fy|ein|mam|dad|nain|taid) ?\w*", r"profedigaeth|angladd",
    ),
    cue(Kind.DISTRESS, "hardship",
        r"(?:cysgu|byw) (?:yn|mewn) (?:y |fy )?(?:car|fan|stryd|pabell)",
        r"(?:dim|heb) (?:bwyd|gwres|trydan|wres|drydan|fwyd)", r"nunlle (?:i|arall)|unman i fynd",
        r"(?:troi|taflu) (?:ni|fi) allan",
    ),
    cue(Kind.DISTRESS, "despair",
        r"(?:methu|ffaelu) (?:ymdopi|stopio crio|cysgu)",
        r"(?:yn|dwi'n|mor) (?:anobeithiol|despret)|torri (?:fy )?nghalon|ar ben fy nhennyn",
    ),
    cue(Kind.DISTRESS, "grief",
        r"(?:fuair|bhfuair) (?:m'\w+|mo \w+(?: \w+)?|mam|daid|mamai|mo dhaidi) ?bas|(?:fuair"
        r"|d'eag) .{0,25}(?:bas|cheile|mhathair|athair|mhac|inion)|bas (?:mo|m'|ar)|sochraid|is baintreach",
    ),
    cue(Kind.DISTRESS, "hardship",
        r"(?:codladh|inar gcodladh|i mo chodladh|cur|cura|conai|ag cur|ag fanacht) (?:\w+ ){0,2}(?:sa|i"
        r"|san) (?:charr|gcarr|veain|phuball|tsraid)|gan (?:bia|teas|leictreachas|teach|dion)|gan ait le dul"
        r"|(?:ar|amuigh ar) an tsraid",
    ),
    cue(Kind.DISTRESS, "despair",
        r"(?:croibhriste|croi briste|in isle bri|i ndeireadh na feide)|nilim in ann (?:cur suas|leanuint)",
    ),
    cue(Kind.DISTRESS, "grief", r"(?:chaochail|bhasaich) (?:mo|m') ?\w+|tiodhlacadh"),
)  # fmt: skip
