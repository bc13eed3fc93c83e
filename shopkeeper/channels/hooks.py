"""What other rooms and the chat adapter hang in here; `main` fills it. Each has a harmless default."""

from collections.abc import Callable

from shopkeeper.kit.db import Tx

presence_of: Callable[[str], bool]
"""person id → whether a live session of this identity is open now. Filled by the chat."""


def _nobody_is_here(_: str) -> bool:
    return False


presence_of = _nobody_is_here

continue_link: Callable[[Tx, str, str, str], str | None]
"""(tx, chat inbox id, person id, mail address) → a one-time link back to the talk on the shop's site. Filled by the chat."""


def _no_link(_: Tx, __: str, ___: str, ____: str) -> str | None:
    return None


continue_link = _no_link
