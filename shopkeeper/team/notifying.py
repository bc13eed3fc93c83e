"""Telling agents: by mail when they are not at the desk, in their language. Who carries the mail is handed in by main.

A letter never quotes a customer: it says that there is something, and where.
"""

from collections.abc import Awaitable, Callable

import msgspec

from shopkeeper.kit import clock, jobs
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import letters

TELL = "team.tell"
ALERT = "team.alert"
# Somebody who is just walking back to the desk need not find a mail too; and five words in a minute make one letter.
ALERT_AFTER = clock.MINUTE


class Letter(msgspec.Struct, frozen=True):
    """A plain mail to an agent."""

    to: str
    name: str
    subject: str
    text: str


Sender = Callable[[Ctx, Letter], Awaitable[None]]
"""Carries a letter. Raises Busy or Unavailable to have it tried again."""


def tell(tx: Tx, agent_id: str, kind: str, *, session_id: str | None = None) -> None:
    """A letter about their own account, whatever their alerts say. `kind` is one of letters.KINDS.

    `session_id`: the window it is about; the letter says where and what it is.
    """
    about = {"session_id": session_id} if session_id else {}
    jobs.enqueue(tx, TELL, {"agent_id": agent_id, "kind": letters.known(kind), **about})


def alert(tx: Tx, agent_id: str, kind: str, conversation_id: str, *, by: str | None = None) -> None:
    """Let an agent know of something in a conversation: "assigned", "mentioned", "answered" (the customer wrote again) or "macro_stopped".

    Goes out after a minute by mail, if they want that and are not here by then; one letter for several of a kind.
    `by` is the colleague's agent id.
    """
    args = {"agent_id": agent_id, "kind": letters.known(kind), "conversation_id": conversation_id, "by": by}
    id = f"alert:{agent_id}:{conversation_id}:{kind}"
    jobs.enqueue(tx, ALERT, args, at=tx.now + ALERT_AFTER, id=id)
