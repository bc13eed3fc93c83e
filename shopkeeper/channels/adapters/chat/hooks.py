"""Who carries a mail with a code to a customer: one of the desk's mailboxes, unless somebody hangs in another way."""

from collections.abc import Awaitable, Callable

from shopkeeper.channels.letters import send_letter
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import Letter

carry: Callable[[Ctx, Letter], Awaitable[None]] = send_letter
"""Raises Busy or Unavailable to be asked again."""
