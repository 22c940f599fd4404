"""Makes what the wheel carries and the repository does not: the design system's files and the sentence model."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from build_steps import design_system, sentence_model  # noqa: E402  the folder is beside this file, not installed


class Assets(BuildHookInterface):
    """Runs each build step once; a step whose result is already there does nothing."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, where the machine has none; what every build needs is in pyproject.toml."""
        return design_system.REQUIREMENTS

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by the build for editable installs and wheels alike."""
        for step in (design_system, sentence_model):
            step.make(ROOT)
