"""Who speaks for others: the press about their work, elected members for those they stand for. Reviewed 2026-11."""

from typing import Final

from answerable.pure.sense.cue import cue
from answerable.pure.sense.sign import Kind

_MEMBER: Final = (
    r"(?:cllr|councill?or|mp|msp|ms|mla|td|mep|senator|lord|lady|baroness|deputy|senedd member"
    r"|member of (?:parliament|the senedd)|assembly member|alderman|teachta)"
)

CUES: Final = (
    cue(
        Kind.PRESS, "says_who",
        r"(?:i'?m|i am|as|am|we'?re|we are|hi) (?:a |an |the |from the )?(?:\w+ ){0,3}(?:journalist|reporter"
        r"|producer|correspondent|news ?editor|freelance(?:r| journalist| writer| writing)|columnist"
        r"|sub-?editor|presenter)",
        r"(?:journalist|reporter|producer|correspondent|newsroom|researcher) (?:here|at|from|with|for|on)\b",
        r"(?:press|media) (?:enquiry|enquiries|inquiry|query|request|question|deadline|bid)", r"news ?desk",
        r"right of reply",
        r"(?:writing|working on|running|doing|filming|covering|preparing|researching) (?:\w+ )?(?:a |an "
        r"|the |this |that )?(?:\w+ )?(?:story|piece|article|feature|report for|documentary|podcast episode"
        r"|news item)\b",
        r"write for (?:the|a|an)\b.{0,30}(?:newspaper|paper|magazine|times|herald|gazette|echo|post|mail"
        r"|press|website|news|journal|observer|star)",
        r"(?:allegations|questions|points|claims) to (?:you|the council|them) for (?:comment|response)",
        r"(?:looking|asking|ask|request\w*|after) (?:for )?(?:a |your |the council'?s |some )?(?:comment"
        r"|quote|line|statement|spokes\w+) (?:on|about|from|for|regarding|before)",
        r"press office .{0,30}(?:call|ring|contact|email|get back|speak)|(?:speak|talk) to (?:the"
        r"|your) press (?:office|team)",
        r"(?:like|want|need|get|give|have|arrange) (?:\w+ )?(?:a |an )?(?:line on|spokes(?:person|man|woman)"
        r"|interview with|on[- ]the[- ]record)",
        r"interview with the|for (?:our|the|tonight'?s|tomorrow'?s) (?:\w+ )?(?:programme|bulletin|show"
        r"|edition|front page|broadcast|broadcasts)",
        r"gohebydd|newyddiadurwr|newyddiadurw?raig|(?:ymholiad|cais) (?:gan|i|ir|i'r|am) (?:y |'?r )?(?:wasg"
        r"|cyfryngau)|sylw gan y cyngor",
        r"iriseoir\w*|tuairisceoir|fiosru (?:o|on|o'n) (?:na )?mhea(?:n|in)|fiosruchan o(?:n|n na)? (?:preas"
        r"|na meain)|naidheachd\w+|neach-naidheachd",
    ),
    cue(Kind.PRESS, "sounds_like",
        r"(?:bbc|itv|rte|s4c|stv|utv|sky news|channel \w+|gazette|echo|herald|courier|chronicle|ledger|argus"
        r"|observer|times|newspaper|radio \w+|\w+ (?:fm|radio|tv|news)|tg4|telegraph)\b",
    weak=True),
    cue(Kind.PRESS, "sounds_like",
        r"(?:statement|comment|quote|spokes\w+|on the record|off the record|respond|response|a line|raiteas"
        r"|datganiad)\b",
    weak=True),
    cue(Kind.PRESS, "sounds_like",
        r"(?:deadline|before|by|until) (?:is )?(?:\d\d?(?:[:.]\d\d)? ?(?:am|pm)?|noon|5pm|today|tonight"
        r"|going to print|we publish)|bulletin|breakfast programme|drivetime|going to press|go to print"
        r"|publish(?:ing)? (?:today|tonight|tomorrow)|story|article",
    weak=True),
    cue(
        Kind.MEMBER, "says_who",
        r"(?:my|a|our|the|attached|number of|several|these|this|one of my) constituents?(?:'s"
        r"|s')?\b(?! (?:parts?|college|country))",
        r"(?:on behalf of|for) (?:my |a |our |the )?(?:deputy|td|senator|cllr|councillor|minister|lord"
        r"|baroness|mp)\b", rf"office of .{{0,40}}\b{_MEMBER}\b",
        rf"{_MEMBER}(?:'s|s)? (?:office|caseworker|constituency office|parliamentary assistant)\b(?= |[.,:]"
        rf"|$).{{0,30}}(?:here|rep|representation|could|can|re\b|please|,|writing|query|case|on behalf)",
        rf"(?:as|i am|i'?m|am|from|yours|regards|sincerely) (?:the |a |your |their |one of the |local |ward "
        rf"|an )*{_MEMBER}\b(?! (?:said|told|who))",
        r"(?-i:\b[A-Z][a-z'-]+ (?:MP|MSP|MLA|TD|MEP|MS))(?=\s*(?:$|[.:,-]|could|here|asks|writes))",
        r"parliamentary question|members'? (?:enquiry|query|correspondence)|(?:my"
        r"|our) (?:constituency )?surgery\b|at (?:my|our) (?:advice )?surger(?:y|ies)",
        r"(?:as|for) (?:the )?(?:councillor|member) for\b",
        r"(?:residents|people|families) (?:in|of|from) my (?:ward|constituency|division|area) |(?:my"
        r"|our) (?:ward|constituency|division)\b(?! is)(?= residents| have| has|[.,])",
        r"residents (?:have|has) (?:raised|contacted|written to|approached) (?:\w+ ){0,6}me\b",
        r"fy? etholw(?:r|yr|raig)|etholw(?:r|yr|raig)|fel (?:y )?(?:cynghorydd|aelod)|swyddfa .{0,12}aelod"
        r"|swyddfa .{0,30}(?:as|ms)$",
        r"(?:toghdoir|toghdora|toghdoiri|dtoghdoiri)|oifig an (?:teachta|tseanadora)|mar (?:chomhairleoir"
        r"|theachta)|an teachta \w+|neach-taghaidh|luchd-taghaidh",
    ),
)  # fmt: skip
