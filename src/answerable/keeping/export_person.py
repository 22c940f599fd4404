"""The copy that is handed to a person: one zip with a page to read and the same as JSON, others' data taken out."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from django.template.loader import render_to_string

from answerable.accounts.models import Body
from answerable.desk.models import RiskStep
from answerable.keeping.inventory import PARTS, SAFEGUARDING, Part, Row, Subject, subject_of
from answerable.keeping.mentions import Mention, Naming, disclosed, mentions
from answerable.keeping.models import PersonRequest
from answerable.pure.ledger.disclosure import parse_disclosure
from answerable.pure.text.personal_data import mask
from answerable.record.models import Disclosure

IN_MEMORY = 5_000_000
AROUND = 200


def export_person(*, request: PersonRequest, with_safeguarding: bool, at: datetime) -> IO[bytes]:
    """An open file at its beginning, which goes away when it is closed. Writes nothing to the database.

    `with_safeguarding` is a person's decision: what could do serious harm to somebody's health need not be handed over
    (Data Protection Act 2018, schedule 3, part 2).
    """
    of, body = subject_of(request), Body.objects.get()
    parts = [one for one in PARTS if with_safeguarding or not one.code.startswith(SAFEGUARDING)]
    told = [told for part in parts if (told := _told(part, of))["rows"]]
    named = _named(of, with_safeguarding=with_safeguarding)
    if named["rows"]:
        told.append(named)
    around = {"request": request.public_id, "body": body.name, "made_at": at, "parts": told}
    files = {
        "index.html": render_to_string("keeping/copy.html", around).encode(),
        "data.json": json.dumps(around, default=str, ensure_ascii=False, indent=1).encode(),
    }
    files["SHA256SUMS"] = "".join(
        f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    ).encode()
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller sends and closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    made.seek(0)
    return made


def _told(part: Part, of: Subject) -> dict[str, Any]:
    rows = [_only_theirs(part.shown(row), of) for row in part.rows(of).order_by("pk").iterator(chunk_size=500)]
    return {"code": part.code, "title": str(part.title), "rows": rows}


def _only_theirs(row: Row, of: Subject) -> Row:
    """What a network told of a post names others as well: they are masked, the person's own words are not touched."""
    return row if "told" not in row else {**row, "told": _masked(row["told"], of)}


def _masked(told: Any, of: Subject) -> Any:
    """Every text in it but their own: names of others stand in texts of their own beside marks such as `handle`."""
    if isinstance(told, dict):
        return {name: _masked(one, of) for name, one in told.items()}
    if isinstance(told, list):
        return [_masked(one, of) for one in told]
    return mask(told, keep=_own_forms(of)) if isinstance(told, str) else told


def _own_forms(of: Subject) -> list[str]:
    return [form for one in of.identifiers for form in (one, f"@{one}")]


def _named(of: Subject, *, with_safeguarding: bool) -> dict[str, Any]:
    """Where others or we name them: the words around the name, everybody else masked."""
    naming = Naming(of.identifiers)
    found = [*mentions(naming, without=of.posts), *mentions(naming, published=True)]
    shown = [one for one in found if with_safeguarding or not isinstance(one.row, RiskStep)]
    rows = [row for one in shown for row in _around(one, of)] + [_entry(one) for one in disclosed(naming)]
    return {"code": "named", "title": "Where else you are named", "rows": rows}


def _around(one: Mention, of: Subject) -> Iterator[Row]:
    naming = Naming(of.identifiers)
    for text in dict.fromkeys(one.texts):
        masked = mask(text, keep=_own_forms(of))
        place = naming.first_in(masked)
        yield {"where": one.place, "words": masked[max(place - AROUND, 0) : place + AROUND]}


def _entry(one: Disclosure) -> Row:
    return {"where": f"The public record, {one.entry.type}", "words": parse_disclosure(one.encoded).value}
