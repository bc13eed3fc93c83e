"""Asking everybody. One check that fails is a finding itself, and stops no other."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from msgspec import Struct

from shopkeeper.kit import errors
from shopkeeper.kit.health.finding import BAD, Finding, State, find, words
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.watching import Sample

log = structlog.get_logger("health")

Check = Callable[[Ctx], Awaitable[Sequence[Finding]]]
Reading = Callable[[Ctx], Awaitable[Sequence[Sample]]]

CHECKS: list[Check] = []
"""Filled by main, in the order of the page."""
READINGS: list[Reading] = []
"""What /metrics shows beside what was counted; filled by main."""

PATIENCE = 8.0

words["check_failed"] = (
    "This could not be checked: {why}",
    "Look again in a moment; if it stays, the log says more.",
)


class Health(Struct, frozen=True, kw_only=True):
    """`state` is the worst of all."""

    state: State
    at: int
    findings: Sequence[Finding]


async def check(ctx: Ctx) -> Health:
    """Everything, now."""
    found = [finding for one in await asyncio.gather(*(_asked(one, ctx) for one in CHECKS)) for finding in one]
    worst = max((finding.state for finding in found), key=list(State).index, default=State.good)
    return Health(state=worst, at=ctx.now, findings=found)


async def readings(ctx: Ctx) -> list[Sample]:
    """The numbers of the moment. Those that cannot be had are left out, as Prometheus wants it."""
    samples: list[Sample] = []
    for one in READINGS:
        try:
            samples += await one(ctx)
        except errors.Failure as failure:
            log.warning("numbers are missing", why=failure.detail)
    return samples


async def _asked(one: Check, ctx: Ctx) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(PATIENCE):
            return await one(ctx)
    except errors.Failure as failure:
        why = failure.detail
    except TimeoutError:
        why = f"no answer within {PATIENCE:.0f} seconds"
    except Exception as error:  # the page of an owner in trouble must not break itself
        log.error("a health check failed", check=one.__qualname__, exc_info=error)
        why = type(error).__name__
    return [find("house", "check_failed", BAD, why=why)]
