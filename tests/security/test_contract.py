"""The API keeps its word: schemathesis against a real desk, a few examples here and hundreds as a command (see contract.py)."""

from pathlib import Path

import pytest

from tests.security import contract

pytestmark = pytest.mark.servers


async def test_the_api_keeps_its_word(tmp_path: Path) -> None:
    fell = await contract.examined(tmp_path, ("admin", "nobody"), examples=1, seed=1, phases="fuzzing")
    assert not fell, "\n".join(fell.values())
