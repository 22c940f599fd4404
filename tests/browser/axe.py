"""Asks axe-core whether a page can be used by everyone: WCAG 2.2 AA and its best practice."""

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

CHECKER = Path(__file__).parents[2] / ".make" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Fail with rule, words and element of everything axe finds on the page as it stands.

    The checker is put in through the debugger, so that the page's policy stays as it is; needs `make` to have
    fetched it (build_steps/design_system.py).
    """
    page.evaluate(CHECKER.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    broken = [_told(violation, node) for violation in found["violations"] for node in violation["nodes"]]
    assert not broken, f"{len(broken)} findings on {page.url}:\n" + "\n".join(broken)


def assert_fits(page: Page) -> None:
    """Fail where the page is wider than its window: nobody should scroll sideways to read (WCAG 1.4.10)."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than its window"


def watch_console(page: Page) -> list[str]:
    """A list that fills with every warning and error the browser writes while the page is used."""
    said: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose, and the browser writes a line for it.
        expected = "Failed to load resource: the server responded with a status of 4" in message.text
        if message.type in {"error", "warning"} and not expected:
            said.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def _told(violation: dict[str, Any], node: dict[str, Any]) -> str:
    return f"  {violation['id']}: {violation['help']}\n    {node['html'][:200]}\n    {node['failureSummary'][:300]}"
