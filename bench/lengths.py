"""X's counting against the conformance cases of twitter-text, which are public and not kept here.

`python -m bench.lengths FOLDER`, the folder `conformance` of a copy of github.com/twitter/twitter-text (with PyYAML).
Weighted lengths by configuration 3, in which an emoji counts two, and the links that count 23. Cases of configuration 2
are left out: X does not count so any more.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from answerable.pure.text.weighted import count_weighted, links_in

LENGTHS = ("WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest")
LINKS = ("urls", "urls_with_directional_markers", "tco_urls_with_params")


def cases(folder: Path, file: str) -> dict[str, list[dict[str, Any]]]:
    """The cases of one file, by the name of their group."""
    import yaml

    read: dict[str, list[dict[str, Any]]] = yaml.safe_load((folder / file).read_text("utf-8"))["tests"]
    return read


def tell(name: str, wrong: list[str], count: int) -> None:
    """How many are right, and which are not."""
    print(f"{name}: {count - len(wrong)} of {count}")
    for line in wrong:
        print(f"  {line}")


def main() -> int:
    """Prints each group; a folder that is not there is said aloud."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../twitter-text/conformance"))
    folder = parser.parse_args().folder
    if not (folder / "validate.yml").exists():
        print(f"{folder} holds no conformance cases; nothing was measured.")
        return 0
    validate, extract = cases(folder, "validate.yml"), cases(folder, "extract.yml")
    for name in LENGTHS:
        wrong = []
        for case in validate[name]:
            expected, counted = case["expected"]["weightedLength"], count_weighted(case["text"])
            if counted != expected:
                wrong.append(f"{case['description']}: {counted} in place of {expected}")
        tell(name, wrong, len(validate[name]))
    for name in LINKS:
        wrong = []
        for case in extract[name]:
            text, expected = case["text"], [one["url"] if isinstance(one, dict) else one for one in case["expected"]]
            found = [text[start:end] for start, end in links_in(text)]
            if found != expected:
                wrong.append(f"{case['description']}: {found} in place of {expected}")
        tell(name, wrong, len(extract[name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
