"""Insults and threats to people; swearing at a situation is none. Reviewed 2026-11.

The words are here so that nobody has to engage with them (tip 10 of the 2012 guidance); no machine hides or answers
anything because of them.
"""

from typing import Final

from answerable.pure.sense.cue import cue
from answerable.pure.sense.sign import Kind

_INSULT: Final = (
    r"(?:morons?|idiots?|imbeciles?|cretins?|halfwits?|dimwits?|dunces?|retards?|scum(?:bags?)?|vermin"
    r"|parasites?|leech(?:es)?|filth|bastards?|bitch(?:es)?"
    r"|cunts?|twats?|wankers?|pricks?|dick ?heads?|arse ?holes?|ass ?holes?|tossers?|pillocks?|gobshites?"
    r"|eejits?|muppets?|cows?|pigs?|clowns?|liars?"
    r"|witch(?:es)?|thieves|crooks?|nazis?|jobsworths?|losers?|rats?|cockroach(?:es)?|animals|slags?|sluts?"
    r"|whores?|knobs?|numpt(?:y|ies)|shits?|fools?)"
)
_ADJECTIVE: Final = (
    r"(?:useless|fat|stupid|thick|lazy|ugly|corrupt|pathetic|smug|evil|lying|thieving|brain ?dead|brainless"
    r"|fucking|bloody|dozy|dumb|disgusting|worthless"
    r"|dirty|filthy|vile|little|big|old|spineless|ignorant|arrogant|complete|total|absolute|utter"
    r"|incompetent|bunch of|pack of|shower of|load of|bad)"
)

CUES: Final = (
    cue(
        Kind.ABUSE, "insult",
        rf"you(?:'re|'?re| are|r)?(?: all| lot| people| guys)?(?: such| just| nothing but)?(?: a| an"
        rf"| the)?(?: bunch of| pack of| shower of)?(?: {_ADJECTIVE}){{0,3}} {_INSULT}",
        rf"{_ADJECTIVE}(?: and)?(?: {_ADJECTIVE})? (?:morons?|idiots?|imbeciles?|cretins?|scum(?:bags?)?"
        rf"|vermin|filth|bastards?|bitch(?:es)?|cunts?|twats?|wankers?|pricks?|cows?|pigs?|liars?"
        rf"|witch(?:es)?|thieves|crooks?|parasites?|clowns?|losers?|rats?|morons|halfwits?"
        rf"|jobsworths?)(?! (?:are|is|on the|in the) (?:loose|road|field))",
        rf"{_INSULT} (?:the lot of (?:you|them)|like you|lot of you|every one of you|all of you)",
        rf"(?:staff|officer|manager|woman|man|whoever|people|person|lady|clerk|team|council\w*|he|she"
        rf"|they)\b.{{0,45}}\b(?:is|are|a|an|of|'s|'re) (?:a |an |all |just "
        rf"|nothing but )?(?:{_ADJECTIVE} ){{0,3}}(?:morons?|idiots?|imbeciles?|cretins?|scum|vermin|filth"
        rf"|bastards?|bitch(?:es)?|cunts?|twats?|wankers?|pricks?|retards?|parasites?|half-?wits?|thick"
        rf"|stupid|braindead|brain dead)\b",
        rf"(?:what|which|some|such|another|your|only) (?:a |an |kind of |hire "
        rf"|employ )?(?:{_ADJECTIVE} )*(?:moron|idiot|imbecile|cretin|retard|twat|wanker|prick|halfwit"
        rf"|cretins|idiots|morons|imbeciles|clowns)\b(?! proof| test)",
        r"(?:cunts?|wankers?|retards?|twats?|scumbags?|vermin|bitch)\b",
        r"are you (?:\w+ )?(?:thick|stupid|dumb|braindead|brain dead|retarded|simple|mental|an idiot"
        r"|illiterate)\b", r"(?:absolute|total|complete|utter) (?:vermin|filth|scum|disgrace of a human)",
        r"you (?:people|lot) are (?:\w+ )?(?:filth|scum|vermin|sick|disgusting|trash|garbage)",
        r"(?:shut (?:up|your)|get stuffed) (?:you|mouth|face)",
        r"should be (?:put down|shot|hanged|hung|strung up|exterminated)",
    ),
    cue(
        Kind.ABUSE, "obscenity",
        r"f(?:u|\*|@)(?:c|\*|k)?(?:k|\*)?\w* (?:you|u|off|your)\b", r"f[u*@#]+[c*k#]*k?[*]* (?:you|off)",
        r"f\*+ ?(?:you|off)", r"(?:piss|sod|bugger|fuck|eff|jog|naff) off(?! work| early| home)",
        r"go (?:fuck|screw) your\w+|screw you|up yours|kiss my arse|go to hell|rot in hell|drop dead"
        r"|kill yourself|kys",
    ),
    cue(
        Kind.ABUSE, "ill_wish",
        r"hope (?:you|u|they|your|ur|yous|youse|the whole)(?: all| lot)?(?: \w+){0,2} (?:die|dies|rot|rots"
        r"|get|gets|burn|burns|suffer|suffers|choke|end up|ends up|lose|catch|drop dead|crash)(?! (?:well"
        r"|better|some|the|back|it|round|this))",
        r"(?:deserve|deserves) (?:to (?:die|be shot|burn|suffer)|everything|cancer)",
    ),
    cue(
        Kind.ABUSE, "threat",
        r"watch your (?:back|step)",
        r"(?:i'?ll|i will|we'?ll|we will|gonna|going to) (?:find|come for|get|track|hunt|sort|do"
        r"|be waiting for|be seeing) (?:out (?:who|where) )?(?:you|u|ur|every one of you|you lot"
        r"|your family)(?! an?| the| some| back| up| to)",
        r"(?:you'?ll|you will|you'?re gonna|you are going to|u will|they'?ll) (?:all )?(?:be sorry|regret"
        r"|pay for|burn|get what'?s coming|get yours|suffer)",
        r"i know where (?:you|u|your|ur) (?:live|work|office|park|kids|family|are)",
        r"you'?re (?:a )?dead(?: man| meat)?(?=[.!]|$)",
        r"(?:waiting for (?:her|him|you|them|that)|down there|come down|turn up|in the car park"
        r"|outside)\b.{0,40}(?:petrol|blade|knife|bat|gun|hammer|fists|lads|boys)",
        r"(?:someone|somebody|one of you|you)(?:'s|'re| is| are|'ll| will)? ?(?:going to|gonna)? (?:get"
        r"|be) (?:shot|stabbed|hurt|a slap|punched|battered|lamped|your head)",
        r"(?:i'?ll|i will|going to|gonna|i'?m going to) (?:punch|smash|slap|batter|knock|burn|stab|shoot"
        r"|petrol bomb|break) (?:your|you|her|his|that|them|the \w+ down|every)",
        r"(?:lot|place|office) (?:of you )?will burn",
        r"mark my words.{0,30}(?:hurt|blood|shot|sorry)|(?:shot|hurt|stabbed|sorry)\b.{0,60}mark my words",
    ),
    cue(Kind.ABUSE, "hatred",
        r"go (?:back )?(?:home )?(?:to )?(?:where(?:ver)? (?:you|u|they) (?:came|come) from|(?:your"
        r"|their) own country)",
        r"(?:dirty|filthy|bloody|stinking|thieving|fucking|smelly) (?:gypsies|gypos?|pikeys?|tinkers"
        r"|knackers?|travellers|immigrants|migrants|foreigners|muslims|jews|pakis?|poles|blacks|refugees"
        r"|asylum seekers)", r"p[a4]ki(?:s|es)?|n[i1]gg\w+|pikeys?|faggots?|tranny|spastics?|mong(?:ol)?s?\b",
        r"run (?:them|\w+ ?\w*) out of (?:town|the country)",
    ),
    cue(Kind.ABUSE, "insult",
        r"(?:bastad|bastards|bastardiaid|bits?h|twat|ffwc|ffyc|ffwcio|ffycin|coc oen|cachgwn|cachu rwtsh"
        r"|pric|twpsyn|hurtyn|mochyn|moch) ?(?:diog|bach|tew|hyll|gwirion|uffern|chi)?(?=[ .!,]|$)",
        r"(?:ti|chi)(?:'?n| yn| mor|'ch)? (?:\w+ )?(?:dwp|twp|wirion|thwp|hurt|ddiog)",
        r"(?:cer|cerwch|dos|ewch) i (?:grafu|uffern|ffwcio|gachu)|cau (?:dy|eich) (?:geg|ceg)|twll (?:dy"
        r"|eich) din",
    ),
    cue(Kind.ABUSE, "insult",
        r"(?:poga?|pog) mo thoin|focail leat|foc (?:leat|off)|(?:a |na )?leiscal\w+"
        r"|(?:is )?amadan\w* (?:\w+ )?(?:thu|tu|sibh|iad|lofa)|(?:a|na) (?:bhitseach|bastaird?|chacamais"
        r"|bhrochain|dhiabhail|mhuc|muca)|t(?:h)?eigh (?:i|go) (?:dtigh|ti) (?:an )?diabhail|dun do (?:chlab"
        r"|bheal)|a chladhaire|bradac\w*(?= |[.!]|$)(?= .{0,5}$|[.!])",
    ),
)  # fmt: skip
