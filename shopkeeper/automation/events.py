"""The facts this room announces."""

from shopkeeper.kit.events import Fact


class MacroChanged(Fact, frozen=True):
    """A macro was added, changed or removed."""

    macro_id: str


class MacroRan(Fact, frozen=True):
    """A run of a macro got further: begun, done, waiting for the shop, or stopped."""

    run_id: str
    conversation_id: str
