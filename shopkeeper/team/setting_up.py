"""The first hour of a desk: who owns it, and what is still to be set up.

A fresh desk is claimed with a one-time code that only whoever started the server can read; the first to know the address
is not yet the owner.
"""

import base64
import secrets
from collections.abc import Callable

import msgspec

from shopkeeper.kit.db import Db, Tx
from shopkeeper.team import attempts, links, passwords
from shopkeeper.team.errors import LinkSpent, NoSuchStep, SetupDone, WrongSetupCode
from shopkeeper.team.hiring import NewAgent, add_agent, agents
from shopkeeper.team.links import Purpose
from shopkeeper.team.model import Role, SetupSteps, Visit
from shopkeeper.team.sessions import Opened, open_session
from shopkeeper.team.store import agents as store
from shopkeeper.team.store import shop

STEPS: dict[str, Callable[[Tx], bool]] = {}
"""Steps that rooms above know about ("mailbox", "widget"): is it done? Filled by main."""

DONE = "done"
NOBODY = ""


class NewOwner(msgspec.Struct, frozen=True):
    """The first administrator, with the code that was printed when the server started."""

    name: str
    email: str
    password: str
    code: str


class Setup(msgspec.Struct, frozen=True):
    """`needed`: nobody owns this desk yet. `steps` is told to agents only; `done` once the wizard was closed."""

    needed: bool
    done: bool
    steps: SetupSteps | None


def setup_code(tx: Tx) -> str | None:
    """A fresh code to claim this desk with, for the one who starts the server; None once somebody works here."""
    if store.anybody(tx):
        return None
    letters = base64.b32encode(secrets.token_bytes(5)).decode().lower()
    code = f"{letters[:4]}-{letters[4:]}"
    links.make(tx, Purpose.setup, NOBODY, secret=_bare(code))
    return code


async def claim(db: Db, visit: Visit, new: NewOwner) -> Opened:
    """Become the owner of a fresh desk. Raises SetupDone, WrongSetupCode, Invalid, TooManyAttempts."""
    await db.write(_begin, visit)
    await db.read(_may_claim, new.code)
    password_hash = await passwords.hash_password(new.password, email=new.email)
    return await db.write(_claim, visit, new, password_hash)


def _begin(tx: Tx, visit: Visit) -> None:
    attempts.begin(tx, "setup", attempts.SETUP, {"network": visit.network})


def _may_claim(tx: Tx, code: str) -> None:
    # The code before the owner: whoever claims takes both in one commit, and one seen half-way must not read as a wrong code.
    good = _is_good(tx, code)
    if store.anybody(tx):
        raise SetupDone
    if not good:
        raise WrongSetupCode


def _is_good(tx: Tx, code: str) -> bool:
    try:
        links.look(tx, Purpose.setup, _bare(code))
    except LinkSpent:
        return False
    return True


def _claim(tx: Tx, visit: Visit, new: NewOwner, password_hash: str) -> Opened:
    tx.lock("team:setup")
    _may_claim(tx, new.code)
    owner = add_agent(tx, NewAgent(new.email, new.name, Role.admin), password_hash=password_hash)
    links.spend(tx, Purpose.setup, _bare(new.code))
    return open_session(tx, owner, visit)


def setup(tx: Tx, *, told: bool) -> Setup:
    """How far the desk is set up; `told` says whether the steps may be."""
    needed = not store.anybody(tx)
    return Setup(needed, done(tx), _steps(tx, owner=not needed) if told else None)


def do_step(tx: Tx, name: str) -> Setup:
    """Tick a step off by hand (skipped, or done where we cannot see it); "done" closes the wizard. Raises NoSuchStep."""
    if name not in (*SetupSteps.__struct_fields__, DONE):
        raise NoSuchStep
    shop.do_step(tx, name)
    return setup(tx, told=True)


def done(tx: Tx) -> bool:
    """Whether the wizard was closed."""
    return DONE in shop.steps_done(tx)


def _steps(tx: Tx, *, owner: bool) -> SetupSteps:
    ticked = shop.steps_done(tx)

    def behind(name: str) -> bool:
        return name in ticked or (name in STEPS and STEPS[name](tx))

    return SetupSteps(
        owner=owner,
        brand=behind("brand"),
        mailbox=behind("mailbox"),
        widget=behind("widget"),
        colleagues=behind("colleagues") or len(agents(tx)) > 1,
        hours=behind("hours"),
    )


def _bare(code: str) -> str:
    return "setup:" + "".join(letter for letter in code.lower() if letter.isalnum())
