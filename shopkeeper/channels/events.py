"""The facts this room announces: ids only, never words."""

from __future__ import annotations

from shopkeeper.kit.events import Fact


class InboxChanged(Fact, frozen=True, tag=True):
    """An inbox was connected, edited, paused, removed, or got into trouble."""

    inbox_id: str


class MailQuarantined(Fact, frozen=True, tag=True):
    """Something came that could not be taken in. It is kept, with the reason."""

    quarantine_id: str
