"""The inbox and a question's page with a million stored posts, beside a bare two-query Django page on the same server.

    python -m bench.pages [--posts 1000000] [--questions 50000] [--requests 1500]

Goals: at most 3 times the bare page's CPU, p95 under 60 ms at 8 connections. CPU is that of the web process alone; the
database's is in the latency. Client, server and database share the machine.
"""

import argparse
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

CONNECTIONS = 8
WARM_UP = 160
WORKERS = min(os.cpu_count() or 1, 4)
"""As `answerable web` has it; the bare page is served by as many."""


def main() -> None:
    """Fills, serves both in turn, measures, prints a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=1_500)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        os.environ |= {"ANSWERABLE_DATA": name, "DJANGO_SETTINGS_MODULE": "answerable.server.settings"}
        from answerable.server.database import start_embedded

        server, address = start_embedded(Path(name))
        os.environ["DATABASE_URL"] = address
        try:
            cookie, question = prepare(chosen.posts, chosen.questions)
            compare(chosen, cookie, question)
        finally:
            server.cleanup()


def prepare(posts: int, questions: int) -> tuple[str, str]:
    """Migrates, fills, signs a person in; the session cookie and a question that many ask."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.middleware.csrf import _get_new_csrf_string

    from answerable.jobs.heartbeat import beating
    from answerable.questions.models import Question
    from bench.filled import fill

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    began = time.monotonic()
    person = fill(posts=posts, questions=questions)
    print(f"{posts:,} posts in {questions:,} questions, filled in {time.monotonic() - began:.0f} s")
    with beating("bench"):
        pass
    session = SessionStore()
    session.update({SESSION_KEY: str(person.pk), HASH_SESSION_KEY: person.get_session_auth_hash()})
    session[BACKEND_SESSION_KEY] = "answerable.accounts.backend.SignedIn"
    session.save()
    busiest = Question.objects.filter(state="new").order_by("-asker_count")[0]
    # A browser brings the secret of its forms back from its second page on.
    return f"session={session.session_key}; csrf={_get_new_csrf_string()}", busiest.public_id


def compare(chosen: argparse.Namespace, cookie: str, question: str) -> None:
    """One line for each page, the bare one first and last, so that a drift of the machine shows."""
    from django.conf import settings

    host = settings.DATABASES["default"]["HOST"]
    os.environ["BENCH_DATABASE"] = f"{host}|{settings.DATABASES['default']['NAME']}"
    pages = [
        ("inbox", "answerable.server.web:application", "/desk/"),
        ("inbox, searched", "answerable.server.web:application", "/desk/?q=library+refund"),
        ("question", "answerable.server.web:application", f"/desk/questions/{question}/"),
        ("posts of a question", "answerable.server.web:application", f"/desk/questions/{question}/posts/"),
        ("public answers", "answerable.server.web:application", "/"),
    ]
    print(f"{'page':22} {'p50 ms':>8} {'p95 ms':>8} {'req/s':>8} {'CPU ms':>8} {'x bare':>7}")
    bare = measure("bench.bare:application", "/", "", chosen.requests)
    show("bare, two queries", bare, bare.cpu)
    for name, target, path in pages:
        show(name, measure(target, path, cookie, chosen.requests), bare.cpu)
    show("bare again", measure("bench.bare:application", "/", "", chosen.requests), bare.cpu)


class Measured:
    """Latencies in seconds, requests a second, CPU milliseconds of the web process a request."""

    def __init__(self, times: list[float], wall: float, cpu: float) -> None:
        self.p50 = statistics.median(times) * 1000
        self.p95 = statistics.quantiles(times, n=20)[18] * 1000
        self.rate, self.cpu = len(times) / wall, cpu / len(times) * 1000


def show(name: str, measured: Measured, bare: float) -> None:
    """One line of the table."""
    times = f"{measured.p50:8.1f} {measured.p95:8.1f} {measured.rate:8.0f} {measured.cpu:8.2f}"
    print(f"{name:22} {times} {measured.cpu / bare:7.1f}", flush=True)


def measure(target: str, path: str, cookie: str, requests: int) -> Measured:
    """Serves `target` by granian as the product does, and asks for `path` over 8 kept connections."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(WORKERS),
        "--blocking-threads",
        str(min(8, 2 * (os.cpu_count() or 1) + 1)),
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / "granian"), *arguments, target], start_new_session=True
    )
    try:
        wait_for(port)
        ask(port, path, cookie, WARM_UP)
        tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        before, began = cpu_of(tree), time.monotonic()
        times = ask(port, path, cookie, requests)
        return Measured(times, time.monotonic() - began, cpu_of(tree) - before)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def cpu_of(tree: list[psutil.Process]) -> float:
    """CPU seconds of a process tree so far."""
    return sum(sum(one.cpu_times()[:2]) for one in tree)


def wait_for(port: int) -> None:
    """Until something answers there."""
    for _try in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not start")


def ask(port: int, path: str, cookie: str, requests: int) -> list[float]:
    """How long each request took."""
    times: list[float] = []

    def one_connection() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for _number in range(requests // CONNECTIONS):
            began = time.perf_counter()
            line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            times.append(time.perf_counter() - began)

    threads = [threading.Thread(target=one_connection) for _number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) < requests // CONNECTIONS * CONNECTIONS:
        raise RuntimeError(f"{path}: some requests failed")
    return times


if __name__ == "__main__":
    main()
