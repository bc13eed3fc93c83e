"""What agents may do, on one screen; and the budget for delight."""

from msgspec import Struct

from shopkeeper.commerce import spending
from shopkeeper.commerce.errors import NotAllowed
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.rules import Policy
from shopkeeper.commerce.spending import Budget, NoSuchSpend, Spend
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import ADMIN, DESK, LEAD, Page, get, post, put
from shopkeeper.people import NoSuchPerson, require
from shopkeeper.team import Agent


class NewSpend(Struct, frozen=True, kw_only=True):
    """Something bought elsewhere to delight somebody."""

    person_id: str
    amount: Money
    what_for: str
    conversation_id: str | None = None


class SpendOutcome(Struct, frozen=True):
    """What came of it."""

    outcome: str


@get("/api/v1/commerce-policy", permission=DESK)
async def read_policy(db: Db) -> Policy:
    """What agents may do alone, and what the shop allows at all."""
    return await db.read(spending.rules)


@put("/api/v1/commerce-policy", permission=ADMIN)
async def write_policy(data: Policy, agent: Agent, db: Db) -> Policy:
    """Set all of it."""
    return await db.write(spending.set_rules, agent, data)


@get("/api/v1/wow", permission=DESK)
async def my_budget(agent: Agent, db: Db) -> Budget:
    """What you may still spend on delight in this period."""
    return await db.read(spending.budget, agent.id, agent.role.value)


@get("/api/v1/wow/spends", permission=DESK)
async def my_spends(agent: Agent, db: Db) -> Page[Spend]:
    """What you spent in this period, the newest first."""
    return Page(await db.read(spending.ledger, agent.id))


@get("/api/v1/wow/ledger", permission=LEAD)
async def all_spends(db: Db, agent_id: str | None = None) -> Page[Spend]:
    """What everybody (or one agent) spent in this period, and what came of it."""
    return Page(await db.read(spending.ledger, agent_id))


@post("/api/v1/wow/spends", permission=DESK, errors=(NotAllowed, NoSuchPerson))
async def spend(data: NewSpend, agent: Agent, db: Db) -> Spend:
    """Write down something bought elsewhere: flowers, a replacement from another shop."""
    return await db.write(_spend, agent, data)


@put("/api/v1/wow/spends/{id:str}/outcome", permission=DESK, errors=(NoSuchSpend, NotAllowed))
async def outcome(id: str, data: SpendOutcome, agent: Agent, db: Db) -> Spend:
    """What came of it."""
    return await db.write(spending.tell_outcome, agent, id, data.outcome)


def _spend(tx: Tx, agent: Agent, data: NewSpend) -> Spend:
    require(tx, data.person_id)
    return spending.spend(tx, agent, data.person_id, data.amount, data.what_for, data.conversation_id)


routes = [read_policy, write_policy, my_budget, my_spends, all_spends, spend, outcome]
