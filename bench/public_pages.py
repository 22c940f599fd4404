"""The public pages and forms with a million answers, beside a bare two-query Django page on the same server.

    python -m bench.public_pages [--answers 1000000] [--requests 1200]

Goals: p95 of an answer's page under 40 ms at 8 connections; feeds and downloads in memory that does not grow with the
number of answers (shown as the peak of the process at a tenth of them and at all of them). Client, server and database
share the machine.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.pages import Measured, measure, show

PEAK = """
import re, sys, time
import django
django.setup()
from pathlib import Path
{imports}
began = time.monotonic()
count = {work}
# Not getrusage: its peak is inherited from whoever started us.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(count, time.monotonic() - began, peak)
"""
WORKS = {
    "answers.csv": ("from answerable.record.export.table import write_csv as write", "write(Path(sys.argv[1]))"),
    "answers.jsonl": (
        "from answerable.record.export.table import write_json_lines as write",
        "write(Path(sys.argv[1]))",
    ),
    "entries.jsonl": ("from answerable.record.export.table import write_entries as write", "write(Path(sys.argv[1]))"),
    "all answers walked": (
        "from answerable.answers.public.listing import *\nfrom answerable.answers.public.selection import *",
        "sum(1 for _one in all_of(Selection(), By.CHANGED))",
    ),
    "site map, one part": (
        "from django.test import RequestFactory\nfrom answerable.answers.public.finding import sitemap_part",
        "sum(map(len, sitemap_part(RequestFactory().get('/'), 0)))",
    ),
}


def main() -> None:
    """Fills, asks, makes, prints a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=1_200)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        os.environ |= {"ANSWERABLE_DATA": name, "DJANGO_SETTINGS_MODULE": "answerable.server.settings"}
        from answerable.server.database import start_embedded

        server, address = start_embedded(Path(name))
        os.environ["DATABASE_URL"] = address
        try:
            prepare(max(1_000, chosen.answers // 10))
            make_all(chosen.answers // 10, Path(name))
            grow(chosen.answers)
            compare(chosen.answers, chosen.requests)
            make_all(chosen.answers, Path(name))
        finally:
            server.cleanup()


def prepare(answers: int) -> None:
    """Migrates and fills with the first tenth."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from bench.filled_public import fill_answers

    began = time.monotonic()
    fill_answers(0, answers)
    print(f"{answers:,} answers, filled in {time.monotonic() - began:.0f} s", flush=True)


def grow(answers: int) -> None:
    """The rest of the answers."""
    from bench.filled_public import fill_answers

    began = time.monotonic()
    fill_answers(max(1_000, answers // 10), answers)
    print(f"{answers:,} answers, the rest filled in {time.monotonic() - began:.0f} s", flush=True)


def make_all(answers: int, folder: Path) -> None:
    """Each download and walk in a process of its own: how many things, seconds, peak of memory."""
    for name, (imports, work) in WORKS.items():
        script = PEAK.format(imports=imports, work=work)
        command = [sys.executable, "-c", script, str(folder / "made")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        count, seconds, peak = int(told[0]), float(told[1]), float(told[2])
        print(f"{answers:>9,} {name:20} {count:>11,} {seconds:8.1f} s {peak:7.0f} MB", flush=True)


def compare(answers: int, requests: int) -> None:
    """One line for each page, the bare one first and last."""
    from django.conf import settings

    host = settings.DATABASES["default"]["HOST"]
    os.environ["BENCH_DATABASE"] = f"{host}|{settings.DATABASES['default']['NAME']}"
    middle = answers // 2
    ours = "answerable.server.web:application"
    pages = [
        ("answer", f"/answers/q_bench{middle}/"),
        ("answer, activity", f"/answers/q_bench{middle}/activity.json"),
        ("list, first page", "/"),
        ("list, far down", f"/?after={far_down(middle)}"),
        ("month", "/?month=2024-05"),
        ("topic", "/?topic=t_bench7"),
        ("rare channel", "/?channel=ch_rare"),
        ("search, rare words", f"/?q=number+{middle}"),
        ("search, common word", "/?q=collected"),
        ("browse", "/browse/"),
        ("how quickly", "/how-quickly/?month=2024-05"),
        ("feed, Atom", "/feed.atom"),
        ("feed of a search", "/feed.json?q=collected"),
        ("outbox page", "/outbox.json?page=first"),
        ("oEmbed", f"/oembed?url=http%3A%2F%2F127.0.0.1%3A8012%2Fanswers%2Fq_bench{middle}%2F"),
        ("check an entry", f"/record/check/?entry={middle}"),
    ]
    print(f"{'page':22} {'p50 ms':>8} {'p95 ms':>8} {'req/s':>8} {'CPU ms':>8} {'x bare':>7}")
    bare = measure("bench.bare:application", "/", "", requests)
    show("bare, two queries", bare, bare.cpu)
    for name, path in pages:
        found = try_measure(ours, path, requests if name == "answer" else requests // 4)
        if found:
            show(name, found, bare.cpu)
    show("bare again", measure("bench.bare:application", "/", "", requests), bare.cpu)


def try_measure(target: str, path: str, requests: int) -> Measured | None:
    """A page that fails is said so and does not end the table."""
    try:
        return measure(target, path, "", requests)
    except RuntimeError as error:
        print(f"{path}: {error}", flush=True)
        return None


def far_down(number: int) -> str:
    """The bookmark of an answer in the middle."""
    from answerable.answers.models import Answer
    from answerable.answers.public.bookmarks import write_bookmark

    answer = Answer.objects.get(question__public_id=f"q_bench{number}")
    return write_bookmark(answer.published_at, answer.pk)


if __name__ == "__main__":
    main()
