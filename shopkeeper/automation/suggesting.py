"""Which macro fits here: by what the talk is about, by what was sent for such talks before, and by the customer's own words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from shopkeeper import conversations
from shopkeeper.automation import store
from shopkeeper.automation.model import Macro, Suggestion
from shopkeeper.conversations import Conversation
from shopkeeper.kit import text
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

MOST = 3
_TOPIC, _USED, _WORDS = 3.0, 2.0, 4.0
_SHORTEST = 3
"""Letters: shorter words say nothing about a matter."""


def suggestions(tx: Tx, agent: Agent, conversation_id: str, limit: int = MOST) -> tuple[Suggestion, ...]:
    """The best few, the best first, each with why. Raises NoSuchConversation, NotYourInbox."""
    talk = conversations.conversation(tx, agent, conversation_id)
    all_ = [one for one in store.everything(tx) if one.brand_id in (None, talk.brand_id)]
    uses = store.uses(tx, talk.topic_id) if talk.topic_id else {}
    common = _common(all_, _last_words(tx, talk))
    found = [(score, macro, why) for macro in all_ for score, why in [_fit(macro, talk, uses, common)] if score > 0]
    found.sort(key=lambda one: (-one[0], -one[1].used, one[1].name))
    return tuple(Suggestion(macro_id=macro.id, why=why) for _, macro, why in found[:limit])


def _fit(macro: Macro, talk: Conversation, uses: dict[str, int], common: dict[str, list[str]]) -> tuple[float, str]:
    score = 0.0
    whys: list[str] = []
    if macro.topic_id is not None and macro.topic_id == talk.topic_id:
        score, whys = score + _TOPIC, [*whys, "topic"]
    if times := uses.get(macro.id, 0):
        score, whys = score + _USED * math.log2(1 + times) / 4, [*whys, f"used {times} times for this topic"]
    if words := common.get(macro.id):
        score, whys = score + _WORDS * (1 - 1 / (1 + len(words))), [*whys, f"words: {', '.join(words[:4])}"]
    return score, "; ".join(whys)


def _last_words(tx: Tx, talk: Conversation) -> str:
    last = conversations.messages(tx, talk.id, "in", 1)
    return f"{talk.subject} {last[0].body.get('text', '')[:2_000]}" if last else talk.subject


def _common(all_: Sequence[Macro], said: str) -> dict[str, list[str]]:
    """The words each macro shares with what was said; those that stand in every other macro tell nothing."""
    heard = _bag(said)
    bags = {macro.id: _bag(f"{macro.name} {macro.shortcut}") for macro in all_}
    often = Counter(word for bag in bags.values() for word in bag)
    return {
        id: sorted(word for word in bag & heard if often[word] <= max(1, len(all_) // 3)) for id, bag in bags.items()
    }


def _bag(words: str) -> set[str]:
    return {word for word in text.normal(words).split() if len(word) >= _SHORTEST}
