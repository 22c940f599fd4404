"""The commands about witnesses: who cosigns our record, and whose records we cosign."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answerable.server.environment import Environment

OK = 0


def fill_witness_command(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `answerable witness`."""
    acts = parser.add_subparsers(required=True, metavar="ACT")
    acts.add_parser("show", help="our own keys as a witness, and where we are asked").set_defaults(witness=_show)
    acts.add_parser("list", help="who cosigns our record, and whose records we cosign").set_defaults(witness=_list)
    ask = acts.add_parser("ask", help="ask that witness to cosign our record from now on")
    ask.add_argument("address", help="such as https://other.example.gov.uk/witness")
    ask.add_argument("keys", nargs="+", metavar="KEY", help="its keys, as it publishes them")
    ask.set_defaults(witness=_ask)
    leave = acts.add_parser("leave", help="ask that witness no more")
    leave.add_argument("address")
    leave.set_defaults(witness=_leave)
    watch = acts.add_parser("watch", help="cosign the record of another body from now on")
    watch.add_argument("keys", nargs=1, metavar="KEY", help="the key of its record")
    watch.set_defaults(witness=_watch)
    unwatch = acts.add_parser("unwatch", help="cosign that record no more")
    unwatch.add_argument("origin")
    unwatch.set_defaults(witness=_unwatch)


def act_on_witness(chosen: argparse.Namespace, settings: "Environment") -> int:
    """Runs the act chosen."""
    chosen.witness(chosen, settings)
    return OK


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _show(_chosen: argparse.Namespace, settings: "Environment") -> None:
    from answerable.record.public.witness import witness_name
    from answerable.record.watch import witness_keys

    _say(f"Other bodies ask us at {settings.public_address}/witness with:")
    for key in witness_keys(settings.keys, name=witness_name()):
        _say(f"answerable witness ask {settings.public_address}/witness {key.public.vkey}")


def _list(_chosen: argparse.Namespace, _settings: "Environment") -> None:
    from answerable.record.models import Watched, Witness
    from answerable.record.watch import stands_at

    for witness in Witness.objects.order_by("address"):
        _say(f"asked     {witness.address}: {witness.trouble or f'cosigned {witness.size} entries'}")
    for watched in Watched.objects.exclude(vkeys="").order_by("origin"):
        head = stands_at(watched)
        _say(f"cosigned  {watched.origin}: {head.size if head else 0} entries")


def _ask(chosen: argparse.Namespace, _settings: "Environment") -> None:
    from answerable.jobs import clock
    from answerable.record.ask_witnesses import add_witness, ask_witnesses
    from answerable.record.models import Witness

    witness = add_witness(chosen.address, chosen.keys)
    ask_witnesses(at=clock.now())
    now = Witness.objects.get(pk=witness.pk)
    _say(f"{now.address} is asked from now on; {now.trouble or f'it has cosigned {now.size} entries'}.")


def _leave(chosen: argparse.Namespace, _settings: "Environment") -> None:
    from answerable.record.ask_witnesses import leave_witness

    leave_witness(chosen.address)
    _say(f"{chosen.address} is asked no more.")


def _watch(chosen: argparse.Namespace, _settings: "Environment") -> None:
    from answerable.record.watch import watch_record

    _say(f"The record {watch_record(chosen.keys[0]).origin} is cosigned from now on.")


def _unwatch(chosen: argparse.Namespace, _settings: "Environment") -> None:
    from answerable.record.watch import unwatch_record

    unwatch_record(chosen.origin)
    _say(f"The record {chosen.origin} is cosigned no more.")
