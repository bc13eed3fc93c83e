"""What open windows are given when a macro changes, or a run of one gets further."""

from typing import Any

from shopkeeper import conversations
from shopkeeper.automation import store
from shopkeeper.automation.events import MacroChanged, MacroRan
from shopkeeper.kit import live
from shopkeeper.kit.db import Tx


def _macro(tx: Tx, fact: MacroChanged) -> dict[str, Any]:
    found = store.one(tx, fact.macro_id)
    return {"macros": [found]} if found else {"removed": [fact.macro_id]}


def _run(tx: Tx, fact: MacroRan) -> dict[str, Any]:
    found = store.run(tx, fact.run_id)
    return {"macro_runs": [found], conversations.ONLY: found.agent_id} if found else {}


live.shows[MacroChanged] = _macro
live.shows[MacroRan] = _run
