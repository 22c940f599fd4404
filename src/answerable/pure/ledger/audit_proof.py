"""Checks one proof file in five steps: that this entry, with these texts, is in the record that the body signed."""

from collections.abc import Mapping

from answerable.pure.ledger.checkpoint import PLAIN_PYTHON, Verify
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.entry_types import ENTRY_TYPES
from answerable.pure.ledger.proof_file import ProofFile, is_included, parse_extra, parse_proof
from answerable.pure.ledger.reading import disclosed_names
from answerable.pure.ledger.report import Report, Step
from answerable.pure.ledger.trust import Trust, names_of, trusted_head


def audit_proof(encoded: bytes, trust: Trust, verify: Mapping[int, Verify] = PLAIN_PYTHON) -> Report:
    """Take the steps for one proof file; never raises for its content."""
    shape = Step("Proof file", "The file must be whole, and hold the entry it speaks of.")
    signed = Step("Checkpoint", "The body, and its witnesses, signed how long the record is and its root.")
    inside = Step("Place in the record", "The entry's hash, joined with those beside it, must lead to the signed root.")
    spelling = Step("Entry", "An entry may hold codes, counts and days only: no words, and no one's name.")
    texts = Step("Texts", "Each text must be the one its entry stands for.")
    report = Report([shape, signed, inside, spelling, texts])
    try:
        shape.taken = True
        proof = parse_proof(encoded)
        raw, disclosures = parse_extra(proof.extra or b"")
    except ValueError as error:
        shape.wrong(str(error))
        return report
    _check_checkpoint(signed, proof, trust, verify)
    _check_place(inside, proof, raw)
    _check_entry(spelling, texts, raw, disclosures)
    return report


def _check_checkpoint(step: Step, proof: ProofFile, trust: Trust, verify: Mapping[int, Verify]) -> None:
    step.taken = True
    try:
        head, keys = trusted_head(proof.checkpoint, trust, quorum=trust.quorum, verify=verify)
    except ValueError as error:
        step.wrong(str(error))
    else:
        step.findings.append(f"{head.size} entries of {head.origin}, signed by {names_of(keys)}")


def _check_place(step: Step, proof: ProofFile, raw: bytes) -> None:
    step.taken = True
    try:
        found = is_included(proof, raw)
    except ValueError as error:
        return step.wrong(str(error))
    if not found:
        return step.wrong("the entry does not lead to the root that was signed")
    return step.findings.append(f"it is entry {proof.index}")


def _check_entry(spelling: Step, texts: Step, raw: bytes, disclosures: list[str]) -> None:
    spelling.taken = texts.taken = True
    try:
        entry = parse_entry(raw)
    except ValueError as error:
        return spelling.wrong(str(error))
    spelling.findings.append(raw.decode())
    digests = set(entry.get("_sd", ()))
    names = disclosed_names(disclosures, digests, ENTRY_TYPES[entry["type"]].texts)
    if None in names:
        texts.wrong("a text that the entry does not stand for")
    return texts.findings.append(f"{len(names)} texts; {len(digests)} were taken away")
