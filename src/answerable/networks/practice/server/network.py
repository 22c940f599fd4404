"""The practice network as a whole: its store, its people's plans, its rates and its faults, at one moment."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from answerable.networks.practice.server.accounts import open_tokens
from answerable.networks.practice.server.faults import Dice, Faults
from answerable.networks.practice.server.posts import carry_out_due
from answerable.networks.practice.server.rates import Rate, Windows
from answerable.networks.practice.server.seeds import Pace, Seed, release_due, resume_pace
from answerable.networks.practice.server.store import Store, setting

MOST_CHARACTERS = 500

RATES = {"writes": Rate(300, 60), "reads": Rate(6000, 60)}
"""Writing at five a second lets a training answer reach everybody while one watches; reading is as good as free."""


@dataclass
class PracticeNetwork:
    """Everything behind the socket. `clock` gives seconds since 1970."""

    store: Store
    windows: Windows
    dice: Dice
    seeds: Sequence[Seed]
    pace: Pace
    clock: Callable[[], float]

    @classmethod
    def open(cls, path: Path, *, seeds: Sequence[Seed], pace: Pace, clock: Callable[[], float]) -> "PracticeNetwork":
        """Opens the store at `path`, or makes it, with the tokens beside it (`tokens_path`)."""
        store = Store(path)
        with store.transaction() as db:
            open_tokens(db, tokens_path(path))
            resume_pace(db, pace, now=clock())
            faults = Faults.from_json(setting(db, "faults", {}))
            kept = setting(db, "rates", {})
        rates = {name: Rate.from_json(kept[name]) if name in kept else rate for name, rate in RATES.items()}
        return cls(store, Windows(rates), Dice(faults), seeds, pace, clock)

    @contextmanager
    def present(self) -> Iterator[tuple[sqlite3.Connection, float]]:
        """A transaction at this moment, in which everything has happened that was due by now."""
        with self.store.transaction() as db:
            now = self.clock()
            release_due(db, self.seeds, self.pace, now=now)
            carry_out_due(db, now=now)
            yield db, now


def tokens_path(store_path: Path) -> Path:
    """Where the tokens of a store are: a JSON object of account and token, for its owner's eyes alone."""
    return store_path.with_name(store_path.name + ".tokens.json")
