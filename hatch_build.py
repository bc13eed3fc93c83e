"""Builds the front ends into the wheel, so that `pip install .` needs no Node on the machine."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "scripts" / "lib"))

import frontend


class FrontEnds(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install serves whatever the scripts built last."""
        if version != "editable":
            frontend.build_all()
