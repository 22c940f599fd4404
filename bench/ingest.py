"""Posts a second from a file of posts to stored payloads, to posts, and to posts in their questions; one process.

    python -m bench.ingest [--posts 20000] [--grouped 2000]

The posts are put together from parts with a fixed seed: some wordings come often, a tenth holds personal data, some are
Welsh or Irish. Beside it, in the same run: PostgreSQL's own COPY of the same file into a bare table, which is what the
disk and the server allow, and each step's share of the processor time of reading.
"""

import argparse
import csv
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

THINGS = [
    "bins",
    "library",
    "pool",
    "tax bill",
    "blue badge",
    "school place",
    "bus",
    "street light",
    "permit",
    "bridge",
]
ASKS = [
    "When is the {thing} {verb} on {street}?",
    "why has nobody {verb} the {thing} near {street} since {day}??",
    "Who do I ask about the {thing}, please. It was {verb} on {day}",
    "@council the {thing} at {street} again... {verb} or not?",
    "How much does it cost to have the {thing} {verb}",
    "Pryd mae'r {thing} yn {street} yn cael ei gasglu?",
    "Cathain a bheidh an {thing} ar {street} ar fáil arís?",
]
VERBS = ["collected", "mended", "closed", "opened", "moved", "cancelled", "changed", "delivered"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "last week", "the bank holiday"]
PRIVATE = [" ring me on 07700 900{n:03d}", " my email is p{n}@example.org", " I live at ZZ99 {d}AB"]
AT = datetime(2026, 11, 21, tzinfo=UTC)


def write_posts(path: Path, count: int) -> None:
    """The file, the same each time."""
    chance = random.Random(2026)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "author", "time", "text"])
        for number in range(count):
            street = f"{chance.choice(['Withy', 'Marl', 'Mill', 'Station'])} {chance.choice(['Lane', 'Road'])}"
            text = chance.choice(ASKS).format(
                thing=chance.choice(THINGS), verb=chance.choice(VERBS), street=street, day=chance.choice(DAYS)
            )
            if chance.random() < 0.1:
                text += chance.choice(PRIVATE).format(n=number % 1000, d=number % 10)
            rows.writerow([number, f"asker{chance.randrange(count // 2 + 1)}", "2026-11-20 10:00", text])


def measure(label: str, count: int, step: Callable[[], object]) -> None:
    """Runs a step and prints its speed."""
    began, burnt = time.perf_counter(), time.process_time()
    step()
    seconds, cpu = time.perf_counter() - began, time.process_time() - burnt
    print(f"{label:<52} {count / seconds:>9,.0f} posts/s   {1e6 * cpu / count:>7,.0f} us CPU a post here")


def copy_plainly(path: Path) -> None:
    """What the server takes when nothing is done with the rows."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, path.open("rb") as file:
        connection.execute("CREATE TABLE plain (id text, author text, time text, text text)")
        with connection.cursor().copy("COPY plain FROM STDIN (FORMAT csv, HEADER)") as copy:
            while chunk := file.read(65_536):
                copy.write(chunk)


def main() -> None:
    """Starts a database of its own, brings the file in step by step, prints a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--grouped", type=int, default=2_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        os.environ |= {"ANSWERABLE_DATA": name, "DJANGO_SETTINGS_MODULE": "answerable.server.settings"}
        from answerable.server.database import start_embedded

        server, os.environ["DATABASE_URL"] = start_embedded(Path(name))
        try:
            path = Path(name) / "posts.csv"
            write_posts(path, chosen.posts)
            print(f"{chosen.posts:,} posts, {path.stat().st_size / 1e6:.1f} MB")
            bring_in(path, chosen.posts, chosen.grouped)
        finally:
            server.cleanup()


def bring_in(path: Path, count: int, grouped: int) -> None:
    """Each step on its own, over the same rows."""
    channel = prepare()
    from django.db import connection

    from answerable.listening.bring_in import begin_import, read_waiting_files
    from answerable.listening.parse import parse_waiting
    from answerable.listening.words import words_of
    from answerable.pure.grouping.minilm import open_minilm
    from answerable.questions.group import place_waiting

    columns = {"id": "id", "author": "author", "time": "time", "text": "text"}
    words_of("Loads the model of languages, which happens once in a process.", claimed=None)
    measure("COPY into a bare table", count, lambda: copy_plainly(path))
    with path.open("rb") as file:
        begin_import(channel=channel, file=file, name=path.name, columns=columns, person=None, at=AT)
    measure("file to stored payloads", count, lambda: read_waiting_files(at=AT))
    measure("payloads to posts (masked, language, searchable)", count, lambda: parse_waiting(at=AT, limit=count))
    embedder = open_minilm()
    place_waiting(at=AT, embedder=embedder, limit=100)
    measure("posts to questions", grouped, lambda: place_waiting(at=AT, embedder=embedder, limit=grouped))
    connection.close()


def prepare():
    """Migrates, and opens a channel for files."""
    import django

    django.setup()
    from django.core.management import call_command

    from answerable.accounts.models import Body, Person
    from answerable.channels.models import Channel, Objective

    call_command("migrate", verbosity=0)
    Body.objects.create(name="Bench", set_up_at=AT)
    keeper = Person.objects.create(email="bench@example.org", name="Bench", roles=["administrator"], joined_at=AT)
    return Channel.objects.create(
        public_id="ch_bench",
        name="Bench",
        kind="file",
        objective=Objective.SERVICE,
        keeper=keeper,
        rules_read_at=AT,
        opened_at=AT,
    )


if __name__ == "__main__":
    main()
