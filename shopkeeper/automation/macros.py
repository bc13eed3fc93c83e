"""Macros: everybody may write some; who wrote one, or a lead, may change it."""

import re

import msgspec
import nh3
from msgspec import UNSET, UnsetType

from shopkeeper import team
from shopkeeper.automation import acts, store, templating
from shopkeeper.automation.errors import NoSuchMacro, NotYours, ShortcutTaken
from shopkeeper.automation.events import MacroChanged
from shopkeeper.automation.model import Act, Macro
from shopkeeper.kit import errors, events, ids, structs
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent, Role

LONGEST_NAME = 100
LONGEST_TEXT = 20_000
MOST_ACTS = 12
_SHORTCUT = re.compile(r"[\w-]{1,40}\Z")


class NewMacro(msgspec.Struct, frozen=True):
    """`shortcut` may be left out: it is made from the name then."""

    name: str
    text: str
    shortcut: str = ""
    html: str | None = None
    brand_id: str | None = None
    topic_id: str | None = None
    acts: tuple[Act, ...] = ()


class MacroChange(msgspec.Struct, frozen=True):
    """Fields left out stay as they are."""

    name: str | UnsetType = UNSET
    shortcut: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    html: str | UnsetType | None = UNSET
    brand_id: str | UnsetType | None = UNSET
    topic_id: str | UnsetType | None = UNSET
    acts: tuple[Act, ...] | UnsetType = UNSET


def all_macros(tx: Tx) -> list[Macro]:
    """All of them, by name."""
    return store.everything(tx)


def macro(tx: Tx, id: str) -> Macro:
    """Raises NoSuchMacro."""
    found = store.one(tx, id)
    if found is None:
        raise NoSuchMacro
    return found


def add_macro(tx: Tx, agent: Agent | None, new: NewMacro) -> Macro:
    """Raises Invalid, ShortcutTaken, NotFound (brand)."""
    shortcut = new.shortcut or _free_shortcut(tx, new.name)
    wanted = msgspec.structs.asdict(new) | {"shortcut": shortcut}
    return _keep(tx, Macro(id=ids.new(), created_by=agent.id if agent else None, **wanted))


def change_macro(tx: Tx, agent: Agent, id: str, change: MacroChange) -> Macro:
    """Raises NoSuchMacro, NotYours, Invalid, ShortcutTaken."""
    before = _theirs(tx, agent, id)
    return _keep(tx, msgspec.structs.replace(before, **structs.given(change)))


def remove_macro(tx: Tx, agent: Agent, id: str) -> None:
    """Raises NoSuchMacro, NotYours."""
    _theirs(tx, agent, id)
    store.remove(tx, id)
    events.record(tx, MacroChanged(id))


def _theirs(tx: Tx, agent: Agent, id: str) -> Macro:
    found = macro(tx, id)
    if agent.role is Role.agent and found.created_by != agent.id:
        raise NotYours
    return found


def _keep(tx: Tx, given: Macro) -> Macro:
    kept = msgspec.structs.replace(
        given,
        name=_words("name", " ".join(given.name.split()), LONGEST_NAME),
        text=_words("text", given.text, LONGEST_TEXT) if given.text.strip() or not given.acts else "",
        html=nh3.clean(given.html) if given.html else None,
        acts=_settled(tx, given.acts),
        shortcut=_shortcut(given.shortcut),
        brand_id=team.brand(tx, given.brand_id).id if given.brand_id else None,
        topic_id=_id("topic_id", given.topic_id),
    )
    templating.check(kept.text)
    templating.check(kept.html or "")
    other = store.by_shortcut(tx, kept.shortcut)
    if other and other.id != kept.id:
        raise ShortcutTaken(f'"{other.name}" has the shortcut /{kept.shortcut}. Choose a different one.')
    store.put(tx, kept)
    events.record(tx, MacroChanged(kept.id))
    return kept


def _settled(tx: Tx, wanted: tuple[Act, ...]) -> tuple[Act, ...]:
    if len(wanted) > MOST_ACTS:
        raise errors.Invalid(f"At most {MOST_ACTS} acts.", fields={"acts": f"At most {MOST_ACTS}."})
    return tuple(Act(kind=act.kind, args=acts.deed(act.kind).settle(tx, act.args)) for act in wanted)


def _id(field: str, id: str | None) -> str | None:
    if id and not ids.valid(id):
        raise errors.Invalid(
            "There is no such thing.", fields={field: "There is no such thing. Choose one from the list."}
        )
    return id or None


def _words(field: str, words: str, longest: int) -> str:
    if not words.strip():
        raise errors.Invalid("Write something.", fields={field: "Write something."})
    if len(words) > longest:
        advice = f"Use at most {longest} characters."
        raise errors.Invalid(advice, fields={field: advice})
    return words.replace("\0", "")


def _shortcut(given: str) -> str:
    found = given.strip().removeprefix("/").casefold()
    if not _SHORTCUT.match(found):
        advice = "Use up to 40 letters, digits and dashes, like late-parcel."
        raise errors.Invalid(advice, fields={"shortcut": advice})
    return found


def _free_shortcut(tx: Tx, name: str) -> str:
    bare = "-".join(re.findall(r"\w+", name.casefold()))[:30].strip("-") or "reply"
    if store.by_shortcut(tx, bare) is None:
        return bare
    return next(f"{bare}-{n}" for n in range(2, 10_000) if store.by_shortcut(tx, f"{bare}-{n}") is None)
