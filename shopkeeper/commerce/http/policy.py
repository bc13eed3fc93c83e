"""What agents may do, on one screen; and the budget for delight."""

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Response
from litestar.params import QueryParameter
from msgspec import Struct

from shopkeeper import team
from shopkeeper.commerce import beside, changing, spending, trying
from shopkeeper.commerce.changing import PolicyChange
from shopkeeper.commerce.errors import NotAllowed, PolicyMoved
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.rules import Policy
from shopkeeper.commerce.sheets import sheet
from shopkeeper.commerce.spending import Budget, NoSuchSpend, Ruling, Spend, SpentForGood
from shopkeeper.commerce.trying import Example, RoleAnswer
from shopkeeper.conversations import NoSuchConversation, NotYourInbox
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import ADMIN, DESK, LEAD, Page, cursor, delete, get, post, put, uncursor
from shopkeeper.people import NoSuchPerson, require
from shopkeeper.team import Agent

HEADS = ("When (UTC)", "Who", "For whom", "Amount", "Currency", "What for", "What came of it", "How", "Order")
SLICE = 500
Days = Annotated[int | None, QueryParameter(ge=1, le=3_660)]


class NewSpend(Struct, frozen=True, kw_only=True):
    """Something bought elsewhere to delight somebody."""

    person_id: str
    amount: Money
    what_for: str
    conversation_id: str | None = None


class SpendOutcome(Struct, frozen=True):
    """What came of it."""

    outcome: str


class PolicyTrial(Struct, frozen=True, kw_only=True):
    """An example, and the policy it is tried with: one that is being written, or (null) the one that holds."""

    trial: Example
    policy: Policy | None = None


@get("/api/v1/commerce-policy", permission=DESK)
async def read_policy(db: Db) -> Ruling:
    """What agents may do alone, and what the shop allows at all."""
    return await db.read(spending.ruling)


@put("/api/v1/commerce-policy", permission=ADMIN, errors=(PolicyMoved,))
async def write_policy(data: Ruling, agent: Agent, db: Db) -> Ruling:
    """Set all of it. With the `version` you read, a change somebody made meanwhile is not written over."""
    return await db.write(spending.set_rules, agent, data, data.version)


@get("/api/v1/commerce-policy/changes", permission=LEAD)
async def list_policy_changes(db: Db, after: str | None = None, limit: int = 20) -> Page[PolicyChange]:
    """Who changed what, the newest first."""
    limit = max(1, min(limit, 100))
    found = await db.read(changing.changes, limit, after)
    return Page(found, found[-1].id if len(found) == limit else None)


@post("/api/v1/commerce-policy/trials", permission=DESK, status_code=200)
async def try_policy(data: PolicyTrial, db: Db) -> Page[RoleAnswer]:
    """What each role would hear about an example order. Nothing is done."""
    return Page(await db.read(_tried, data))


@get("/api/v1/wow", permission=DESK)
async def my_budget(agent: Agent, db: Db) -> Budget:
    """What you may still spend on delight in this period."""
    return await db.read(spending.budget, agent.id, agent.role.value)


@get("/api/v1/wow/budgets", permission=LEAD)
async def all_budgets(db: Db) -> Page[Budget]:
    """What everybody may still spend on delight in this period."""
    return Page(await db.read(spending.budgets))


@get("/api/v1/wow/spends", permission=DESK)
async def my_spends(agent: Agent, db: Db, days: Days = None, after: str | None = None, limit: int = 100) -> Page[Spend]:
    """What you spent in this period (or in so many days), the newest first."""
    return await _page(db, agent, agent.id, days, after, limit)


@get("/api/v1/wow/ledger", permission=LEAD)
async def all_spends(
    agent: Agent, db: Db, agent_id: str | None = None, days: Days = None, after: str | None = None, limit: int = 100
) -> Page[Spend]:
    """What everybody (or one agent) spent in this period (or in so many days), and what came of it."""
    return await _page(db, agent, agent_id, days, after, limit)


@get("/api/v1/wow/ledger.csv", permission=LEAD)
async def spends_sheet(db: Db, agent_id: str | None = None, days: Days = None) -> Response[bytes]:
    """The same as a table for a spreadsheet."""
    names = {one.id: one.name for one in await db.read(team.agents)}
    found: list[Spend] = []
    while page := await db.read(spending.ledger, agent_id, days, _last(found), SLICE):
        found += page
    headers = {"content-disposition": 'attachment; filename="wow.csv"', "cache-control": "no-store"}
    body = sheet(HEADS, [_line(one, names.get(one.agent_id, "")) for one in found])
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@post("/api/v1/wow/spends", permission=DESK, errors=(NotAllowed, NoSuchPerson, NoSuchConversation, NotYourInbox))
async def spend(data: NewSpend, agent: Agent, db: Db) -> Spend:
    """Write down something bought elsewhere: flowers, a replacement from another shop."""
    return await db.write(_spend, agent, data)


@delete("/api/v1/wow/spends/{id:str}", permission=DESK, errors=(NoSuchSpend, SpentForGood))
async def take_back_spend(id: str, agent: Agent, db: Db) -> None:
    """A slip of the pen: take back what you wrote down within the last hour."""
    await db.write(spending.take_back, agent, id)


@put("/api/v1/wow/spends/{id:str}/outcome", permission=DESK, errors=(NoSuchSpend, NotAllowed))
async def outcome(id: str, data: SpendOutcome, agent: Agent, db: Db) -> Spend:
    """What came of it."""
    return await db.write(spending.tell_outcome, agent, id, data.outcome)


def _tried(tx: Tx, data: PolicyTrial) -> list[RoleAnswer]:
    return trying.attempt(data.policy or spending.rules(tx), data.trial, tx.now)


def _spend(tx: Tx, agent: Agent, data: NewSpend) -> Spend:
    require(tx, data.person_id)
    return spending.spend(tx, agent, data.person_id, data.amount, data.what_for, data.conversation_id)


async def _page(
    db: Db, agent: Agent, agent_id: str | None, days: int | None, after: str | None, limit: int
) -> Page[Spend]:
    limit = max(1, min(limit, 200))
    found = await db.read(_ledger, agent, agent_id, days, uncursor(after, tuple[int, str]), limit)
    return Page(found, cursor(*_last(found)) if len(found) == limit else None)


def _ledger(
    tx: Tx, agent: Agent, agent_id: str | None, days: int | None, after: tuple[int, str] | None, limit: int
) -> list[Spend]:
    return beside.seen_by(tx, agent, spending.ledger(tx, agent_id, days, after, limit))


def _last(found: list[Spend]) -> Any:
    return (found[-1].at, found[-1].id) if found else None


def _line(one: Spend, who: str) -> tuple[str, ...]:
    when = datetime.fromtimestamp(one.at / 1000, UTC).strftime("%Y-%m-%d %H:%M")
    amount = str(one.amount.decimal())
    how = one.verb or "elsewhere"
    return (
        when, who, one.person_name, amount, one.amount.currency, one.what_for, one.outcome or "", how, one.number
    )  # fmt: skip


routes = [
    read_policy, write_policy, list_policy_changes, try_policy, my_budget, all_budgets, my_spends, all_spends, spends_sheet, spend,
    take_back_spend, outcome,
]  # fmt: skip
