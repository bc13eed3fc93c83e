"""Each thing that is taken in, told to whoever watches: counted by what became of it, and a stretch of a trace."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec

from shopkeeper.channels.model import ArrivalState, Outcome
from shopkeeper.kit import watching

P = ParamSpec("P")


def told(way: str) -> Callable[[Callable[P, Awaitable[Outcome]]], Callable[P, Awaitable[Outcome]]]:
    """For the functions that take in. `way` is posted (a hook, a chat) or kept (fetched, delivered or imported before)."""

    def around(take: Callable[P, Awaitable[Outcome]]) -> Callable[P, Awaitable[Outcome]]:
        @wraps(take)
        async def watched(*args: P.args, **options: P.kwargs) -> Outcome:
            with watching.arrival(way) as one:
                outcome = await take(*args, **options)
                one.ended(_word(outcome), **_ids(outcome) if watching.on() else {})
                return outcome

        return watched

    return around


def _word(outcome: Outcome) -> str:
    return "later" if outcome.state is ArrivalState.new else outcome.state.value


def _ids(outcome: Outcome) -> dict[str, str | None]:
    return {name: getattr(outcome, name) for name in ("arrival_id", "entry_id", "conversation_id", "person_id")}
