"""Runs every benchmark, or those named, and keeps what each printed with the machine and the date.

python -m bench [NAME ...]
"""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent
SIDE_ROOMS = {
    "__main__",
    "bare",
    "filled",
    "filled_public",
    "identifiers",
    "many_posts",
    "peer_queues",
    "stream_replay",
}


def main(names: list[str]) -> int:
    """One after another, never together: they share the machine."""
    found = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in SIDE_ROOMS)
    failed = 0
    for name in names or found:
        print(f"== {name}", flush=True)
        run = subprocess.run(
            [sys.executable, "-m", f"bench.{name}"], cwd=FOLDER.parent, capture_output=True, text=True, check=False
        )
        print(run.stdout, run.stderr if run.returncode else "", sep="", flush=True)
        failed += bool(run.returncode)
        (FOLDER / "results" / f"{name}.txt").write_text(f"{machine()}\n\n{run.stdout}")
    return 1 if failed else 0


def machine() -> str:
    """What the figures were measured on, and when."""
    memory = next(
        (line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line), "0"
    )
    kind = (
        f"{platform.system()} {platform.machine()}, {len(os.sched_getaffinity(0))} cores, {int(memory) // 1024**2} GiB"
    )
    return f"{datetime.now(UTC).date().isoformat()}, {kind}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
