"""Claims about the body that look false: hidden plots and harms told as facts. Reviewed 2026-11.

No machine knows what is true. A sign only brings up the RESIST steps (recognise, early warning, situational insight,
impact analysis, strategic communication, track), by which a person decides whether answering would spread the claim.
"""

from typing import Final

from answerable.pure.sense.cue import cue
from answerable.pure.sense.sign import Kind

CUES: Final = (
    cue(
        Kind.FALSE_CLAIM, "known_tale",
        r"chem ?trails?|new world order|great reset|agenda (?:20)?(?:21|30)|un agenda|globalists?"
        r"|depopulation|plandemic|crisis actors?|micro ?chips? (?:in|into|us|people)|deep state|adrenochrome",
        r"(?:15|fifteen)[- ]minute (?:cit\w+|plan|neighbourhoods?)\b.{0,60}(?:permit|leave|prison|lock|zone"
        r"|control|track|fine)", r"5g\b.{0,50}(?:tumou?rs?|cancer|sick|ill|covid|virus|kill|radiation|brain)",
        r"(?:smart ?meters?|lamp ?posts?|street ?lights?|cameras?|bins?|cycle lanes?|id (?:form"
        r"|card)s?)\b.{0,50}(?:listen\w*|spy\w*|track\w* (?:you|us|every)|record(?:s|ing)? (?:you|everything"
        r"|us)|about tracking)",
    ),
    cue(
        Kind.FALSE_CLAIM, "hidden_harm",
        r"<officials>\b.{0,30}(?:put(?:s|ting)?|pump\w*|add\w*|spray\w*|inject\w*)\b.{0,25}(?:chemicals?"
        r"|poison\w*|drugs|toxins?|fluoride|something) (?:in|into|on|over)",
        r"(?:found|there(?:'s| is)|dumped|put) (?:\w+ )?(?:poison|toxins?|asbestos|bodies"
        r"|radiation)\b.{0,40}(?:nobody|no ?one|hid\w*|not being told|kept|quiet|cover\w*)",
        r"poison(?:ed|ing) (?:the|our) (?:reservoir|water|air|river|kids|children|town)",
        r"(?:killed|harmed|poisoned|infected) \w+ (?:people|kids|children|patients|babies)\b.{0,60}(?:hid\w*"
        r"|everyone knows|cover\w*|quiet|nobody)",
        r"(?:hiding|hid|hidden|cover(?:ed|ing)? up|concealing|burying|buried)\b.{0,50}(?:killed|deaths|died"
        r"|poison|cancer|tumou?rs?|on purpose|the real|the true)",
        r"(?:on purpose|deliberately)\b.{0,40}(?:flood\w*|infect\w*|poison\w*|open\w*|starv\w*|let)"
        r"|(?:opened|flooded|caused|started|let)\b.{0,40}(?:on purpose|deliberately)",
        r"(?:tumou?rs|cancer|deaths|dying)\b.{0,30}(?:burying it|hiding it|covered up|cover-?up)",
        r"giv\w+ (?:every|all|each|these|the) (?:\w+ )?(?:asylum seekers?|migrants?|immigrants?|refugees?"
        r"|illegals?)\b.{0,40}(?:free|house|car|flat|phone|money|hotel)",
        r"(?:postal )?(?:votes?|ballots?)\b.{0,40}(?:binned|burned|burnt|stolen|destroyed|rigged|shredded"
        r"|thrown)",
        r"(?:pocketed|stole|stolen|laundered|trousered)\b.{0,30}(?:money|cash|fund\w*|grant|millions?)",
    ),
    cue(Kind.FALSE_CLAIM, "spread_it",
        r"(?:share|pass (?:it|this) on|spread|copy and paste|rt|retweet|tell everyone"
        r"|save this)\b.{0,25}(?:before|everyone|everywhere|far and wide|word)|pass (?:it|this) on(?=[.!]|$)"
        r"|before (?:they|it|this)(?:'re| are| is| gets?)? (?:delete\w*|taken down|remove\w*|banned"
        r"|censor\w*)|wake up (?:people|sheeple|everyone|everybody|folks|to)",
    weak=True),
    cue(Kind.FALSE_CLAIM, "as_a_fact",
        r"(?:it'?s|its|that'?s|thats|is) a? ?(?:proven |known )?fact\b|[.,] ?fact(?=[.!]|$)|,? fact$"
        r"|they(?:'ve| have)? admitted|i have (?:the )?proof|(?:there is|there's|got|have|seen) proof|proven"
        r"|everyone knows|everybody knows|(?:my (?:mate|mum|cousin|friend|sister|brother|neighbour)"
        r"|someone i know|a friend) (?:works|who works|inside|told)|(?:you |and you )?know it|breaking:?"
        r"|the truth (?:is|about)|is it true (?:what|that|the)|everyone is (?:sharing|saying)"
        r"|so (?:that )?they can (?:sell|track|seize|control|spy|watch|listen|fine|take|force|steal)"
        r"|the deal is (?:already )?done|at all the whole",
    weak=True),
    cue(Kind.FALSE_CLAIM, "kept_quiet",
        r"(?:cover(?:ed|ing)?[- ]?(?:it |this |everything )?up|cover-?up|hush\w*|hiding|hidden|hid|burying"
        r"|buried|conceal\w*|suppress\w*|censor\w*)|(?:secretly|in secret|behind (?:our|closed) (?:backs?"
        r"|doors)|stitch(?:ed)?[- ]up)|(?:nobody|no ?one|we|people|public) (?:is|are|'re|was"
        r"|were)?(?: not)? ?(?:being |been |to be )?(?:told|allowed to know)|(?:keep|keeps|keeping"
        r"|kept) (?:us|it|this|everyone|people)? ?(?:quiet|in the dark|silent|secret)|won'?t tell (?:you|us)"
        r"|don'?t want (?:you|us) (?:to know|knowing)|(?:media|press|paper|papers|news"
        r"|bbc)\b.{0,25}(?:won'?t|in on it|silent|quiet|complicit|bought|paid)|lying to (?:us|you|everyone"
        r"|people)|real reason|what they(?:'re| are) not telling",
    weak=True),
    cue(Kind.FALSE_CLAIM, "plot",
        r"(?:staged|hoax|fake|faked|made up|actors|false flag|scam(?:demic)?|rigged|a lie|sham)\b|(?:need"
        r"|needs) a permit to (?:leave|drive|travel)|(?:ban|banning|seize|confiscat\w*|close|closing"
        r"|shutting|fine|fining|force|forcing|lock\w*) (?:\w+ )?(?:all|every|you|everyone|people|your)\b"
        r"|(?:chinese|russian|foreign|saudi|american) (?:developer|buyer|owners?|company|money)"
        r"|(?:asylum seekers?|migrants?|illegals?)\b.{0,50}(?:free|while (?:locals|our|we)|instead of)"
        r"|(?:mayor|minister|council|chief exec\w*|govt|government|they)(?:'s|s)? (?:orders|plan|agenda"
        r"|secret)|closing every|close every|track(?:ing|s)? (?:you|us|everyone)|listen(?:s|ing)? to (?:you"
        r"|us)|spy(?:ing|s)? on|poison\w*|seize your",
    weak=True),
    cue(Kind.FALSE_CLAIM, "hidden_harm",
        r"(?:rhoi|roi|rhoid|ychwanegu) (?:\w+ )?(?:gwenwyn|cemegau|chemegau)|cuddio'?r gwir|cuddio (?:y"
        r"|yr) (?:gwir|adroddiad)|cyn iddyn nhw (?:ei )?(?:ddileu|dynnu)|twyll(?:o)? (?:pawb|ni)",
    ),
    cue(Kind.FALSE_CLAIM, "hidden_harm",
        r"(?:ag )?ceilt (?:na|an) (?:fh?irinne|f[h]?irinne|tuarascala)|nimh (?:sa|san) uisce"
        r"|sula (?:scrios\w*|mbain\w*)|(?:cumadh|bob|bréag|breag) (?:ar fad|e seo)",
    ),
)  # fmt: skip
