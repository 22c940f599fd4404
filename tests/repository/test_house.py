"""The house rules that no other tool checks: names, sizes, a purpose in every file, tables that point down."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "answerable"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
STREET = [
    *("pure", "networks", "jobs", "design", "record", "accounts", "guidance", "channels"),
    *("listening", "questions", "desk", "answers", "keeping", "measures", "server"),
]
FORBIDDEN_NAMES = re.compile(r"(Manager|Handler|Processor|Service|Helper)$|^(do|process|handle)_")
LEFTOVER_ROOMS = {"utils", "util", "helpers", "helper", "common", "misc", "services", "lib", "core"}
NAMED_BY_OTHERS = {"process_exception", "process_view", "do_GET", "do_POST", "handle_request", "handle_error"}
"""What Django and the standard library call by these names."""
SEEN_FROM_BELOW = {"Placing.post", "PostVector.post", "Draft.question", "Answer.question"}
"""Links whose other end may be asked for by name: posts are looked for by their question, questions by their answer."""
MOST_LINES, MOST_FUNCTION_LINES = 300, 50


def trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in FILES]


def test_every_file_says_what_it_is_for() -> None:
    silent = [path for path, tree in trees() if not ast.get_docstring(tree)]
    assert silent == []


def test_no_file_is_longer_than_300_lines() -> None:
    texts = [*FILES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    long = {str(path): count for path in texts if (count := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES}
    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        f"{path.name}:{node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, functions) and (node.end_lineno or 0) - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


def test_names_are_the_clerks_words() -> None:
    named = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    odd = [
        f"{path.name}:{node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, named) and FORBIDDEN_NAMES.search(node.name) and node.name not in NAMED_BY_OTHERS
    ]
    assert odd == []


def test_no_room_is_for_leftovers() -> None:
    assert [path for path in SOURCE.rglob("*") if path.stem in LEFTOVER_ROOMS] == []


def test_nothing_listens_to_signals() -> None:
    # processes.py listens to the operating system's signals, which is how a process is asked to stop.
    listening = [
        path.name for path in FILES if re.search(r"django\.dispatch|@receiver|\.connect\(.*sender", path.read_text())
    ]
    assert listening == []


def test_tables_point_only_down_the_street() -> None:
    ours = {config.label: STREET.index(config.label) for config in apps.get_app_configs() if config.label in STREET}
    upward = [
        f"{model.__name__}.{field.name}"
        for config in apps.get_app_configs()
        if config.label in ours
        for model in config.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model._meta.app_label in ours
        if ours[field.related_model._meta.app_label] > ours[config.label]
    ]
    assert upward == []


def test_links_between_areas_leave_no_trace_on_the_lower_one() -> None:
    visible = [
        f"{model.__name__}.{field.name}"
        for config in apps.get_app_configs()
        if config.label in STREET
        for model in config.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model._meta.app_label in STREET
        if field.related_model._meta.app_label != config.label and not field.remote_field.related_name.endswith("+")
    ]
    assert set(visible) == SEEN_FROM_BELOW


def test_pages_write_nothing_themselves() -> None:
    writing = re.compile(
        r"\.objects\b.*\.(create|update|bulk_create|get_or_create|update_or_create)\(|\.(save|delete)\(\)"
    )
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in FILES
        if {"pages", "public"} & set(path.parts)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if writing.search(line)
    ]
    assert found == []


def test_the_lock_files_name_no_host() -> None:
    locks = [*ROOT.glob("requirements*.txt"), *SOURCE.rglob("package-lock.json")]
    assert locks
    assert [
        lock.name
        for lock in locks
        if re.search(r'"resolved"|--index-url|--extra-index|^https?://', lock.read_text(), re.MULTILINE)
    ] == []


def test_every_dependency_has_a_sentence() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [") + 1
    block = lines[start : start + lines[start:].index("]")]
    bare = [
        after
        for before, after in pairwise(["", *block])
        if after.strip().startswith('"') and not before.strip().startswith("#")
    ]
    assert bare == []


@pytest.mark.django_db
def test_every_migration_is_made() -> None:
    from io import StringIO

    from django.core.management import call_command

    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())
