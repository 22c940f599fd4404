"""How well each kind of personal data is found among near misses, and how fast; Presidio on the same texts.

`python -m bench.personal_data [--each N]`. Identifiers are generated with a fixed seed by the rules of those who give
them out, not by our patterns, and put into sentences; for each kind there are as many near misses (a wrong check digit,
an order number, a date, a price, a hash). A find counts when it overlaps the identifier and names its kind; anything
found of that kind elsewhere is a mistake. Presidio (`pip install presidio-analyzer`) runs with its own recognisers of
patterns and without a language model: names, which need one, are left out for both.
"""

import argparse
import logging
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from answerable.pure.text.personal_data import find_personal_data
from bench.identifiers import KINDS, NEAR, sentences

SEED = 20_261_128
KIND_OF_PRESIDIO = {
    "UK_NINO": "national insurance number",
    "UK_NHS": "NHS number",
    "CREDIT_CARD": "payment card",
    "IBAN_CODE": "bank account",
    "PHONE_NUMBER": "phone",
    "EMAIL_ADDRESS": "email",
    "UK_POSTCODE": "postcode",
}
Finder = Callable[[str], Iterable[tuple[str, int, int]]]


class Text(NamedTuple):
    """A sentence, and what is in it: a kind with its place, or "" for a near miss of that kind."""

    text: str
    kind: str
    start: int
    end: int
    is_near_miss: bool


def texts_of(kind: str, each: int) -> list[Text]:
    """`each` sentences with an identifier of the kind, `each` with a near miss."""
    chance = random.Random(f"{SEED} {kind}")
    made = []
    for make, near in ((KINDS[kind], False), (NEAR[kind], True)):
        for _ in range(each):
            inside = make(chance)
            before, after = chance.choice(sentences(kind, near=near))
            made.append(Text(before + inside + after, kind, len(before), len(before) + len(inside), near))
    return made


def score(find: Finder, texts: list[Text]) -> tuple[float, float, list[str]]:
    """Precision and recall for the kind of these texts, and some of the mistakes."""
    hits = misses = wrong = 0
    odd: list[str] = []
    for one in texts:
        found = [(start, end) for kind, start, end in find(one.text) if kind == one.kind]
        right = [place for place in found if not one.is_near_miss and place[0] < one.end and place[1] > one.start]
        wrong += len(found) - len(right)
        if not one.is_near_miss:
            hits, misses = hits + bool(right), misses + (not right)
        if len(found) != len(right) or (not one.is_near_miss and not right):
            odd.append(one.text)
    return hits / (hits + wrong) if hits + wrong else 0.0, hits / (hits + misses), odd[:3]


def presidio() -> Finder | None:
    """Presidio's recognisers of patterns for Britain, or None where it is not installed."""
    try:
        import spacy
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import SpacyNlpEngine
        from presidio_analyzer.predefined_recognizers import (
            CreditCardRecognizer,
            EmailRecognizer,
            IbanRecognizer,
            NhsRecognizer,
            PhoneRecognizer,
            UkNinoRecognizer,
        )
    except ImportError:
        return None
    logging.disable(logging.CRITICAL)  # it tries to fetch a newer list of domains, and has one of its own
    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.blank("en")}
    recognisers = [CreditCardRecognizer(), EmailRecognizer(), IbanRecognizer(), NhsRecognizer(), UkNinoRecognizer()]
    recognisers.append(PhoneRecognizer(supported_regions=("GB", "IE")))
    try:
        from presidio_analyzer.predefined_recognizers import UkPostcodeRecognizer

        recognisers.append(UkPostcodeRecognizer())
    except ImportError:
        pass
    registry = RecognizerRegistry(recognizers=recognisers, supported_languages=["en"])
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])

    def find(text: str) -> Iterable[tuple[str, int, int]]:
        return [
            (KIND_OF_PRESIDIO.get(one.entity_type, one.entity_type), one.start, one.end)
            for one in analyzer.analyze(text, language="en")
        ]

    return find


def seconds_each(find: Finder, texts: list[str]) -> list[float]:
    """CPU time of each text."""
    times = []
    for text in texts:
        start = time.process_time()
        list(find(text))
        times.append(time.process_time() - start)
    return times


def main() -> int:
    """A table by kind, then the mistakes, then the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=500)
    each = parser.parse_args().each
    peer = presidio()
    finders: dict[str, Finder] = {"ours": find_personal_data} | ({"Presidio": peer} if peer else {})
    print(f"{each} identifiers and {each} near misses of each kind; precision / recall")
    print(f"{'kind':28}" + "".join(f"{name:>16}" for name in finders))
    mistakes: list[str] = []
    everything: list[str] = []
    for kind in KINDS:
        texts = texts_of(kind, each)
        everything += [one.text for one in texts]
        row = f"{kind:28}"
        for name, find in finders.items():
            if name != "ours" and kind not in KIND_OF_PRESIDIO.values():
                row += f"{'does not look':>16}"
                continue
            precision, recall, odd = score(find, texts)
            row += f"{precision:9.3f} /{recall:5.3f}"
            mistakes += [f"  {name}, {kind}: {text}" for text in odd]
        print(row)
    print("\nSome mistakes:", *mistakes, sep="\n")
    sample = random.Random(SEED).sample(everything, min(2_000, len(everything)))
    for name, find in finders.items():
        times = seconds_each(find, sample)
        median, worst = statistics.median(times) * 1000, max(times) * 1000
        print(f"{name}: median {median:.3f} ms of CPU for a sentence, worst {worst:.2f} ms, {len(sample)} sentences")
    if not peer:
        print("Presidio is not installed here; it was left out.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
