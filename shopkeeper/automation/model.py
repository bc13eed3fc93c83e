"""The nouns of this room. Frozen, without I/O. Times are milliseconds UTC."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from shopkeeper import channels


class Act(msgspec.Struct, frozen=True):
    """One thing a macro does beside its words: `kind` names it (tag, topic, close, refund …), `args` say how."""

    kind: str
    args: dict[str, Any] = {}


class Macro(msgspec.Struct, frozen=True, kw_only=True):
    """Words an agent need not type again, and what is done along with them, in one click.

    `shortcut` is what they type instead, without the slash; `html` for mail. `text` and `html` are Liquid: {{ order.number }}.
    `brand_id` and `topic_id` say where it is offered first; None means everywhere. `created_by` is the agent who wrote it,
    `used` how often it was sent.
    """

    id: str
    name: str
    shortcut: str
    text: str
    html: str | None
    brand_id: str | None
    topic_id: str | None
    created_by: str | None
    acts: tuple[Act, ...] = ()
    used: int = 0


class StepState(StrEnum):
    """`ready`: will be done; `waiting`: the shop is at it; `stopped`: it was refused; `left`: not done because of that."""

    ready = "ready"
    waiting = "waiting"
    done = "done"
    stopped = "stopped"
    left = "left"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a macro does, in words ("Tags it with late"), and how far it is."""

    kind: str
    words: str
    args: dict[str, Any] = {}
    state: StepState = StepState.ready
    problem: str | None = None


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """A macro with this customer's data in it, before anything is done.

    `missing` are names without a value here; each stands in the words as a gap. `steps` is what will be done, in that order,
    the words among them. `about` is the order it speaks of ("#1001"), None when it speaks of none.
    """

    macro_id: str
    text: str
    html: str | None
    missing: tuple[str, ...]
    steps: tuple[Step, ...]
    about: str | None = None
    order_id: str | None = None
    order_version: str = ""


class RunState(StrEnum):
    """`waiting`: for the shop; `stopped`: the shop refused, and what came after was not done."""

    waiting = "waiting"
    done = "done"
    stopped = "stopped"


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """One click on a macro. `id` is chosen by the browser: the same again is the same click.

    `answer` is what goes out (the words as the agent saw and perhaps changed them), None where the macro only acts.
    `order_id` is the order it is about, `order_version` that order as the agent saw it.
    """

    id: str
    macro_id: str
    answer: channels.Answer | None = None
    order_id: str | None = None
    order_version: str = ""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one click: each step with its state. `entry_id` is the answer, once it is written."""

    id: str
    macro_id: str
    conversation_id: str
    agent_id: str
    state: RunState
    steps: tuple[Step, ...]
    at: int
    entry_id: str | None = None
    problem: str | None = None


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A macro that may fit here, and why, in words."""

    macro_id: str
    why: str
