"""Who is this? Claims and proofs, on both databases."""

from typing import Any

import pytest

from shopkeeper import people, team
from shopkeeper.kit.db import Db, Tx
from shopkeeper.people import Handle, HandleKind, Person, Proof

EMAIL, PHONE, VISITOR = HandleKind.email, HandleKind.phone, HandleKind.visitor


@pytest.fixture
def alice() -> team.Agent:
    return team.Agent(
        id="alice", email="alice@shop.example", name="Alice", role=team.Role.admin, inboxes=None, locale="en",
        colour="#123456", state=team.AgentState.active, totp=False, created_at=0,
    )  # fmt: skip


async def meet(db: Db, kind: HandleKind, value: str, **more: Any) -> people.Person:
    return await db.write(people.recognise, kind, value, **more)


async def claims(db: Db, person: people.Person, address: str, source: str = "chat") -> people.Handle:
    return await db.write(people.claim, person.id, EMAIL, address, source=source)


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (EMAIL, " Ana@Example.ORG ", "ana@example.org"),
        (EMAIL, "ana@bücher.example", "ana@xn--bcher-kva.example"),
        (EMAIL, "ana@straße.example", "ana@xn--strae-oqa.example"),
        (EMAIL, "ana+shop@example.org", "ana+shop@example.org"),
        (PHONE, "030 1234567", "+49301234567"),
        (PHONE, "+44 20 7946 0958", "+442079460958"),
        (VISITOR, " AbC ", "AbC"),
    ],
)
def test_an_address_is_compared_in_one_form(kind: HandleKind, written: str, kept: str) -> None:
    assert people.normal(kind, written) == kept


@pytest.mark.parametrize(
    ("kind", "written"), [(EMAIL, "ana"), (EMAIL, ""), (EMAIL, "a@b@ c"), (PHONE, "hello"), (EMAIL, "x" * 400)]
)
def test_what_is_no_address_is_refused_in_words(kind: HandleKind, written: str) -> None:
    with pytest.raises(people.NotAnAddress) as failure:
        people.normal(kind, written)
    assert failure.value.detail


async def test_the_same_address_is_the_same_person(database: Db) -> None:
    first = await meet(database, EMAIL, "Ana@example.org")
    again = await meet(database, EMAIL, "ana@EXAMPLE.org", name="Ana Okafor")
    assert first.id == again.id
    whole = await database.read(people.person, first.id)
    assert (whole.name, len(whole.handles), whole.handles[0].display) == ("Ana Okafor", 1, "Ana@example.org")


async def test_a_proof_is_remembered_and_a_claim_never_takes_it_away(database: Db) -> None:
    person = await meet(database, EMAIL, "ana@example.org")
    assert person.handles[0].proof is Proof.claimed
    await meet(database, EMAIL, "ana@example.org", proof=Proof.proven, proven_by="dkim")
    person = await meet(database, EMAIL, "ana@example.org")
    assert (person.handles[0].proof, person.handles[0].proven_by) == (Proof.proven, "dkim")


async def test_a_claim_joins_for_the_desk_whichever_came_first(database: Db) -> None:
    ana = await meet(database, EMAIL, "ana@example.org")
    visitor = await meet(database, VISITOR, "one")
    await claims(database, visitor, "ana@example.org")
    assert await database.read(people.identity, visitor.id) == ana.id

    other = await meet(database, VISITOR, "two")
    await claims(database, other, "ben@example.org")
    ben = await meet(database, EMAIL, "ben@example.org")
    assert await database.read(people.identity, other.id) == ben.id


async def test_whoever_claims_two_addresses_glues_nobody(database: Db) -> None:
    ana, ben = await meet(database, EMAIL, "ana@example.org"), await meet(database, EMAIL, "ben@example.org")
    visitor = await meet(database, VISITOR, "mallory")
    await claims(database, visitor, "ana@example.org", source="a")
    await claims(database, visitor, "ben@example.org", source="b")
    assert await database.read(people.identity, ana.id) != await database.read(people.identity, ben.id)
    assert await database.read(people.members, ben.id) == (ben.id,)


async def test_whoever_proved_an_address_is_not_joined_by_typing_another(database: Db) -> None:
    ana = await meet(database, EMAIL, "ana@example.org")
    ben = await meet(database, EMAIL, "ben@example.org", proof=Proof.proven)
    await claims(database, ben, "ana@example.org")
    assert await database.read(people.members, ana.id) == (ana.id,)


async def test_a_corrected_address_takes_the_place_of_the_mistyped_one(database: Db) -> None:
    visitor = await meet(database, VISITOR, "one")
    await claims(database, visitor, "ana@exmaple.org")
    await claims(database, visitor, "ana@example.org")
    handles = (await database.read(people.person, visitor.id)).handles
    assert [h.value for h in handles if h.kind is EMAIL] == ["ana@example.org"]


async def test_a_thousand_claims_join_only_a_few(database: Db) -> None:
    ana = await meet(database, EMAIL, "ana@example.org")
    for i in range(25):
        await claims(database, await meet(database, VISITOR, f"v{i}"), "ana@example.org")
    assert len(await database.read(people.members, ana.id)) == 21


async def test_proving_a_claim_makes_the_join_certain(database: Db, alice: team.Agent) -> None:
    ana, visitor = await meet(database, EMAIL, "ana@example.org"), await meet(database, VISITOR, "one")
    handle = await claims(database, visitor, "ana@example.org")
    proven = await database.write(people.prove, handle.id, "link")
    assert (proven.proof, proven.proven_by) == (Proof.proven, "link")
    person = await database.read(people.person, ana.id)
    assert [m.claimed for m in person.merged] == [False]
    assert not any(h.joined for h in person.handles)
    assert [(h.proof, h.proven_by) for h in person.handles if h.kind is EMAIL] == [(Proof.proven, "link")]
    parted = await database.write(people.unmerge, alice, visitor.id)
    assert parted.identity_id == visitor.id


@pytest.mark.parametrize("proof", list(Proof))
async def test_an_address_proven_on_both_sides_joins_whoever_proved_more(database: Db, proof: Proof) -> None:
    """A customer known by her account here and by her number at the shop. What one side only says is no proof."""
    buyer = await meet(database, EMAIL, "ana@example.org", proof=proof, proven_by="store:loom")
    visitor = await meet(database, VISITOR, "one", proof=Proof.proven)
    account = await database.write(people.claim, visitor.id, HandleKind.other, "account:17")
    await database.write(people.prove, account.id, "shop")
    handle = await claims(database, visitor, "ana@example.org")
    await database.write(people.prove, handle.id, "shop")
    joined = {buyer.id, visitor.id} if proof is Proof.proven else {buyer.id}
    assert set(await database.read(people.members, buyer.id)) == joined


async def test_merging_is_undone_in_any_order(database: Db, alice: team.Agent) -> None:
    a, b, c = [(await meet(database, EMAIL, f"{x}@example.org")).id for x in "abc"]
    await database.write(people.merge, alice, a, b)
    await database.write(people.merge, alice, c, b)
    assert set(await database.read(people.members, b)) == {a, b, c}
    with pytest.raises(people.OneAndTheSame):
        await database.write(people.merge, alice, a, c)
    await database.write(people.unmerge, alice, b)
    assert set(await database.read(people.members, a)) == {a, c}
    assert await database.read(people.members, b) == (b,)
    await database.write(people.unmerge, alice, a)
    with pytest.raises(people.NotMerged):
        await database.write(people.unmerge, alice, a)


async def test_an_agent_writes_addresses_down_and_takes_them_away(database: Db, alice: team.Agent) -> None:
    id = await database.write(people.create, alice, "Ana", ((EMAIL, "ana@example.org"), (PHONE, "+49301234567")))
    with pytest.raises(people.HeldByAnother) as failure:
        await database.write(people.create, alice, "Other", ((EMAIL, "ANA@example.org"),))
    assert failure.value.extra == {"person_id": id}
    email, phone = (await database.read(people.person, id)).handles
    await database.write(people.withdraw_claim, alice, phone.id)
    with pytest.raises(people.StillNeeded):
        await database.write(people.withdraw_claim, alice, email.id)


async def test_people_are_found_by_address_name_and_beginning(database: Db, alice: team.Agent) -> None:
    ana = await meet(database, EMAIL, "ana.okafor@example.org", name="Ana Okafor")
    await meet(database, EMAIL, "ben@example.org", name="Bén Müller")
    assert [p.id for p in await database.read(people.by_handle, "Ana.Okafor@example.org")] == [ana.id]
    for query in ("okaf", "ana.okafor@example.org", "ANA ok"):
        assert [p.id for p in (await database.read(people.search, query))[0]] == [ana.id]
    assert [p.name for p in (await database.read(people.search, "ben mull"))[0]] == ["Bén Müller"]
    await database.write(
        people.edit, alice, ana.id, people.PersonEdit(name="Ana Maria", about="likes moss", regular=True)
    )
    assert [p.regular for p in (await database.read(people.search, "moss"))[0]] == [True]
    assert (await database.read(people.search, "okafor"))[0][0].name == "Ana Maria"


async def test_the_list_shows_identities_whom_we_saw_last_first(database: Db, alice: team.Agent, clock: Any) -> None:
    ids = []
    for i in range(5):
        clock.advance(60_000)
        ids.append((await meet(database, EMAIL, f"p{i}@example.org")).id)
    await database.write(people.merge, alice, ids[0], ids[4])
    first, place = await database.read(people.listing, 2)
    second, _ = await database.read(people.listing, 2, place)
    assert [p.id for p in (*first, *second)] == [ids[3], ids[2], ids[1], ids[0]]


async def test_silence_is_no_consent_and_the_last_word_counts(database: Db) -> None:
    ana = await meet(database, EMAIL, "ana@example.org")
    assert not await database.read(people.agreed, ana.id, "newsletter")
    await database.write(people.consent, ana.id, "newsletter", True, "checkout")
    assert await database.read(people.agreed, ana.id, "newsletter")
    await database.write(people.consent, ana.id, "newsletter", False, "link in a mail")
    assert not await database.read(people.agreed, ana.id, "newsletter")


async def test_a_bouncing_address_is_flagged_until_it_works_again(database: Db) -> None:
    ana = await meet(database, EMAIL, "ana@example.org")
    await database.write(people.note_bounce, EMAIL, "Ana@example.org", "mailbox full")
    assert (await database.read(people.person, ana.id)).handles[0].bouncing == "mailbox full"
    await database.write(people.note_bounce, EMAIL, "ana@example.org", None)
    assert (await database.read(people.person, ana.id)).handles[0].bouncing is None


async def test_of_several_who_claim_a_proven_address_only_one_is_parted_at_a_time(
    database: Db, alice: team.Agent
) -> None:
    def three_claim(tx: Tx) -> tuple[Person, list[Handle]]:
        ana = people.recognise(tx, HandleKind.email, "ana@posteo.example", proof=Proof.proven, proven_by="dkim")
        visits = [people.recognise(tx, HandleKind.visitor, f"cookie {n}") for n in range(3)]
        return ana, [people.claim(tx, one.id, HandleKind.email, "ana@posteo.example", source="chat") for one in visits]

    ana, claims = await database.write(three_claim)
    with pytest.raises(people.SeveralClaim) as refused:
        await database.write(people.withdraw_claim, alice, ana.handles[0].id)
    assert refused.value.extra["handles"] == [claim.id for claim in claims]
    whole = await database.read(people.person, ana.id)
    assert [one.handle_id for one in whole.merged] == [claim.id for claim in claims]
    assert {one.address for one in whole.merged} == {"ana@posteo.example"}
    await database.write(people.withdraw_claim, alice, claims[1].id)
    left = await database.read(people.person, ana.id)
    assert [one.id for one in left.merged] == [claims[0].person_id, claims[2].person_id]
    assert await database.read(people.only_says, claims[0].person_id)
    assert not await database.read(people.only_says, claims[1].person_id)
