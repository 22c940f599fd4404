"""One command that checks everything: lint, format, the street, types, tests; it stops at nothing and sums up."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STEPS = {
    "lint": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "the street": [BIN / "lint-imports", "--no-cache"],
    "types": [BIN / "mypy"],
    "tests": [BIN / "python", "-m", "pytest"],
}
FAST = ["-m", "not browser and not slow", "-x"]


def main(arguments: list[str]) -> int:
    """Runs each step and prints how long it took; the exit code is 0 only when all went well."""
    failed = []
    for name, command in STEPS.items():
        more = FAST if name == "tests" and "--fast" in arguments else []
        began = time.monotonic()
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        code = subprocess.run([*map(str, command), *more], cwd=ROOT, check=False).returncode
        if code:
            failed.append(name)
        sys.stdout.write(f"== {name}: {'failed' if code else 'well'} in {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(f"\n{'Failed: ' + ', '.join(failed) if failed else 'Everything is well.'}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
