"""Whose mail is it, and where does it go? Each line of the promise, one test."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from shopkeeper import channels, conversations, people
from shopkeeper.channels.tests.conftest import HELP, SALES, Shop
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.people import Proof

ANA, BEN, CARL = "Ana Okafor <ana@home.example>", "Ben Okafor <ben@home.example>", "Carl <carl@else.example>"


async def test_reply_from_the_same_address(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    again = await shop.hears(ANA, subject="Re: Where is my order?", In_Reply_To=await shop.answer_id(answer))
    assert again.conversation_id == first.conversation_id
    await shop.closes()


async def test_reply_from_another_address_with_our_signed_mark(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    other = await shop.hears("Ana Okafor <ana@work.example>", In_Reply_To=await shop.answer_id(answer))
    assert other.conversation_id == first.conversation_id
    person = await shop.known("ana@work.example")
    claim = next(handle for handle in person.handles if handle.value == "ana@home.example")
    assert person.id == (await shop.known("ana@home.example")).identity_id
    assert claim.joined
    await shop.does(people.withdraw_claim, shop.agents["alice"], claim.id)
    assert (await shop.known("ana@work.example")).identity_id != (await shop.known("ana@home.example")).identity_id
    await shop.closes()


async def test_a_mark_that_was_made_up_joins_nobody(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    mark = await shop.answer_id(answer)
    head, _, tail = mark.partition(".")
    other = await shop.hears(CARL, In_Reply_To=f"{head}.{'a' * 20}{tail[20:]}")
    assert other.conversation_id != first.conversation_id
    await shop.closes()


async def test_a_husband_who_was_copied_in(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA, Cc=BEN)
    answer = await shop.replies("alice", first.conversation_id, cc=("ben@home.example",))
    word = await shop.hears(BEN, In_Reply_To=await shop.answer_id(answer))
    assert word.conversation_id == first.conversation_id
    assert word.author.name == "Ben Okafor"
    ana, ben = await shop.known("ana@home.example"), await shop.known("ben@home.example")
    assert ana.identity_id != ben.identity_id
    timeline = await shop.reads(conversations.timeline, shop.agents["alice"], ben.id)
    assert [entry.id for entry in timeline] == [word.id]
    own = await shop.hears(BEN, "Something of my own\n", subject="Another matter")
    assert own.conversation_id != first.conversation_id
    await shop.closes()


async def test_somebody_our_agent_copied_in_may_answer(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id, cc=("ben@home.example",))
    word = await shop.hears(BEN, In_Reply_To=await shop.answer_id(answer))
    assert word.conversation_id == first.conversation_id
    assert (await shop.known("ben@home.example")).identity_id != (await shop.known("ana@home.example")).identity_id
    await shop.closes()


async def test_a_stranger_who_was_passed_the_mail_is_never_glued(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    ours = await shop.answer_id(answer)
    thread = f"{ours} <fwd1@home.example>"
    replied = await shop.hears(CARL, subject="Re: Fwd: Where?", In_Reply_To="<fwd1@home.example>", References=thread)
    passed = await shop.hears("Dora <dora@else.example>", subject="Fwd: Where is my order?", In_Reply_To=ours)
    assert first.conversation_id not in (replied.conversation_id, passed.conversation_id)
    ana = await shop.known("ana@home.example")
    for stranger in ("carl@else.example", "dora@else.example"):
        assert (await shop.known(stranger)).identity_id != ana.identity_id
    await shop.closes()


async def test_a_known_customer_is_never_glued_to_another(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    own = await shop.hears(CARL, "My own matter\n")
    answer = await shop.replies("alice", first.conversation_id)
    shop.clock.advance(MINUTE)
    word = await shop.hears(CARL, "About Ana's\n", In_Reply_To=await shop.answer_id(answer))
    assert word.conversation_id == own.conversation_id
    await shop.closes()


async def test_a_shared_mailbox_is_one_person_with_many_names(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears("Eva <office@firm.example>", "Our first question\n")
    second = await shop.hears("Finn <office@firm.example>", "Another colleague here\n", subject="Second question")
    assert first.conversation_id == second.conversation_id
    assert [e.author.name for e in await shop.said_in(first.conversation_id)] == ["Eva", "Finn"]
    assert (await shop.known("office@firm.example")).name == "Eva"
    await shop.closes()


async def test_the_subject_was_changed(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    word = await shop.hears(ANA, subject="Thank you!", In_Reply_To=await shop.answer_id(answer))
    assert word.conversation_id == first.conversation_id
    await shop.closes()


async def test_an_old_subject_reused_for_a_new_matter(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    await shop.does(conversations.close, shop.agents["alice"], str(first.conversation_id))
    shop.clock.advance(90 * DAY)
    fresh = await shop.hears(ANA, "Now about the roses\n")
    assert fresh.conversation_id != first.conversation_id
    replied = await shop.hears(ANA, "Still the roses\n", In_Reply_To=await shop.answer_id(answer))
    assert replied.conversation_id == fresh.conversation_id
    await shop.closes()


async def test_two_mailboxes_of_ours_in_to_are_one_entry(shop: Shop) -> None:
    await shop.opens()
    both = f"{HELP}, {SALES}"
    first = await shop.hears(ANA, to=both, message_id="<both@home.example>")
    outcome = await shop.gets(b"Received: by sales\r\n" + _mail(to=both), shop.sales)
    assert outcome.state == "duplicate"
    assert outcome.entry_id == first.id
    assert len(await shop.said_in(first.conversation_id)) == 1
    await shop.closes()


async def test_a_newsletter_answered_by_many_gives_each_a_talk_of_their_own(shop: Shop) -> None:
    await shop.opens()
    letter = "<newsletter-7@garden.example>"
    talks = {
        (await shop.hears(who, f"{who}\n", subject="Re: Spring offers", In_Reply_To=letter)).conversation_id
        for who in (ANA, BEN, CARL)
    }
    assert len(talks) == 3
    await shop.closes()


async def test_no_message_id(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA, "One\n", message_id=None)
    second = await shop.hears(ANA, "Two\n", message_id=None)
    assert first.id != second.id
    assert first.conversation_id == second.conversation_id
    await shop.closes()


async def test_a_message_id_repeated_with_other_words(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA, "One\n", message_id="<same@home.example>")
    second = await shop.hears(ANA, "Two\n", message_id="<same@home.example>")
    assert [e.body["text"] for e in await shop.said_in(first.conversation_id)] == ["One", "Two"]
    assert first.id != second.id
    await shop.closes()


async def test_broken_references(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    word = await shop.hears(ANA, References="<<>> garbage <a b@> @@@ <x", In_Reply_To="not an id at all")
    assert word.conversation_id == first.conversation_id
    await shop.closes()


async def test_a_date_in_2050_does_not_stay_on_top(shop: Shop) -> None:
    await shop.opens()
    word = await shop.hears(ANA, date="Thu, 12 Mar 2050 07:00:00 +0000")
    assert word.at == shop.clock()
    await shop.closes()


async def test_a_side_talk_comes_back_to_it_and_the_customer_never_sees_it(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    asked = await shop.replies(
        "alice", first.conversation_id, "Where is parcel 7?", to=("post@carrier.example",), side=True
    )
    assert not asked.public
    word = await shop.hears("Carrier <post@carrier.example>", "In Leeds.\n", In_Reply_To=await shop.answer_id(asked))
    assert word.conversation_id == first.conversation_id
    assert word.body["side"]
    assert not word.public
    assert (await shop.known("post@carrier.example")).identity_id != (await shop.known("ana@home.example")).identity_id
    stranger = await shop.hears(CARL, In_Reply_To=await shop.answer_id(asked))
    assert stranger.conversation_id != first.conversation_id
    await shop.closes()


async def test_a_proof_of_a_trusted_host_is_remembered(shop: Shop) -> None:
    await shop.opens(trusted_hosts=["mx.garden.example"])
    await shop.hears(ANA)
    assert (await shop.known("ana@home.example")).handles[0].proof is Proof.claimed
    await shop.hears(ANA, Authentication_Results="mx.garden.example; dmarc=pass header.from=home.example")
    assert (await shop.known("ana@home.example")).handles[0].proof is Proof.proven
    await shop.closes()


async def test_a_mail_without_its_proof_is_marked_although_its_address_is_proven(shop: Shop) -> None:
    await shop.opens(trusted_hosts=["mx.garden.example"])
    true = await shop.hears(ANA, Authentication_Results="mx.garden.example; dmarc=pass header.from=home.example")
    forged = await shop.hears(
        ANA, "send it elsewhere\n", Authentication_Results="mx.evil.example; dmarc=pass header.from=home.example"
    )
    answer = await shop.replies("alice", true.conversation_id)
    answered = await shop.hears(ANA, "thank you\n", In_Reply_To=await shop.answer_id(answer))
    assert [word.body["unproven"] for word in (true, forged, answered)] == [False, True, False]
    await shop.closes()


async def test_where_nobody_is_trusted_no_mail_is_marked(shop: Shop) -> None:
    await shop.opens()
    assert not (await shop.hears(ANA)).body["unproven"]
    await shop.closes()


def _mail(**more: str) -> bytes:
    from shopkeeper.channels.adapters.email.tests.letters import mail

    return mail(sender=ANA, message_id="<both@home.example>", date="", body="Hello\n", **more)


async def test_an_answer_from_a_clock_that_is_slow_waits_for_us_all_the_same(shop: Shop) -> None:
    """Its Date lies before the answer it answers; it came after it."""
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    dated = format_datetime(datetime.fromtimestamp(shop.clock() / 1000 - 300, UTC))
    shop.clock.advance(5_000)
    mark = await shop.answer_id(answer)
    again = await shop.hears(ANA, "Not yet!\n", date=dated, In_Reply_To=mark)
    talk = await shop.reads(conversations.conversation, shop.agents["alice"], again.conversation_id)
    assert (talk.state, talk.preview) == (conversations.State.open, "Not yet!")
    timeline = await shop.reads(conversations.timeline, shop.agents["alice"], again.author.id)
    assert [entry.id for entry in timeline if entry.kind == "message"] == [again.id, answer.id, first.id]
    await shop.closes()


async def test_an_answer_does_not_follow_a_forged_letter_to_where_it_leads(shop: Shop) -> None:
    await shop.opens(trusted_hosts=["mx.garden.example"])
    true = await shop.hears(ANA, Authentication_Results="mx.garden.example; dmarc=pass header.from=home.example")
    answer = await shop.replies("alice", true.conversation_id)
    forged = await shop.hears(ANA, "send it here\n", Reply_To="ana@evil.example")
    assert forged.conversation_id == true.conversation_id
    with pytest.raises(channels.SomebodyElse) as refused:
        await shop.replies("alice", true.conversation_id, after=answer.id)
    assert refused.value.extra["entry"].id == forged.id
    kept = await shop.replies("alice", true.conversation_id, after=answer.id, handle_id=true.handle_id)
    assert [one["value"] for one in kept.body["to"]] == ["ana@home.example"]
    await shop.closes()
