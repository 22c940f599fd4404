"""Danger to somebody's life or safety: read first, by a person, before anything else happens to the post.

A missed one costs a life, a false one costs a minute: where in doubt the wording counts. Sources: Samaritans' guidance
for those who run online communities, and what emergency services ask callers. Reviewed 2026-11.
"""

from typing import Final

from answerable.pure.sense.cue import cue
from answerable.pure.sense.sign import Kind

_GO_ON: Final = r"(?! (?:with|about|paying|using|waiting|like that without|reporting|here|in this|on this|at this))"

CUES: Final = (
    cue(
        Kind.RISK, "suicide",
        r"suicid\w*",
        r"(?:kill|killing|hang|hanging|hung|harm|harming|shoot|drown|starve|burn|stab|hurt"
        r"|hurting)(?:ed)? (?:my|him|her|your|them|one) ?sel(?:f|ves)",
        r"(?:end|ending|ended|taking|take|takes|took|taken|throw away|finish) (?:my|her|his|their|your"
        r"|our) (?:own )?li(?:fe|ves)",
        r"end(?:ing|s)? it (?:all|tonight|now|today|tomorrow|soon|myself)",
        r"(?:done|finished|through) with (?:life|living|this world)",
        r"(?:want|wants|wanted|wanna|ready|going|gonna|hoping|praying|longing|better|deserve|rather"
        r"|prefer) (?:to )?(?:just )?(?:die(?! (?:of|from|out))|be dead|not exist|not be here"
        r"|disappear for ?ever|go to sleep and not wake)",
        r"wish(?:ed|es|ing)? (?:i|he|she|they) (?:was|were|is|could|'d)(?: just)? (?:dead|die|not here"
        r"|never (?:been )?born|disappear)", r"wish (?:i'?d|i had) never been born",
        r"better off (?:dead|without (?:me|him|her))",
        r"<dont> (?:\w+ ){0,2}(?:want|wanna|wish|feel like|care) (?:to |if i )?(?:be alive|live(?! (?:here"
        r"|in|next|near|with|on|at|there|like))|be here(?: any ?more| no more| tomorrow| any longer|[.!?]|$)"
        r"|wake up|exist|living|being alive|carry(?:ing)? on)" + _GO_ON,
        r"(?:no|what'?s the|what is the|see (?:no|the|any)|any|without a|lost (?:the|my)|not much|little"
        r"|a) (?:reason|point|sense|will)(?: left)?(?: for me)? (?:to|in|of|for) (?:me )?(?:to )?(?:live"
        r"|living|be(?:ing)? (?:here|alive)|carry(?:ing)? on|go(?:ing)? on|exist\w*|keep(?:ing)? going)" + _GO_ON,
        r"<cannot> (?:\w+ ){0,2}(?:go on|carry on|live like this|face (?:another|one more) day"
        r"|keep (?:myself|me) (?:safe|alive)|keep going|see (?:a|any) (?:way out|future|reason))(?! \w+ing)" + _GO_ON,
        r"(?:only|no other|any other|another) way out(?! of| onto| to)",
        r"(?:won'?t|will not|not going to|not gonna|wouldn'?t) be (?:here|around|alive)(?: any ?more"
        r"| much longer| tomorrow| for (?:long|much)| after| next| to see|[.!?]|$)",
        r"by the time (?:you|u|anyone|they) reads? this",
        r"had enough of (?:life|living|being (?:here|alive)|(?:everyone|everything)(?: and (?:everyone"
        r"|everything))?)",
        r"goodbye (?:letters?|notes?|texts?|messages?|videos?)",
        r"(?:texted|messaged|text|said|saying|sent|wrote|posted) (?:\w+ ){0,3}goodbye",
        r"(?:plan|letters?|note) .{0,25}(?:letters?|notes?) (?:to|for) (?:her|his|my|their) (?:kids|children"
        r"|family|mum|parents)",
        r"nobody would (?:notice|miss me|care if i)", r"tonight(?:'?s| is) (?:the night|when)",
        r"world (?:would be|is) better without (?:me|him|her)",
    ),
    cue(
        Kind.RISK, "self_harm",
        r"self[- ]?harm\w*",
        r"(?:been|started|keep|kept|am|i'm|she's|he's|is) cutting (?:again|(?:my|her|him) ?self|(?:my|her"
        r"|his) (?:arms?|legs?|wrists?|thighs?))", r"(?:been|started|keep|kept) cutting(?=[.,;!?]|$)",
        r"(?:slit|slitting|cut|cutting|slash\w*) (?:my|her|his|their) (?:wrists?|throat|arms?)",
        r"(?:took|taken|take|taking|swallow\w*|popped|had|necked) (?:\w+ ){0,3}?(?:all|too many|loads of"
        r"|a (?:lot|load|handful|bottle|packet|box) of|(?:the )?whole (?:box|packet|bottle|lot)|\d+"
        r"|<number>)(?: of)?(?: \w+){0,2} <medicine>",
        r"how (?:many|much) (?:\w+ )?<medicine> (?:does it take|would it take|do you (?:have|need) to take"
        r"|to (?:die|kill|end|overdose|not wake))",
        r"how (?:many|much) <medicine> (?:can|does|would|will|could) \w+ (?:\w+ )?(?:kill|die|fatal)",
        r"over ?dos(?:e|ed|es|ing)", r"(?:an|taken an|she|he|has) od(?:'?d|ed)?", r"noose",
        r"(?:<medicine>|rope|blade|razor|knife) (?:\w+ ){0,3}(?:lined up|ready|in front of (?:me|her|him)"
        r"|in my hand|laid out|beside me|next to me)",
        r"(?:thinking (?:of|about)|going to|gonna|want to|about to|threatening to|feel like|might|i'?ll"
        r"|i will|she'?ll|he'?ll|jumped|ready to|and) ?jump(?:ing)? (?:off|from|in front of|under"
        r"|into)?(?: the| a| my| this)?(?: \w+){0,2} ?(?:bridge|roof|flyover|cliffs?|balcony|window|train"
        r"|tracks|viaduct|multi ?storey|car park|block|motorway|river|pier|platform|tower)",
        r"jump(?:ed|ing)? (?:off|in front of|under)(?: the| a)? (?:\w+ )?(?:bridge|roof|flyover|cliffs?"
        r"|balcony|train|tracks|viaduct|multi ?storey|tower)",
        r"wrong side of the (?:railings?|barriers?|bridge|fence|wall|parapet)",
        r"(?:stood|standing|sat|sitting|out|climb\w*) (?:\w+ ){0,3}(?:on|over|onto|off) (?:the "
        r"|a )?(?:\w+ )?(?:edge|ledge|parapet|railings?|tracks|train lines?|railway line|motorway bridge)",
    ),
    cue(
        Kind.RISK, "violence",
        r"<aggressor>(?:'s|'ll)? (?:\w+ly )?(?:is |was |has |have |are |keeps? |been |started |kept |will "
        r"|would |going to |gonna |always |threatened to |tried to |trying to |and ){0,3}(?:hit|hits|hitting"
        r"|beat|beats|beating|beaten|punch\w*|kick\w*|strangl\w*|chok\w*|slap\w*|attack\w*|stab\w*|raped?"
        r"|raping|burn(?:s|ed|t|ing)?|threaten\w*|stalk\w*|batter\w*|hurt|hurts|hurting|lock(?:s|ed|ing)?"
        r"|shak(?:es?|ing)|shook|molest\w*|groom\w*|touch(?:es|ed|ing)|kill|murder|smash\w*|grab\w*"
        r"|push(?:es|ed|ing)?|throw(?:s|ing)?|threw|starv(?:es?|ed|ing)) (?:me|us|her|him|them"
        r"|my (?:\w+ )?<family>|our <family>|(?:the|my|our|these|her) <young>)(?! out| off)",
        r"(?:hands?|grip|belt|cord|rope) (?:round|around|on|at|over) (?:my|her|his|their) (?:neck|throat"
        r"|mouth)",
        r"(?:marks|bruis\w+|black eye|cuts|burns) .{0,30}(?:all over|from (?:him|her|a belt|the belt)"
        r"|where he|he did)",
        r"(?:threat\w*|pulled|came at|chas\w*|wav\w*|waiting for|holding|attack\w*|after me|after us|got"
        r"|carrying|outside) .{0,40}(?:knife|knives|blade|gun|machete|axe|hammer|acid|petrol|samurai sword"
        r"|crowbar)",
        r"(?:with|has|have|got) (?:a |an |the )?(?:knife|gun|machete|blade|axe|petrol|acid)(?: and| you| at"
        r"| to my| to her| at my|[.,!]|$)",
        r"(?:someone|somebody|people|you|one of you|they)(?:'?s|'?re| is| are|'?ll"
        r"| will)? (?:all )?(?:going to|gonna|will|to)? ?(?:get|be) (?:shot|stabbed|burned|burnt"
        r"|killed by me|knifed)",
        r"(?:lot|all|you|office|council|place|building) (?:of you )?(?:will|is going to|gonna|should"
        r"|'ll) (?:all )?burn",
        r"i(?:'ll| will|'m going to|'m gonna| am going to) (?:kill|stab|shoot|burn|murder|petrol bomb"
        r"|hurt) (?:you|him|her|them|every|some|that|the|all|my)",
        r"(?:scared|frightened|terrified|afraid|in fear) (?:of|for|that) (?:my (?:life|husband|wife|partner"
        r"|ex|boyfriend|dad|father|mum|mother|son|safety|kids|children|baby|neighbour)|him\b|what he"
        r"|he(?:'ll| will| is|'s)|our lives|her life)",
        r"fear(?:ing)? for (?:my|our|her|his) (?:life|lives|safety)",
        r"(?:he|she|ex|husband|partner) (?:\w+ ){0,3}(?:found (?:me|us)|tracked (?:me|us)|followed (?:me|us)"
        r"|following (?:me|us)|outside (?:my|our|the) (?:house|flat|door|refuge|work)|breaking in|broke in)",
        r"(?:bang|kick|hammer|smash|break)\w* (?:on|in|down|at|through) (?:the|my|our) (?:front "
        r"|back )?(?:door|window)",
        r"not safe (?:at home|here|with him|in my own)", r"domestic (?:abuse|violence)",
        r"(?:beating|battering) (?:up )?(?:his|her|their|the) (?:wife|partner|girlfriend|kids?|child|mum"
        r"|husband)", r"(?:somewhere|anywhere|place) safe .{0,25}(?:tonight|from|for (?:me|us))",
        r"(?:flee|fleeing|escape|escaping|get away from) (?:him|my (?:husband|partner|ex)|domestic|violence"
        r"|an abus\w+)",
    ),
    cue(
        Kind.RISK, "at_risk",
        r"<young>(?:'s)?\b.{0,70}\b(?:bruis\w+|marks? (?:from|on|all)|belt|cigarette burns?|left (?:all "
        r"|home )?(?:alone|on (?:her|his|their) own)|home alone|(?:all|completely) alone|alone all"
        r"|neglect\w*|starv\w*|always hungry|filthy|crying (?:till|until|all|every|for hours)"
        r"|scream\w* (?:every|all|at night|for)|screams|abus(?:ed|ing|e)|molest\w*|groom\w*|interfered with"
        r"|inappropriat\w+ (?:by|with|touch)|sexual\w*|nudes?|naked|pictures? (?:to|of \w+ (?:naked"
        r"|undressed))|rap(?:ed|ing)|traffick\w*|locked (?:in|up|out)|beaten|slapp?ed|older men|man online"
        r"|men online|needles|drunk parents?|not allowed to (?:eat|leave|tell|talk)|isn'?t allowed to (?:eat"
        r"|tell|leave)|county lines|exploited|(?:doesn'?t|don'?t) feed)",
        r"(?:hit|hits|hitting|beat|beats|beating|slap\w*|abus(?:es|ed|ing)|groom\w*|touch(?:es|ing)"
        r"|molest\w*|starv(?:es|ing)|neglect\w*|kick\w*|shak(?:es|ing)|leav(?:es|ing)|left|smack\w*|hurt(?:s"
        r"|ing)|locks?|locking|scream(?:s|ing) at) (?:\w+ ){0,3}(?:(?:a|the|her|his|their|my|that|those"
        r"|these|two|three) )?(?:\w+ ){0,2}<young>\b(?! (?:alone to|behind|out of|off))",
        r"<frail>\b.{0,60}\b(?:bruis\w+|flinch\w*|neglect\w*|starv\w*|(?:being )?(?:hit|slapped|beaten"
        r"|abused|restrained|drugged|locked (?:in|up))|slapp\w+|left (?:in|for days)|on the floor"
        r"|rough(?:ly)? handl\w*|scared of (?:the|her|his) (?:carer|staff|son|daughter|husband))",
        r"(?:slap\w*|hit|hits|hitting|shov\w*|drags?|dragg\w*|restrain\w*|neglect\w*|shout\w* at"
        r"|drugg\w*) (?:my|the|her|his|a|an|our) (?:\w+ )?<frail>",
        r"(?:lock|locks|locked|locking) (?:me|us|her|him|them|\w+) (?:in|up)(?: my| the| her| his"
        r"| their)?(?: \w+)?(?: and|$|[.,!]| room| cupboard| bedroom| cellar| shed)",
        r"(?:don'?t|won'?t|never|doesn'?t) feed (?:me|us|him|her|them|the)",
        r"(?:forced|sold|made) (?:to|into) (?:marry|marriage|work for nothing|sex|prostitution)",
        r"fgm|modern slav\w+|being trafficked|child abuse|paedo\w*|sexually \w+",
        r"(?:haven'?t|have not|not|hasn'?t|nobody(?:'s| has)|no one(?:'s| has)|no-one(?:'s"
        r"| has)) (?:been )?seen (?:him|her|them|the (?:old )?(?:man|lady|woman)|my neighbour|\w+) (?:for|in"
        r"|since) (?:a |over |about )?(?:\w+ )?(?:days?|weeks?|months?|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|sunday)",
        r"welfare check|check on (?:the|an|my|our|this|that|him|her) (?:\w+ )?(?:man|lady|woman|neighbour"
        r"|fella|guy|resident|\w+ in (?:flat|number|no))",
        r"(?:online|internet|snapchat|men|man) .{0,40}(?:knows where (?:we|she|he|i) live|meet (?:her|him) "
        r"|send (?:him|them) (?:pictures|pics|photos))",
    ),
    cue(
        Kind.RISK, "emergency",
        r"(?:not|isn'?t|isnt|stopped|barely|<cannot>|no longer|struggl\w+ to|hardly|ain'?t|difficulty"
        r"|trouble|aren'?t) (?:\w+ )?breath\w*",
        r"unconscious|unresponsive|passed out|anaphyla\w*|cpr\b|defib(?:rillator)? (?:now|where)",
        r"where(?:'s| is| are)? (?:the |a )?(?:nearest )?defib\w*",
        r"<someone>(?:'s)? (?:\w+ ){0,2}(?:collapsed|down|fallen|lying|slumped)\b.{0,40}(?:not|isn'?t|isnt"
        r"|won'?t|can'?t|cant|unable|out cold|blood|bleeding|help)",
        r"<someone>(?:'s)? (?:has |have |just |is )*collaps(?:ed|ing)",
        r"(?:isn'?t|not|stopped|won'?t|isnt) mov(?:ing|e)\b(?= |[.!?]|$)(?! (?:on|forward|house|the))",
        r"chest (?:pains?|is (?:tight|crushing))", r"pains? in (?:my|his|her|the) chest",
        r"(?:having|had|has|another) (?:a )?(?:\w+ )?(?:heart attack|stroke|seizure|fit)(?! (?:of|over|for))",
        r"heart attack", r"bleed\w* (?:heavily|badly|out|a lot|everywhere|from|profusely|to death)",
        r"(?:won'?t|can'?t|cant) stop (?:the )?bleed\w*",
        r"(?:gone|going|turned|turning|went) (?:all )?(?:floppy|blue|limp|stiff)",
        r"(?:lips|face) (?:are|is|have gone|going) blue", r"(?:no|out of|run out of|without) insulin",
        r"<cannot> feel (?:his|her|my|their) (?:arm|face|legs?|side|chest)", r"hit and run",
        r"(?:fell|fallen|fall|knocked down|run over|hit by a)\b.{0,50}(?:bleed\w*|can'?t (?:move|get up)"
        r"|cant (?:move|get up)|unconscious|confused|not moving|broken (?:hip|leg))",
        r"smell\w*(?: of| like| a| strong| the){0,3} gas(?! (?:works|boiler|bill|fitter))",
        r"gas (?:leak|is leaking|escape|smell)\w*",
        r"carbon monoxide|(?:co|carbon monoxide) (?:alarm|detector|poisoning)",
        r"(?:house|flat|building|block|kitchen|store|school|van|car|shop|garage|floor|home|tower|roof"
        r"|bedroom|room|it|place|sofa) (?:\w+ )?(?:is |are |'s |has (?:gone|caught) |caught )?on fire",
        r"(?:caught|catching) fire(?! brigade)",
        r"flames? (?:\w+ )?(?:coming|out|through|from|in|at|everywhere|leaping|spreading)",
        r"(?:people|someone|somebody|kids|family|children|man|woman|they|he|she)(?: are| is|'s)? (?:still "
        r"|trapped |stuck )+(?:in|inside|up there|under|on the roof)",
        r"(?:there(?:'s| is)? )?(?:someone|somebody|people|a (?:man|woman|child|kid|driver)|kids"
        r"|children) (?:in|inside|under) (?:it|there|the (?:car|rubble|house|flat|water|building|river"
        r"|wreck\w*))",
        r"trapped (?:in|under|inside|by|on|between)(?: a| the| my| our| his| her)? (?:\w+ )?(?:car|lift"
        r"|house|flat|building|rubble|water|vehicle|toilet|tower|fire|smoke|floods?|wall|tree|door|train"
        r"|roof|room|van)", r"drown(?:ing|ed|s)?",
        r"(?:fell|fallen|gone|went|going|jumped|swept|pulled|dragged|slipped|driven) (?:in|into|through|off"
        r"|out|under|down) (?:to )?(?:the |a )?(?:\w+ )?<water>",
        r"(?:in|into|through|under) the (?:\w+ )?<water>\b.{0,50}<cannot> (?:get out|swim|get back)",
        r"live (?:wires?|cables?)",
        r"(?:wires?|cables?|power lines?|pylon|electric\w*)\b.{0,50}(?:spark\w*|has come down|down across"
        r"|exposed|bare and)",
        r"(?:wall|roof|scaffold\w*|crane|tree|building|ceiling|balcony|ground|bridge)\b.{0,40}\b(?:down"
        r"|fallen|collapsed|fell|given way|came|come)\b.{0,20}\bon(?:to)? .{0,25}(?:car|person|people|man"
        r"|woman|child|kids?|someone|him|her|lad|family)",
        r"(?:in|immediate|grave|mortal|serious) danger(?! (?:to (?:pedestrians|cyclists|traffic)|of))",
        r"life (?:is )?(?:at risk|threatening|in danger)",
        r"ambulances?\b.{0,30}(?:taking|hours?|not (?:come|here|coming)|long|where|now)",
    ),
    cue(Kind.RISK, "suicide",
        r"hunan ?laddiad\w*|hunanladd\w*", r"(?:ll|l)add (?:fy|ei|dy) hun(?:an)?",
        r"(?:eisiau|isio|isie|moyn|ishe) (?:marw|peidio (?:a )?bod)(?! (?:isio|eisiau|o|yn))",
        r"ddim (?:yn )?(?:eisiau|isio|moyn|isie) (?:byw|bod yma|deffro|cario '?mlaen)",
        r"(?:methu|ffaelu|methaf) (?:a )?(?:mynd|cario|dal) (?:ymlaen|'?mlaen|ati)",
        r"dim (?:pwynt|rheswm) (?:i |mewn )?(?:fyw|byw|cario)", r"hunan[- ]?niweidio|torri fy hun",
        r"gormod o (?:dabledi|bils|feddyginiaeth)|gorddos",
    ),
    cue(Kind.RISK, "violence",
        r"(?:fy|fi'?n|i'?n|yn) (?:mwrw|nharo|mygwth|nghuro|nhagu|cham-?drin|curo) i?",
        r"(?:mwrw|taro|curo|bygwth|tagu) (?:i|ni|fi|y plant|fy \w+|hi|fo)", r"(?:cham|gam|cam)[- ]?drin\w*",
        r"mewn perygl", r"ofn (?:fy|ei|am fy) (?:ngwr|mywyd|mhartner|fywyd|bywyd)",
    ),
    cue(Kind.RISK, "emergency",
        r"ddim (?:yn )?anadlu", r"(?:gollyngiad|arogl|ogla|oglau|hogla) (?:\w+ )?nwy", r"arogl\w* (?:\w+ )?nwy",
        r"ar dan", r"(?:yn|wedi) boddi", r"trawiad ar (?:y|ei|fy) (?:g|ch|ng)?alon",
        r"poen\w* yn (?:y|fy|ei) (?:frest|mrest|brest)", r"(?:wedi )?llewygu",
        r"(?:syrthio|disgyn|cwympo) (?:i|i mewn i) (?:'?r|r) (?:afon|mor|llyn|gamlas|dwr)|(?:syrthio|disgyn"
        r"|cwympo) i'?r (?:afon|mor|llyn|gamlas|dwr)", r"gwaedu'?n? (?:drwm|ddrwg|wael)", r"anymwybodol",
        r"sgrechian (?:bob|trwy)",
    ),
    cue(Kind.RISK, "suicide",
        r"fein-?mharu|feinmharu", r"me fein a mharu|(?:i|e|iad) fein a mharu",
        r"lamh (?:a chur )?i(?:na| mo|n mo|na mb?) ?bh?ais?(?: fein)?|lamh ina bas",
        r"ag iarraidh (?:bas|bais|a bheith marbh|bheith marbh)",
        r"nil me ag iarraidh (?:a )?bheith beo|ni(?:l)? (?:\w+ ){0,3}(?:a )?bheith beo",
        r"feindochar|fein-?dochar", r"ni feidir liom leanuint|ni feidir liom dul ar aghaidh",
        r"(?:thog|ghlac) me (?:na |a lan |an iomarca )?(?:piollai|tabhlai|taibleid)\w*",
        r"rodhaileog|ro-?dhaileog",
    ),
    cue(Kind.RISK, "violence",
        r"(?:do mo|dom|da|a|dar) bhualadh",
        r"ag (?:bualadh|bagairt|tachtadh|ionsai)\w* (?:orm|me|air|uirthi|na bpaisti|mo \w+)",
        r"eagla (?:orm|uirthi|air) (?:roimhe|roimpi|roimh (?:m'fhear|mo))", r"i (?:mbaol|gcontuirt|ndainsear)",
        r"(?:mi-?usaid|drochusaid)\w* (?:a|ar|gnei)",
        r"paist(?:e|i)\b.{0,40}(?:ina aonar|ina haonar|ina n-aonar|leis fein|gortaithe|ocras)",
    ),
    cue(Kind.RISK, "emergency",
        r"gan anail|ni(?:l)? .{0,20}ag analu|ag analu",
        r"(?:boladh|sceitheadh) (?:\w+ )?g(?:h)?ais?|boladh .{0,12}gh?ais", r"(?:tri|faoi|le) thine",
        r"a (?:bha|bhath\w*)(?=[ .!?]|$)", r"taom croi", r"pian i(?:na| mo|n mo) (?:c?h?liabhrach|chroi|ucht)",
        r"tite (?:isteach )?s(?:an|a) (?:abhainn|uisce|fharraige|loch|chanail)",
        r"gan aithne gan urlabhra|gan mheabhair",
    ),
    cue(Kind.RISK, "suicide",
        r"fein-?mhurt", r"mi (?:fhin|fhein) a mharbhadh", r"ag iarraidh (?:bas\w*|a dhol bas)",
        r"chan eil mi ag iarraidh a bhith beo", r"fein-?chron",
    ),
    cue(Kind.RISK, "violence",
        r"ann an cunnart", r"(?:gam|ga|gar) bhualadh", r"eagal orm (?:roimhe|roimhpe|ron duine)",
    ),
    cue(Kind.RISK, "emergency",
        r"(?:aodion|faileadh|boladh) gas", r"na theine|ri theine", r"greim[- ]cridhe", r"ga bhathadh|a' bathadh",
        r"chan eil (?:e|i) a' tarraing anail",
    ),
)  # fmt: skip
