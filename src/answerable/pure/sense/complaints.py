"""Complaints: dissatisfaction with how the body itself acted, however made. Reviewed 2026-11.

Naming it is enough; else two things must come together, such as asking many times and an officer who was rude.
"""

from typing import Final

from answerable.pure.sense.cue import cue
from answerable.pure.sense.sign import Kind

_CHASED: Final = (
    r"(?:rung|rang|called|phoned|emailed|reported|chased|written|wrote|contacted|asked|tried|complained|told"
    r"|messaged|been in|logged|report|ring|call|phone)"
)
_AWFUL: Final = (
    r"(?:rude|appalling|disgraceful|disgusting|shocking|terrible|unacceptable|shambolic|dreadful|abysmal"
    r"|atrocious|useless|pathetic|awful|diabolical|incompetent|unprofessional|aggressive|dismissive"
    r"|a disgrace|a joke|a shambles|not good enough|shameful)"
)
_US: Final = (
    r"(?:your|the) (?:\w+ )?(?:staff|officers?|team|contractors?|service|department|office|bailiffs?|crew"
    r"|driver|surveyor|inspector|manager|workmen|engineer|call centre|social worker|housing \w+|repairs \w+"
    r"|planning \w+|council|receptionist|warden)"
)

CUES: Final = (
    cue(
        Kind.COMPLAINT, "says_so",
        r"(?:formal|official|make|making|made|lodge|raise|file|register|submit|log|put in|this is|want|wish"
        r"|like|new|second|third|\w+rd|\w+nd|escalate|my|our|start|open\w*)(?: a| my| an| this| to| as| the"
        r"| of| \w+)? complaints?\b(?! (?:team|number|line|form|department|office)\b)",
        r"i(?:'m| am|'d like to| want to| wish to| would like to| have to| need to|'ve|'ll| will"
        r"| have)(?: \w+)? compl(?:ain|aining|ained|ianing)\b",
        r"(?:who|where|how) (?:do|can|does|would|should) (?:i|we|one|you|someone) (?:make a "
        r"|lodge a )?complain(?:t)?\b",
        r"complaints? (?:re|regarding|reference|ref|and foi|number is|about (?:the way|how|your|my|a member"
        r"|an officer|the (?:service|bins|repairs|staff))|not)",
        r"(?:complaints? (?:procedure|process|policy))\b",
        r"(?:dealt with|treat(?:ed)?|take|log|logged|record(?:ed)?) (?:this |it )?as (?:a "
        r"|my )?(?:formal )?(?:complaint|stage)", r"stage (?:1|2|one|two|3)\b", r"ombudsman",
        r"formally (?:raise|complain|object to how|express)", r"grievance (?:about|against|with)",
        r"(?:not|un|dis|never)[- ]?(?:been )?satisf\w+ (?:with|by) (?:the |your |how "
        r"|my )?(?:\w+ )?(?:answer|reply|response|outcome|service|handling|way|decision|explanation|how|work)",
        r"(?:dissatisfaction|unhappy|disappointed|disgusted|appalled) (?:with|at|by|about) (?:how you"
        r"|the way (?:you|i|my|your|we)|your|the (?:service|treatment|handling|response|answer|reply|way))",
        r"(?:expect|want|demand|deserve|owed|waiting for|like|need) (?:answers and )?(?:an |a )?(?:full "
        r"|proper |written )?apolog\w+", r"discriminat\w+ against (?:by|because)?",
        r"compl(?:ain|aint|ained)\b.{0,40}(?:twice|three times|before|again|no reply|ignored|heard nothing"
        r"|nothing)",
    ),
    cue(Kind.COMPLAINT, "chased_in_vain",
        rf"{_CHASED}\b(?: \w+){{0,4}}? (?:<number>|twice)(?: times)?\b|(?:<number>|twice) (?:times|calls"
        rf"|emails|phone calls|visits|letters)|(?:every|each) time|again and again|over and over|repeatedly"
        rf"|time and again",
        r"(?:<number>|over a|more than a|a) (?:days?|weeks?|months?|years?) (?:\w+ )?(?:waiting|on|later"
        r"|ago and|without|and (?:still|no|not))|waiting (?:\w+ )?(?:over |more than |nearly "
        r"|about )?(?:<number>|a) (?:\w+ )?(?:weeks?|months?|years?|hours?)",
        r"(?:still|and) (?:no|nothing|not|waiting|haven'?t|no one|nobody)\b.{0,20}(?:reply|response|answer"
        r"|done|heard|fixed|back|word|word back|contact|solved)",
        r"(?:first|second|third|fourth|\d+(?:st|nd|rd|th)) (?:time|week|month|missed)(?: running| in a row"
        r"| this| now|[.,]|$)?|running\b.{0,20}reported",
        r"on hold (?:for )?(?:an?|<number>|over|half|ages|the)\b",
    weak=True),
    cue(Kind.COMPLAINT, "not_heard",
        r"(?:no ?(?:body|one)|nobody|noone|no-one|none of you) (?:\w+ ){0,2}(?:rang|called|got|been|turned"
        r"|turns|came|comes|replied|replies|answered|answers|responded|contacted|in touch|done|cares|listens"
        r"|phoned|picks?|picked|has|will|wants)",
        r"ignor(?:e|ed|es|ing) (?:every|all|my|us|me|it|our|this|<number>|them)|never (?:turns?|turned|came"
        r"|comes|rang|replied|reply|call\w*|answer\w*|got back|heard|arrived|showed|fixed|done)",
        r"not (?:a|one) (?:word|single|reply|call)|didn'?t answer (?:a|any|my|the)|no reply|no response"
        r"|no answer|without (?:a )?(?:reply|response|answer)",
        r"(?:passed|sent|pushed|bounced) (?:around |on )?from (?:\w+ )?(?:pillar|team|dept|department|person"
        r"|one|desk|office) to",
        r"cut (?:me )?off|hung up|put the phone down|fobbed off|brush(?:ed)? off|(?:hear|heard) (?:nothing"
        r"|back)|nothing (?:has been |was |gets |been )?(?:done|happened|happens)",
    weak=True),
    cue(Kind.COMPLAINT, "treated_badly",
        rf"{_US} (?:\w+ ){{0,6}}(?:was|were|is|are|been|being) (?:\w+ )?{_AWFUL}",
        rf"{_AWFUL} (?:\w+ )?(?:service|staff|treatment|behaviour|attitude|manner|way|standard|experience"
        rf"|communication)",
        r"(?:way|how|manner) (?:in which )?(?:i|we|my \w+|she|he|your \w+) (?:was|were|have been|has been"
        r"|treated|spoke|am being|is being|are being|got)(?: \w+){0,2} ?(?:spoken|treated|dealt|handled"
        r"|talked|my|me|us|her|him)?",
        r"(?:was|were|very|so|extremely|really|being) (?:rude|dismissive|abrupt|aggressive|unhelpful"
        r"|condescending|insulting|patronising)|(?:spoke|spoken|shouted|talked) (?:down )?(?:to|at) (?:me|us"
        r"|my)|called (?:me|my \w+) (?:a|an) (?:liar|idiot|time ?waster)",
        r"(?:lied|lying) (?:in|to|about|on)|(?:laughed|swore|shouted|sneered) at (?:me|us|my)|humiliat\w+"
        r"|made me feel|bullied",
        r"ashamed of|(?:somebody|someone|who) (?:needs|has|is going|is gonna|will|must"
        r"|should)(?: to)? (?:answer|pay|be held|take responsib\w+|be (?:sacked|disciplined))"
        r"|held (?:to account|accountable|responsible)",
    weak=True),
    cue(Kind.COMPLAINT, "gone_wrong",
        r"(?:charged|billed|invoiced|taken|paid) (?:twice|double|wrongly|the wrong)|(?:lost|misplaced) (?:my"
        r"|the|our|\w+ ?\w*) (?:\w+ )?(?:application|form|paperwork|documents?|twice|file)|(?:been"
        r"|was) lost (?:twice|again)|sent (?:it |my \w+ (?:\w+ )?)?to the wrong",
        r"missed (?:\w+ )?(?:again|<number>|care|visits?|collections?|appointments?|every)|(?:botched|bodged"
        r"|shoddy|half done|worse than before|broke (?:my|our|the)|damaged (?:my|our)|left (?:a|my|the"
        r"|us) (?:mess|hole|without)|drove over|knocked down my)",
        r"(?:took|taken|had to take|lost|wasted) (?:\w+ )?(?:days?|a day|hours|morning|time) (?:off|of)"
        r"|no show|didn'?t (?:turn up|show|arrive|come)|never (?:turned up|showed)|no one turned up"
        r"|nobody turned up",
        r"(?:unacceptable|not acceptable|not good enough|had enough of this|shambles|fed up with (?:your"
        r"|this|being|the way)|shocking|disgrace\w*|appalling|shambolic)(?= |[.!,]|$)",
    weak=True),
    cue(Kind.COMPLAINT, "wants_redress",
        r"(?:want|claim|claiming|demand|seek\w*|deserve|expect|owed|entitled to) (?:some "
        r"|full )?(?:compensation|a refund|my money back|redress|reimburs\w+)|compensate|refund (?:me|us)",
        r"put (?:it |this |things )?right|(?:look|looked|looking) (?:at|into) (?:it |this )?(?:again|why)"
        r"|someone senior|speak to (?:a |the |your )?(?:manager|supervisor|boss|head)|(?:want|wants|need"
        r"|demand) (?:it |this |an? )?(?:answers|explanation|investigat\w+|sorted|fixed|reviewed|review"
        r"|looked (?:at|into))|take (?:this|it) (?:further|up with)|(?:my|the) solicitor|legal action"
        r"|small claims|escalat\w+",
    weak=True),
    cue(Kind.COMPLAINT, "says_so",
        r"(?:gwneud|wneud|gyflwyno|cyflwyno|gwneud cais) (?:\w+ )?(?:cwyn|gwyn)|(?:dwi|rydw i|mi ydw i|wi"
        r"|hoffwn|isio|eisiau|am|yn|'n) ?(?:'?n )?cwyno|(?:cwyn|gwyn) (?:ffurfiol|swyddogol|am)|ombwdsmon"
        r"|trefn gwyno", r"ddim (?:yn )?(?:fodlon|hapus) (?:efo|gyda|a|ar|hefo)|anfodlon",
    ),
    cue(Kind.COMPLAINT, "chased_in_vain",
        r"wedi (?:ffonio|gofyn|e-?bostio|cysylltu|riportio|cwyno) (?:\w+ ){0,3}(?:gwaith|waith|droeon|sawl)"
        r"|(?:neb|does neb|di neb) (?:\w+ )?(?:yn|wedi|'n) (?:ateb|gwneud|cysylltu|dod|gwrando)",
    weak=True),
    cue(Kind.COMPLAINT, "treated_badly",
        r"(?:gwarthus|warthus|cywilyddus|annerbyniol|ofnadwy o wael|anghwrtais|trin)",
    weak=True),
    cue(Kind.COMPLAINT, "says_so",
        r"gearan\w*|ngearan\w*|ombudsman|an-?mhi-?shasta|mi-?shasta (?:le|leis)|michuramach (?:leis|le)"
        r"|nilim sasta (?:le|leis)",
    ),
    cue(Kind.COMPLAINT, "not_heard",
        r"nior (?:fhreagair|thainig|ghlaoigh|deanadh)|niorbh fhiu|gan (?:freagra|aon fhreagra)",
    weak=True),
    cue(Kind.COMPLAINT, "chased_in_vain",
        r"(?:mhi|seachtain|bliain|bhliain)\w* ag fanacht|ag fanacht (?:le|tri|dha|ceithre)|(?:uair|huaire"
        r"|uaire) (?:is|anois)",
    weak=True),
    cue(Kind.COMPLAINT, "says_so", r"gearain|gearan a dheanamh"),
)  # fmt: skip
