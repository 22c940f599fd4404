"""One command that checks everything: lint, format, the street, types, tests; it stops at nothing and sums up."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = [BIN / "python", "-m", "pytest"]

STEPS: dict[str, list[Path | str]] = {
    "lint": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "the street": [BIN / "lint-imports", "--no-cache"],
    "types": [BIN / "mypy"],
}
WITH_SERVERS = ["tests/integration/networks", "tests/integration/answers", "tests/browser"]
"""They wait for servers of others and for browsers, so the rest runs beside them, on a database of its own. Browsers
are last: they, and the product that they look at, go on working until the run ends."""
HALVES: dict[str, list[Path | str]] = {
    "tests with browsers and servers": [*PYTEST, *WITH_SERVERS],
    "tests": [*PYTEST, "tests", *(f"--ignore={folder}" for folder in WITH_SERVERS)],
}
FAST: dict[str, list[Path | str]] = {"tests": [*PYTEST, "-m", "not browser and not slow", "-x"]}


def main(arguments: list[str]) -> int:
    """Runs each step and prints how long it took; the exit code is 0 only when all went well."""
    failed = [name for name, command in STEPS.items() if not ran_well({name: command})]
    failed += [] if ran_well(FAST if "--fast" in arguments else HALVES) else ["tests"]
    sys.stdout.write(f"\n{'Failed: ' + ', '.join(failed) if failed else 'Everything is well.'}\n")
    return 1 if failed else 0


def ran_well(commands: dict[str, list[Path | str]]) -> bool:
    """Whether all of these, run beside each other, ended well: the last is seen as it runs, the others at its end."""
    *others, (name, command) = commands.items()
    with tempfile.TemporaryDirectory(prefix="answerable-everything-") as folder:
        logs = [Path(folder) / str(number) for number in range(len(others))]
        began = time.monotonic()
        running = [start(beside, log) for (_name, beside), log in zip(others, logs, strict=True)]
        say(f"\n== {name}\n")
        well = ended(name, start(command), began)
        for (other, _command), process, log in zip(others, running, logs, strict=True):
            process.wait()
            say(f"\n== {other}\n{log.read_text(errors='replace')}")
            well = ended(other, process, began) and well
    return well


def start(command: Sequence[Path | str], log: Path | None = None) -> "subprocess.Popen[bytes]":
    """The command, running; what it says goes to `log` where one is given."""
    if log is None:
        return subprocess.Popen([str(part) for part in command], cwd=ROOT)
    with log.open("wb") as out:
        return subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)


def ended(name: str, process: "subprocess.Popen[bytes]", began: float) -> bool:
    """Waits, and says how it went; the time is from the start of all that ran beside it."""
    well = process.wait() == 0
    say(f"== {name}: {'well' if well else 'failed'} in {time.monotonic() - began:.0f} s\n")
    return well


def say(words: str) -> None:
    """Printed at once, so that it stands before what the next step prints."""
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
