"""Makes the one-file verifier out of the modules that the product itself verifies with."""

import ast
import inspect
from functools import cache
from types import ModuleType

from answerable.pure.ledger import (
    audit,
    audit_proof,
    checkpoint,
    disclosure,
    ed25519,
    entry,
    entry_types,
    layout,
    note,
    process,
    proof_file,
    reading,
    report,
    tiles,
    tree,
    trust,
    zipped,
)
from answerable.record import verify

PARTS: tuple[ModuleType, ...] = (
    tree,
    tiles,
    ed25519,
    note,
    checkpoint,
    trust,
    disclosure,
    entry_types,
    entry,
    process,
    report,
    layout,
    zipped,
    reading,
    audit,
    proof_file,
    audit_proof,
    verify,
)
"""In the order in which they need each other."""

_HEAD = '''#!/usr/bin/env python3
"""Checks this copy of the public record. Needs Python 3.10 or newer, nothing installed, and no network.

    python3 verify.py                       checks the folder this file lies in
    python3 verify.py record.zip            checks a zip file
    python3 verify.py answer.tlog-proof     checks the proof of one entry
    --trust keys.txt                        keys you got from the body by another way
    --checkpoint FILE                       a checkpoint you kept from an earlier copy

It prints each step it takes and why. Ends with 0 if all is right, 1 if something is wrong, 2 if nothing was checked.
"""

'''
_FOOT = '\n\nif __name__ == "__main__":\n    sys.exit(main())\n'


@cache
def standalone_verifier() -> str:
    """The source of `verify.py`: the parts one after another, their imports from one another left out."""
    imports: set[str] = set()
    bodies = [_take_apart(part, imports) for part in PARTS]
    return _HEAD + "\n".join(sorted(imports)) + "\n" + "".join(bodies) + _FOOT


def _take_apart(part: ModuleType, imports: set[str]) -> str:
    """The part without its imports, which are added to `imports`, its first sentence as a heading."""
    source = inspect.getsource(part)
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("answerable.")):
                imports.add(ast.unparse(node))
            lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    docstring = ast.parse(source).body[0]
    lines[: docstring.end_lineno] = [""] * (docstring.end_lineno or 0)
    heading = " ".join((part.__doc__ or "").split())
    return f"\n\n# {'-' * 100}\n# {heading}\n\n" + "\n".join(lines).strip() + "\n"
