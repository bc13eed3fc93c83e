"""A shop's customers become people: by the shop's own id, and by addresses that are proven on both sides.

What only might be the same (an address somebody typed at a checkout) is suggested to the agents and never merged by itself.
"""

from __future__ import annotations

from msgspec import Struct

from shopkeeper import people
from shopkeeper.commerce.events import CustomerChanged
from shopkeeper.commerce.model import Customer, Order, Store
from shopkeeper.commerce.model.buyers import GUEST
from shopkeeper.commerce.store import customers, orders, parcels
from shopkeeper.kit import events
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.people import HandleKind, NotAnAddress, Proof
from shopkeeper.team import Agent

MOST_LIKE = 10


class Lookalike(Struct, frozen=True, kw_only=True):
    """Somebody who might be the same: they gave the same address, and it is not proven. `reason` is email or phone."""

    person_id: str
    name: str
    reason: str
    value: str


def person_of(tx: Tx, store: Store, customer: Customer, *, news: bool = True) -> str:
    """Who this customer of a shop is, made new when nobody is; keeps what the shop says of them. Answers the person's id."""
    tx.lock(f"customer:{store.id}:{customer.external_id}")
    row = customers.find(tx, store.id, customer.external_id)
    if row is None:
        person_id = _new(tx, store, customer)
    else:
        person_id = str(row.person_id)
        if _is_old(row, customer):
            return person_id
        _know_better(tx, store, person_id, customer)
        customers.change(tx, store.id, customer.external_id, **_columns(customer))
    if news:
        events.record(tx, CustomerChanged(person_id=person_id))
    return person_id


def of_order(tx: Tx, store: Store, order: Order) -> tuple[str, str, bool]:
    """Who ordered: (person id, the key of the shop's customer, whether the shop should be asked who that is)."""
    key = order.customer_id or guest_key(order)
    row = customers.find(tx, store.id, key)
    if row is None and tx.lock(f"customer:{store.id}:{key}"):
        row = customers.find(tx, store.id, key)
    if row is not None:
        return str(row.person_id), str(row.joined_into or key), False
    stub = Customer(external_id=key, name=order.name, email=order.email, phone=order.phone, updated_at=0)
    return _new(tx, store, stub), key, order.customer_id is not None


def guest_key(order: Order) -> str:
    """Guests are told apart by the address they gave; who gave none is a stranger each time."""
    return GUEST + (order.email.strip().lower() or order.phone.strip() or f"order {order.external_id}")


def join(tx: Tx, store: Store, kept: str, gone: str) -> None:
    """The shop merged two of its customers: orders of `gone` belong to `kept` from now on. People are not merged by it."""
    living, lost = customers.find(tx, store.id, kept), customers.find(tx, store.id, gone)
    if lost is None or living is None or lost.joined_into:
        return
    customers.change(tx, store.id, gone, joined_into=kept, person_id=living.person_id)
    moved = [row.id for row in orders.of_customer(tx, store.id, gone, limit=10_000)]
    orders.give(tx, store.id, gone, living.person_id, kept)
    parcels.give(tx, moved, living.person_id)
    for person_id in {str(living.person_id), str(lost.person_id)}:
        events.record(tx, CustomerChanged(person_id=person_id))


def customers_of(tx: Tx, person_id: str) -> tuple[tuple[str, Customer], ...]:
    """(store id, who they are there) for a person and everyone merged with them, the newest first."""
    rows = [row for member in people.members(tx, person_id) for row in customers.of_person(tx, member)]
    rows = [row for row in rows if row.joined_into is None]
    return tuple((str(row.store_id), from_json(row.snapshot, Customer)) for row in rows)


def lookalikes(tx: Tx, person_id: str) -> tuple[Lookalike, ...]:
    """Who else might be the same person, by an address that nobody proved; dismissed ones left out."""
    members = people.members(tx, person_id)
    emails, phones = _addresses(tx, members)
    found: dict[str, Lookalike] = {}
    for row in customers.by_address(tx, sorted(emails), sorted(phones)):
        reason, value = ("email", row.email) if row.email in emails else ("phone", row.phone)
        _like(tx, found, members, str(row.person_id), reason, value)
    for kind, values in ((HandleKind.email, emails), (HandleKind.phone, phones)):
        for value in sorted(values)[:20]:
            for handle in people.known_by(tx, kind, value):
                _like(tx, found, members, handle.person_id, kind.value, value)
    no = customers.dismissed(tx, [*members, *found]) if found else set()
    kept = [one for id, one in found.items() if not any(tuple(sorted((id, member))) in no for member in members)]
    return tuple(kept[:MOST_LIKE])


def dismiss(tx: Tx, agent: Agent, person_id: str, other_id: str) -> None:
    """An agent says that these two are not the same. Nobody is asked again."""
    for member in people.members(tx, person_id):
        for other in people.members(tx, other_id):
            customers.dismiss(tx, member, other)
    events.record(tx, CustomerChanged(person_id=person_id))


def handle_value(store: Store, external_id: str) -> str:
    return f"{store.id}:{external_id}"


def _new(tx: Tx, store: Store, customer: Customer) -> str:
    """The person of a customer whom we hear of for the first time. Under the lock of that customer."""
    person_id = _found_or_new(tx, store, customer)
    customers.add(tx, {**_columns(customer), "store_id": store.id, "external_id": customer.external_id,
                       "person_id": person_id, "joined_into": None})  # fmt: skip
    return person_id


def _found_or_new(tx: Tx, store: Store, customer: Customer) -> str:
    value, by = handle_value(store, customer.external_id), f"store:{store.id}"
    known = people.holder(tx, HandleKind.store, value)
    if known is not None:
        return known.person_id
    person_id = _by_address(tx, customer, by)
    if person_id is None:
        person = people.recognise(
            tx, HandleKind.store, value, display=customer.email or customer.name or value, name=customer.name,
            proof=Proof.proven, proven_by=by, source=by, since=customer.created_at,
        )  # fmt: skip
        return person.id
    people.attach(
        tx, person_id, HandleKind.store, value, proof=Proof.proven, proven_by=by, source=by,
        display=customer.email or customer.name or value,
    )  # fmt: skip
    people.call(tx, person_id, customer.name)
    return person_id


def _by_address(tx: Tx, customer: Customer, by: str) -> str | None:
    """The person of an address proven on both sides; or a new one, where nobody has it yet. None: somebody else has it."""
    for kind, value, proven in _given(customer):
        held = people.holder(tx, kind, value)
        if held is None:
            proof = Proof.proven if proven else Proof.claimed
            made = people.recognise(
                tx, kind, value, name=customer.name, proof=proof, proven_by=by if proven else None, source=by,
                since=customer.created_at,
            )  # fmt: skip
            return made.id
        if proven and held.proof is Proof.proven:
            return held.person_id
    return None


def _know_better(tx: Tx, store: Store, person_id: str, customer: Customer) -> None:
    """The shop knows more than last time: an address nobody else has is theirs too."""
    by = f"store:{store.id}"
    for kind, value, proven in _given(customer):
        people.attach(
            tx, person_id, kind, value, proof=Proof.proven if proven else Proof.claimed, proven_by=by if proven else None,
            source=by,
        )  # fmt: skip
    people.call(tx, person_id, customer.name)


def _given(customer: Customer) -> list[tuple[HandleKind, str, bool]]:
    """The addresses a customer gave, in the form they are compared; what is no address is left out."""
    found = []
    for kind, words, proven in (
        (HandleKind.email, customer.email, customer.verified_email),
        (HandleKind.phone, customer.phone, customer.verified_phone),
    ):
        value = _normal(kind, words, customer)
        if value:
            found.append((kind, value, proven))
    return found


def _normal(kind: HandleKind, words: str, customer: Customer) -> str | None:
    if not words.strip():
        return None
    region = customer.place.country if customer.place and len(customer.place.country) == 2 else None
    try:
        return people.normal(kind, words, region)
    except NotAnAddress:
        return None


def _is_old(row: Row, customer: Customer) -> bool:
    if customer.updated_at is not None and customer.updated_at < row.updated_at:
        return True
    return bool(customer.version) and row.version == customer.version and row.updated_at == (customer.updated_at or 0)


def _columns(customer: Customer) -> dict[str, object]:
    return {
        "email": _normal(HandleKind.email, customer.email, customer),
        "phone": _normal(HandleKind.phone, customer.phone, customer), "name": customer.name, "version": customer.version,
        "updated_at": customer.updated_at or 0, "snapshot": to_json(customer),
    }  # fmt: skip


def _addresses(tx: Tx, members: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """Mail addresses and phone numbers of an identity: its handles, and what its customers gave at the shops."""
    emails, phones = set[str](), set[str]()
    for member in members:
        for handle in people.handles_of(tx, member):
            if handle.kind in (HandleKind.email, HandleKind.phone):
                (emails if handle.kind is HandleKind.email else phones).add(handle.value)
        for row in customers.of_person(tx, member):
            emails |= {row.email} if row.email else set()
            phones |= {row.phone} if row.phone else set()
    return emails, phones


def _like(
    tx: Tx, found: dict[str, Lookalike], members: tuple[str, ...], person_id: str, reason: str, value: str
) -> None:
    top = people.identity(tx, person_id)
    if top in members or person_id in members or top in found:
        return
    found[top] = Lookalike(person_id=top, name=people.person(tx, top).name, reason=reason, value=value)


def cart_owner(tx: Tx, store: Store, customer_id: str | None, email: str) -> str | None:
    """Whose cart it is: a known customer of this shop. An address typed into a checkout makes nobody new."""
    if customer_id:
        row = customers.find(tx, store.id, customer_id)
        return str(row.person_id) if row else None
    row = customers.find(tx, store.id, GUEST + email.strip().lower()) if email.strip() else None
    return str(row.person_id) if row else None
