"""The nouns of this room. Frozen, without I/O."""

import msgspec


class SavedReply(msgspec.Struct, frozen=True):
    """Words an agent need not type again. `shortcut` is what they type instead, without the slash; `html` for mail.

    `{name}` and the like in the text are filled in by the composer. `brand_id` and `topic_id` say where it is offered
    first; None means everywhere. `created_by` is the agent who wrote it.
    """

    id: str
    name: str
    shortcut: str
    text: str
    html: str | None
    brand_id: str | None
    topic_id: str | None
    created_by: str | None
