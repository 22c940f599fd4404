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
    rotation,
    routes,
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
    routes,
    process,
    report,
    rotation,
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
    --witness KEY --quorum NUMBER           witnesses you trust, and how many of them must have signed

It prints each step it takes and why. Ends with 0 if all is right, 1 if something is wrong, 2 if nothing was checked.
"""

'''
_FOOT = '\n\nif __name__ == "__main__":\n    sys.exit(main())\n'


@cache
def standalone_verifier() -> str:
    """The source of `verify.py`: the parts one after another, their imports from one another left out."""
    imports: dict[str, set[str]] = {}
    bodies = [_take_apart(part, imports) for part in PARTS]
    return _HEAD + "\n".join(_import_lines(imports)) + "\n" + "".join(bodies) + _FOOT


def _take_apart(part: ModuleType, imports: dict[str, set[str]]) -> str:
    """The part without its imports, which go to `imports`, and with its docstring as a heading."""
    source = inspect.getsource(part)
    lines = source.splitlines()
    docstring, *rest = ast.parse(source).body
    _blank(lines, docstring)
    for node in rest:
        if isinstance(node, ast.Import):
            imports.update((each.name, set()) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            imports.setdefault(str(node.module), set()).update(each.name for each in node.names)
        else:
            continue
        _blank(lines, node)
    heading = [f"# {line}".strip() for line in inspect.cleandoc(part.__doc__ or "").splitlines()]
    return "\n".join(["\n", f"# {'-' * 100}", *heading, "", "\n".join(lines).strip(), ""])


def _blank(lines: list[str], node: ast.stmt) -> None:
    for number in range(node.lineno - 1, node.end_lineno or node.lineno):
        lines[number] = ""


def _import_lines(imports: dict[str, set[str]]) -> list[str]:
    """One line a module of the standard library: `import x` first, then `from x import y`."""
    outside = {module: names for module, names in imports.items() if not module.startswith("answerable.")}
    plain = [f"import {module}" for module, names in sorted(outside.items()) if not names]
    return plain + [
        f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(outside.items()) if names
    ]
