"""The build of the design system: locked, idempotent, and without the brand it comes with."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("design_system", ROOT / "build_steps" / "design_system.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A tree with what the build reads, marked as made."""
    shutil.copytree(
        ROOT / build.DESIGN, tmp_path / build.DESIGN, ignore=shutil.ignore_patterns("vendor", "__pycache__")
    )
    (tmp_path / build.VENDOR).mkdir()
    (tmp_path / build.VENDOR / build.STAMP).write_text(build._fingerprint(tmp_path))
    return tmp_path


def test_the_lock_names_no_address_and_pins_by_hash() -> None:
    lock = json.loads((ROOT / "src/answerable/design/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all("resolved" not in package for package in packages.values())
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())


def test_what_is_made_already_is_not_made_again(copy: Path) -> None:
    before = sorted((copy / build.VENDOR).iterdir())
    build.make(copy)
    assert sorted((copy / build.VENDOR).iterdir()) == before


def test_a_change_of_a_source_asks_for_a_new_build(copy: Path) -> None:
    made = build._fingerprint(copy)
    (copy / build.DESIGN / "style" / "components.scss").write_text("/* other */")
    assert build._fingerprint(copy) != made
    assert not build._is_made(copy / build.VENDOR, build._fingerprint(copy))


@pytest.mark.parametrize("text", ['{font-family:"GDS Transport"}', ".x-crown{}", "/* GOV.UK */", "@font-face{}"])
def test_another_bodys_brand_stops_the_build(text: str) -> None:
    with pytest.raises(build.BuildError, match="not ours to use"):
        build._refuse_brand(text, "style sheet")


def test_a_command_that_fails_says_what_it_was_for(tmp_path: Path) -> None:
    with pytest.raises(build.BuildError, match="npm could not fetch"):
        build._run(["false"], tmp_path, "npm could not fetch the design system")
