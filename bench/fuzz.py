"""Rules against a flood of made-up texts: none may raise, point outside the text, or take long.

`python -m bench.fuzz [--texts 1000000] [--seed S]`. Texts are thrown together from letters of many scripts, signs,
pieces that patterns look for (numbers, links, brackets) and long repeats, up to 2,000 characters, most of them short.
Every check of drafts looks at every text. On a text of 2,000 characters each reads it anew, and its CPU time with the
reading is held against the goal of 5 ms (where it took longer, the least of three looks, since other work disturbs);
short texts are read once for all. Prints the slowest look of each rule at a long one.
"""

import argparse
import random
import sys
import time
from dataclasses import replace

from answerable.guidance.example import draft_from
from answerable.guidance.rule import Rule
from answerable.guidance.rulebook import load_rulebook
from answerable.pure.checks.catalogue import CHECKS
from answerable.pure.checks.draft import Draft

MOST = 2_000
GOAL_SECONDS = 0.005
_WORDS = """a 0 @ . - ( [ < _ # £ € “ ” ’ : / \\ % & ? ! , ; = ~ * + | { } http:// https://www. .gov.uk @a.b a@b.co
07700 900123 +44 12-34-56 GB29 LS1 AB12 OFFICIAL DRAFT [insert TBC Friday 31 February 5/3/2027 £1,000 20% we will by the
end of Mary Murphy case number ref: born on 1.1.1980 (DWP) FOI key #aBc No. 5 e.g. Dé hAoine Mawrth million … -- 1st ''
日本 العربية ŵ é ｏ 🎉 𝗼 ¯\\_(ツ)_/¯"""
PIECES = (*_WORDS.split(), "\n", "\t", "👨\u200d👩\u200d👧", "e\u0301", "\u200b", "\ufeff", "\u202e")


def text_of(chance: random.Random) -> str:
    """One text; one in fifty is long, so that a million take an evening and not a week."""
    most = MOST if chance.random() < 0.02 else chance.choice((8, 20, 60, 140))
    parts: list[str] = []
    size = 0
    while size < most:
        way = chance.random()
        piece = chance.choice(PIECES)
        if way < 0.1:
            piece *= chance.randrange(2, 40)
        elif way < 0.2:
            piece = chr(chance.randrange(1, 0x2FFF))
        elif way < 0.5:
            piece += " "
        parts.append(piece)
        size += len(piece)
    return "".join(parts)[:most]


def look(rule: Rule, draft: Draft) -> tuple[float, bool]:
    """CPU seconds, and whether something it found lies outside the text."""
    start = time.process_time()
    spots = list(CHECKS[rule.check].look(draft, rule.params))
    took = time.process_time() - start
    return took, any(not 0 <= one.start <= one.end <= len(draft.text) for one in spots)


def main() -> int:
    """Runs, and prints the slowest rules."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20_261_128)
    told = parser.parse_args()
    chance = random.Random(told.seed)
    rules = [rule for rule in load_rulebook().rules if rule.kind == "draft" and rule.check]
    model = draft_from({"text": "x", "variants": [{"network": "bluesky"}], "keeps": {"parties": ["Purple Party"]}})
    for rule in rules:
        look(rule, model)
    slowest = dict.fromkeys((rule.id for rule in rules), 0.0)
    over = wrong = long_looks = 0
    began = time.process_time()
    for _ in range(told.texts):
        text = text_of(chance)
        draft = replace(model, text=text, variants=(replace(model.variants[0], text=text),))
        for rule in rules:
            is_long = len(text) == MOST
            took, is_outside = look(rule, replace(draft) if is_long else draft)
            if is_long and took > GOAL_SECONDS:
                took = min(took, *(look(rule, replace(draft))[0] for _ in range(2)))
            if is_outside:
                wrong += 1
                print(f"{rule.id} points outside of {text!r}")
            if is_long:
                long_looks, over = long_looks + 1, over + (took > GOAL_SECONDS)
                slowest[rule.id] = max(slowest[rule.id], took)
    spent = time.process_time() - began
    print(
        f"{told.texts} texts, {len(rules)} rules, {spent:.0f} s of CPU; {wrong} pointed outside the text; none raised"
    )
    print(
        f"{over} of {long_looks} looks at {MOST} characters took more than {GOAL_SECONDS * 1000:.0f} ms; the slowest:"
    )
    for rule_id, took in sorted(slowest.items(), key=lambda one: -one[1])[:12]:
        print(f"  {rule_id}: {took * 1000:.2f} ms at most")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
