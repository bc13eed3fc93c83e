"""How work is moved without hands.

A macro is what an agent need not type or do again: words with this customer's own data in them, under a short name, and what
is done along with them in the same click: a refund, a tag, the closing. Rules, routing, promises and flows will live here too.
"""

from shopkeeper.automation import showing
from shopkeeper.automation.events import MacroChanged, MacroRan
from shopkeeper.automation.macros import (
    MacroChange,
    NewMacro,
    add_macro,
    all_macros,
    change_macro,
    macro,
    remove_macro,
)
from shopkeeper.automation.model import Act, Look, Macro, Run, RunState, Step, StepState, Suggestion, Wish
from shopkeeper.automation.running import go_on, look, run, runs, stop
from shopkeeper.automation.shop_acts import SHOP_DEEDS
from shopkeeper.automation.shop_following import SHOP_DID
from shopkeeper.automation.shop_following import handlers as shop_handlers
from shopkeeper.automation.shred import PERSONAL, erase_person, export_person
from shopkeeper.automation.suggesting import suggestions

__all__ = [
    "PERSONAL",
    "SHOP_DEEDS",
    "SHOP_DID",
    "Act",
    "Look",
    "Macro",
    "MacroChange",
    "MacroChanged",
    "MacroRan",
    "NewMacro",
    "Run",
    "RunState",
    "Step",
    "StepState",
    "Suggestion",
    "Wish",
    "add_macro",
    "all_macros",
    "change_macro",
    "erase_person",
    "export_person",
    "go_on",
    "look",
    "macro",
    "remove_macro",
    "run",
    "runs",
    "shop_handlers",
    "showing",
    "stop",
    "suggestions",
]
