"""Whether a parcel is late or stuck: judged against what was promised, in business days, by the recipient's own calendar and clock.

What counts as promised: what the shop told the customer, else the carrier's first estimate, else the owner's rule for that carrier
and service. A parcel is late when the promised day has ended where the recipient lives and it has not come; stuck when nobody has
seen it for too many business days. Both are told once, after the service that follows it was asked once more. Looking is
clock-driven: each parcel knows when it is looked at next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import anyio.to_thread
import structlog
from msgspec import Struct

from shopkeeper.commerce import parcels as telling
from shopkeeper.commerce.applying import snapshot_of
from shopkeeper.commerce.calendars import Calendar, after, day_of, end_of, noon, working
from shopkeeper.commerce.carriers import hearing, registering
from shopkeeper.commerce.carriers.scanning import ENDED
from shopkeeper.commerce.following import WATCHED, with_carrier
from shopkeeper.commerce.milestones import Milestone
from shopkeeper.commerce.model import Order, ParcelState, Place, Shipment
from shopkeeper.commerce.promising import PromiseRule, Promises, best, promises
from shopkeeper.commerce.store import parcels
from shopkeeper.commerce.zones import zone_of
from shopkeeper.kit import ids
from shopkeeper.kit.clock import DAY, HOUR, MINUTE
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("commerce")

LOOK = "commerce.look"
SLICE = 50
ASKED_AGAIN = 30 * MINUTE
PATIENCE = 6 * HOUR
"""So long we wait for a service's answer before a parcel is called late on what we know."""
# It is with the customer's pickup point, at the door, or on its way back: whatever it is, it is not late any more.
_ARRIVED = frozenset({ParcelState.ready_for_pickup, ParcelState.attempted, ParcelState.returning})
# The shop itself tells where it is: so it will tell of the delivery.
_FOLLOWED = frozenset(
    {ParcelState.out_for_delivery, ParcelState.ready_for_pickup, ParcelState.attempted, ParcelState.exception}
)
_FALLBACK = PromiseRule()

Where = tuple[str, str, str]
"""Country, region, postcode."""
Calendars = Mapping[tuple[str, str], Calendar]


class Watch(Struct, frozen=True, kw_only=True):
    """What is known of a parcel, to judge it by. Times are ms UTC, `first_expected_on` an ISO date."""

    state: ParcelState
    sent_at: int
    where: Where
    carrier: str = ""
    service: str = ""
    promised_at: int | None = None
    first_expected_on: str | None = None
    last_seen_at: int | None = None
    followed: bool = False
    watched: bool = False


class Verdict(Struct, frozen=True, kw_only=True):
    """Judged. `late_from` and `stuck_from` are the first moments that are too late (ms UTC); `by`: shop, carrier or rule."""

    promised_on: date
    by: str
    late_from: int
    stuck_from: int
    late: bool
    stuck: bool
    next_at: int | None


def judged(watch: Watch, rules: Promises, calendar: Calendar, now: int) -> Verdict:
    """Pure: the whole of lateness. `calendar` is that of the recipient's country and region."""
    zone = zone_of(*watch.where)
    rule = rule_for(rules, watch.carrier, watch.service, watch.where[0])
    days = with_closed(calendar if rules.holidays else Calendar(calendar.weekend), rules)
    promised, by = _promised(watch, rules, rule, days, zone)
    late_from = end_of(after(days, promised, rule.grace, saturdays=rule.saturdays), zone)
    quiet_since = day_of(watch.last_seen_at or watch.sent_at, zone)
    stuck_from = end_of(after(days, quiet_since, rule.quiet, saturdays=rule.saturdays), zone)
    can_be_late = watch.watched and watch.state not in ENDED | _ARRIVED
    can_be_stuck = watch.followed and watch.state not in ENDED | {ParcelState.ready_for_pickup}
    coming = [at for at, can in ((late_from, can_be_late), (stuck_from, can_be_stuck)) if can and at > now]
    return Verdict(
        promised_on=promised, by=by, late_from=late_from, stuck_from=stuck_from, late=can_be_late and late_from <= now,
        stuck=can_be_stuck and stuck_from <= now, next_at=min(coming, default=None),
    )  # fmt: skip


def rule_for(rules: Promises, carrier: str, service: str, country: str) -> PromiseRule:
    """The rule that holds; a patient one where the owner has none."""
    at = best(rules.rules, carrier, service, country)
    return _FALLBACK if at is None else rules.rules[at]


def with_closed(calendar: Calendar, rules: Promises) -> Calendar:
    """The calendar with the owner's own closed days."""
    return Calendar(calendar.weekend, calendar.closed | {date.fromisoformat(one) for one in rules.closed})


async def look(ctx: Ctx) -> None:
    """The job: match what waited for these parcels, have them followed, and judge them, one by one."""
    while due := await ctx.db.read(_due):
        for event_id in await ctx.db.read(hearing.waiting_for, [row.tracking_key for row in due if row.tracking_key]):
            await hearing.match(ctx, event_id)
        known = await calendars_of(await ctx.db.read(_places, [row.order_id for row in due]), ctx.now)
        rules, follows = await ctx.db.read(_rules)
        for row in due:
            await _judge_one(ctx, row.id, rules, known, follows=follows)


async def _judge_one(ctx: Ctx, shipment_id: str, rules: Promises, known: Calendars, *, follows: bool) -> None:
    try:
        await ctx.db.write_background(_judge, shipment_id, rules, known, follows=follows)
    except Failure:
        raise
    except Exception as bug:  # one that fails must not hold up the others: it is looked at again tomorrow
        log.error("a parcel could not be judged", shipment=shipment_id, exc_info=bug)
        await ctx.db.write_background(parcels.look_at, [shipment_id], ctx.now + DAY)


async def calendars_of(places: Sequence[Where], now: int) -> Calendars:
    """The calendars of these places, for the years around now; read beside the loop."""
    year = datetime.fromtimestamp(now / 1000, UTC).year
    wanted = {(country, region) for country, region, _ in places}
    return await anyio.to_thread.run_sync(
        lambda: {one: working(*one, (year - 1, year, year + 1)) for one in sorted(wanted)}
    )


def where(order: Order) -> Where:
    """Where an order goes to, in codes as far as the shop writes codes."""
    place = order.ship_to or Place()
    country = place.country.strip().upper()
    return country, place.region.strip().upper().removeprefix(f"{country}-"), place.postcode.strip()


def _due(tx: Tx) -> list[Row]:
    return parcels.due(tx, tx.now, SLICE)


def _places(tx: Tx, order_ids: Sequence[str]) -> list[Where]:
    found = [snapshot_of(tx, order_id) for order_id in dict.fromkeys(order_ids)]
    return [where(order) for order in found if order is not None]


def _rules(tx: Tx) -> tuple[Promises, bool]:
    return promises(tx), registering.follows(tx)


def _judge(tx: Tx, shipment_id: str, rules: Promises, known: Calendars, *, follows: bool) -> None:
    found = telling.held(tx, shipment_id)
    if found is None:
        parcels.change(tx, shipment_id, due_at=None)
        return
    row, order_row, order, parcel = found
    if row.due_at is None or row.due_at > tx.now:
        return
    watch = watch_of(row, order, parcel, rules)
    if watch.state in ENDED or watch.sent_at < tx.now - WATCHED or order.cancelled_at is not None:
        parcels.change(tx, row.id, due_at=None)
        return
    asked_at = registering.ask_for(tx, row) if follows else None
    verdict = judged(watch, rules, known.get(watch.where[:2], Calendar()), tx.now)
    if follows and _unsure(row, verdict, tx.now):
        registering.ask_about(tx, row)
        parcels.change(tx, row.id, due_at=tx.now + ASKED_AGAIN, asking_since=row.asking_since or tx.now)
        return
    coming = [at for at in (verdict.next_at, asked_at) if at is not None]
    parcels.change(tx, row.id, **_kept(row, verdict, tx.now), due_at=min(coming, default=None))
    # A parcel that was late before we knew of it is history: a first sync must alarm nobody.
    told = _to_tell(with_carrier(parcel, row), row, watch, verdict)
    telling.tell(tx, order_row, order, told, news_from=ids.made_at(row.id))


def _unsure(row: Row, verdict: Verdict, now: int) -> bool:
    """Whether an event may have been lost on its way to us: who follows it is asked before anybody is alarmed, but not for ever."""
    if row.tracked_by is None or (row.asking_since or now) <= now - PATIENCE:
        return False
    news = [verdict.late_from] if verdict.late and row.late_at is None else []
    news += [verdict.stuck_from] if verdict.stuck and row.stuck_at is None else []
    return any((row.looked_up_at or 0) < at for at in news)


def watch_of(row: Row, order: Order, parcel: Shipment, rules: Promises) -> Watch:
    """What our rows know of a parcel, to judge it by."""
    followed = row.tracked_at is not None or row.carrier_at is not None
    told = (
        bool(parcel.scans)
        or parcel.state in _FOLLOWED
        or bool(parcel.state is not ParcelState.unknown and parcel.expected_at)
    )
    return Watch(
        state=ParcelState(row.state), sent_at=parcel.shipped_at or order.placed_at, where=where(order), carrier=row.carrier,
        service=row.service or order.shipping_method, promised_at=row.promised_at, first_expected_on=row.first_expected_on,
        last_seen_at=row.last_scan_at, followed=followed, watched=followed or told or rules.untracked,
    )  # fmt: skip


def _promised(watch: Watch, rules: Promises, rule: PromiseRule, days: Calendar, zone: str) -> tuple[date, str]:
    if watch.promised_at is not None:
        return day_of(watch.promised_at, zone), "shop"
    if watch.first_expected_on is not None:
        return date.fromisoformat(watch.first_expected_on), "carrier"
    return after(days, day_of(watch.sent_at, rules.timezone or zone), rule.days, saturdays=rule.saturdays), "rule"


def _kept(row: Row, verdict: Verdict, now: int) -> dict[str, Any]:
    """The verdict's columns. Since when it is late and stuck: what was found once stays, what is promised anew is let wait again."""
    still = row.late_at if row.late_from == verdict.late_from else None
    return {
        "promised_on": verdict.promised_on.isoformat(), "promised_by": verdict.by, "late_from": verdict.late_from,
        "late_at": (still or now) if verdict.late else None, "stuck_at": (row.stuck_at or now) if verdict.stuck else None,
        "asking_since": None,
    }  # fmt: skip


def _to_tell(parcel: Shipment, row: Row, watch: Watch, verdict: Verdict) -> list[Milestone]:
    about: dict[str, Any] = {
        "carrier": row.carrier, "tracking_number": row.tracking_number, "tracking_url": row.tracking_url,
    }  # fmt: skip
    found = []
    if verdict.late:
        on = verdict.promised_on.isoformat()
        detail = {**about, "promised_on": on, "promised_by": verdict.by, "promised_at": noon(verdict.promised_on)}
        found.append(
            Milestone(key=f"late:{parcel.id}:{on}", verb="late", at=verdict.late_from, thing=parcel.id, detail=detail)
        )
    if verdict.stuck:
        last = next((scan.place for scan in reversed(parcel.scans) if scan.place), "")
        detail = {**about, "last_place": last, "last_seen_at": watch.last_seen_at}
        key = f"stuck:{parcel.id}:{watch.last_seen_at or 0}"
        found.append(Milestone(key=key, verb="stuck", at=verdict.stuck_from, thing=parcel.id, detail=detail))
    return found
