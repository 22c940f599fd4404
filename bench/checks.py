"""CPU time of judging one draft while someone types: 2,000 characters, five networks, every rule. Goal: under 50 ms.

Run: `python bench/checks.py`. Three cases: the same text everywhere; a different text on each network; and the worst we
could think of, a different text on each, full of numbers, links and phone numbers.
"""

import statistics
import time
from dataclasses import replace

from answerable.guidance.example import Limit, draft_from
from answerable.guidance.rulebook import PACKS_OF, judge, load_rulebook
from answerable.pure.checks.catalogue import CHECKS
from answerable.pure.checks.draft import Draft, Variant

PLAIN = (
    "We empty brown bins every other Friday. Put yours out by 7am, with the lid closed. If we missed it, tell us on "
    "the same day and we will come back within two working days. A new bin costs £45 and takes 10 days to arrive. "
    "The Household Waste Recycling Centre (HWRC) is open from 9am to 5pm, and is closed on Friday 25 December 2026. "
    "Find your day at https://www.leeds.gov.uk/bins and ask us there. "
)
HARD = (
    "Call 0113 496 0000 or 01 222 2222 about order 943 476 5870 and £1,250,000 by 5 March 2027, see http://bit.ly/x, "
    "LS1 1UR, 45% of 2,300 homes, ref CT-204511 of Mary Murphy, DWP and FOI ARE LATE 🎉 #bincollection we will do it. "
)
NETWORKS = ("bluesky", "mastodon", "x", "threads", "facebook")
KEEPS = {
    "parties": ["Purple Party", "Orange Union"],
    "politicians": [f"First{n} Last{n}" for n in range(200)],
    "hosts": ["leeds.gov.uk"],
    "phones": ["0113 496 0000"],
}


def draft_of(text: str, *, different: bool) -> Draft:
    """A draft of 2,000 characters on five networks."""
    whole = (text * 20)[:2000]

    draft = draft_from({"text": whole, "keeps": KEEPS, "owner": "Bins", "private_messages": [whole[300:600]]})
    variants = tuple(
        Variant(network, network, f"{n} {whole}"[:2000] if different else whole, Limit("grapheme", 300, 3000, 23))
        for n, network in enumerate(NETWORKS)
    )
    return replace(draft, variants=variants)


def cpu_ms(draft: Draft, rounds: int = 30) -> list[float]:
    """Milliseconds of CPU for each of `rounds` judgements, nothing kept between them but compiled patterns."""
    rulebook = load_rulebook().for_packs(PACKS_OF["wales"])
    _ = rulebook.version
    times = []
    for _ in range(rounds + 1):
        fresh = replace(draft)
        start = time.process_time()
        judge(fresh, rulebook)
        times.append((time.process_time() - start) * 1000)
    return times[1:]


def slowest_rules(draft: Draft, count: int = 5) -> list[tuple[float, str]]:
    """The rules that take longest on `draft`, in milliseconds, reading included for each."""
    found = []
    for rule in load_rulebook().rules:
        if rule.kind == "draft" and rule.check:
            list(CHECKS[rule.check].look(draft, rule.params))
            fresh = replace(draft)
            start = time.process_time()
            list(CHECKS[rule.check].look(fresh, rule.params))
            found.append(((time.process_time() - start) * 1000, rule.id))
    return sorted(found, reverse=True)[:count]


if __name__ == "__main__":
    for name, text, different in (
        ("same text on five networks", PLAIN, False),
        ("five different texts", PLAIN, True),
        ("five different hard texts", HARD, True),
    ):
        draft = draft_of(text, different=different)
        times = cpu_ms(draft)
        print(f"{name}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
        print("  slowest rules:", ", ".join(f"{rule} {ms:.1f}" for ms, rule in slowest_rules(draft)))
