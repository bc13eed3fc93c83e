"""What a session proved is what it sees. Mallory, who types Ana's address, sees nothing of Ana's."""

from typing import Any

from shopkeeper import people
from shopkeeper.channels.adapters.chat import codes, hooks, jobs
from shopkeeper.channels.adapters.chat.identity import made
from shopkeeper.channels.adapters.chat.tests.house import SECRET, Desk, Visitor, open_desk
from shopkeeper.kit import ids
from shopkeeper.kit.clock import DAY, MINUTE, SettableClock
from shopkeeper.kit.jobs import Ctx
from shopkeeper.people import HandleKind, Proof
from shopkeeper.team import Letter

ANA = "ana@posteo.example"


def token(clock: SettableClock, sub: str = "customer-7", **more: Any) -> str:
    return made(SECRET, **{"sub": sub, "exp": clock.at // 1000 + 600, **more})


async def talk_with_ana(desk: Desk) -> tuple[Visitor, str]:
    """Ana chats, gives her address, and is answered; she also writes a mail."""
    ana = await desk.visitor().begins()
    said = await ana.says("My parcel is late")
    assert (await ana.asks("PUT", "/me", json={"name": "Ana", "email": ANA})).status_code == 200
    await desk.answers(said["id"], "A secret answer for Ana")
    await desk.hears_mail(ANA, "A secret mail of Ana")
    return ana, said["id"]


async def test_mallory_who_types_anas_address_sees_nothing_on_any_route(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana, said = await talk_with_ana(desk)
        file = (
            await ana.asks("POST", "/attachments?name=a.txt", content=b"secret", headers={"Content-Type": "text/plain"})
        ).json()
        mallory = await desk.visitor().begins()
        answer = await mallory.asks("PUT", "/me", json={"name": "Ana", "email": ANA})
        assert answer.json() == {"id": mallory.id, "name": "Ana", "email": ANA, "proven": False}
        await mallory.says("It is me, Ana")
        assert await mallory.reads() == ["It is me, Ana"]
        for path in ("/entries?after=0", "/entries?next=0"):
            assert [line["text"] for line in (await mallory.asks("GET", path)).json()["items"]] == ["It is me, Ana"]
        assert (await mallory.asks("POST", "/messages", json={"id": said, "text": "x"})).status_code == 409
        taken = {"id": ids.new(), "text": "x", "attachments": [file["id"]]}
        assert (await mallory.asks("POST", "/messages", json=taken)).status_code == 422
        assert (await mallory.asks("GET", f"/attachments/{file['id']}?t=guess.guess")).status_code == 403
        assert (await mallory.asks("GET", f"/attachments/{file['id']}")).status_code == 422
        assert "Ana" not in (await mallory.asks("GET", "")).text
        for wrong in ({"code": "000000", "email": ANA}, {"code": "over"}, {"code": ""}):
            assert (await mallory.asks("POST", "/proofs", json=wrong)).status_code == 403
        assert (await mallory.asks("POST", "/codes", json={"email": ANA})).status_code == 202
        assert await mallory.reads() == ["It is me, Ana"]


async def test_mallory_hears_nothing_on_the_socket_either(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana, said = await talk_with_ana(desk)
        mallory = await desk.visitor().begins()
        await mallory.says("hello")
        await mallory.asks("PUT", "/me", json={"email": ANA})
        async with mallory.listens() as ear:
            await ear.next("hello")
            again = await ana.says("Another secret")
            await desk.answers(again["id"], "Another secret answer")
            await desk.hears_mail(ANA, "Another secret mail")
            entry = await ctx.db.read(lambda tx: people.holder(tx, HandleKind.visitor, ana.id))
            assert entry is not None
            talk = await desk.conversation(said)
            ctx.hub.whisper(f"handle:{entry.id}", {"whisper": "typing", "name": "Alice", "conversation_id": talk})
            assert await ear.is_quiet("entry", "typing", "reset")
        assert await mallory.reads() == ["hello"]


async def test_mallory_may_come_first_and_still_sees_nothing_of_what_ana_mails_later(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        mallory = await desk.visitor().begins()
        await mallory.says("hello")
        await mallory.asks("PUT", "/me", json={"email": ANA})
        async with mallory.listens() as ear:
            await ear.next("hello")
            await desk.hears_mail(ANA, "A secret mail of Ana")
            assert await ear.is_quiet("entry")
        assert await mallory.reads() == ["hello"]


async def test_for_the_desk_the_claim_joins_them(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        await desk.hears_mail(ANA, "a mail")
        mallory = await desk.visitor().begins()
        await mallory.says("hello")
        await mallory.asks("PUT", "/me", json={"email": ANA})

        def look(tx: Any) -> tuple[str, str, Proof]:
            visit, mail = people.holder(tx, HandleKind.visitor, mallory.id), people.holder(tx, HandleKind.email, ANA)
            assert visit is not None
            assert mail is not None
            claim = next(h for h in people.handles_of(tx, visit.person_id) if h.kind is HandleKind.email)
            return people.identity(tx, visit.person_id), people.identity(tx, mail.person_id), claim.proof

        visit, mail, proof = await ctx.db.read(look)
        assert visit == mail
        assert proof is Proof.claimed


async def test_the_link_in_our_mail_opens_the_whole_talk_once(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        await talk_with_ana(desk)
        code = await desk.follows(await desk.link(ANA))
        phone = desk.visitor()
        answer = await phone.proves(code)
        assert answer.json()["visitor"]["proven"] is True
        assert "A secret mail of Ana" in await phone.reads()
        assert (await desk.visitor().proves(code)).status_code == 403


async def test_her_own_browser_keeps_its_session_and_sees_more(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana, _ = await talk_with_ana(desk)
        before = await ana.reads()
        assert before == ["My parcel is late", "A secret answer for Ana"]
        async with ana.listens() as ear:
            await ear.next("hello")
            assert (await ana.proves(await desk.follows(await desk.link(ANA)))).json()["token"] is None
            assert (await ear.next("reset"))["reset"]
            await desk.hears_mail(ANA, "One more mail")
            await ear.hears("One more mail")
        assert set(await ana.reads()) == {*before, "A secret mail of Ana", "One more mail"}


async def test_a_link_somebody_else_sent_does_not_take_her_words_away(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        await desk.hears_mail("mallory@evil.example", "Mallory's own mail")
        ana = await desk.visitor().begins()
        said = await ana.says("My address is Harbour Street 4")
        before = ana.id
        await ana.proves(await desk.follows(await desk.link("mallory@evil.example")))
        handles = await ctx.db.read(lambda tx: _addresses_of(tx, before))
        assert "mallory@evil.example" not in handles
        mallory = desk.visitor()
        await mallory.proves(await desk.follows(await desk.link("mallory@evil.example")))
        assert await mallory.reads() == ["Mallory's own mail"]
        assert said["text"] in await ana.reads()


async def test_a_code_or_a_link_that_is_over_says_so_kindly(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        await talk_with_ana(desk)
        link = await desk.link(ANA)
        code = await desk.follows(link)
        clock.advance(11 * MINUTE)
        answer = await desk.visitor().proves(code)
        assert (answer.status_code, answer.json()["kind"]) == (403, "code_wrong")
        assert "Ask for a new one" in answer.json()["detail"]
        clock.advance(8 * DAY)
        assert await desk.follows(link) == "over"
        assert await desk.follows(link[:-3] + "AAA") == "over"


async def test_six_figures_by_mail(ctx: Ctx) -> None:
    sent: list[Letter] = []

    async def carry(_: Ctx, letter: Letter) -> None:
        sent.append(letter)

    async with open_desk(ctx) as desk:
        await talk_with_ana(desk)
        ana = await desk.visitor().begins()
        assert (await ana.asks("POST", "/codes", json={"email": "Ana@Posteo.example"})).status_code == 202
        assert (await ana.asks("POST", "/codes", json={"email": "nobody@posteo.example"})).status_code == 202
        before, hooks.carry = hooks.carry, carry
        try:
            for code_id in await ctx.db.read(_codes):
                await jobs.send_code(ctx, code_id)
        finally:
            hooks.carry = before
        assert [letter.to for letter in sent] == [ANA]
        figures = sent[0].subject.rpartition(" ")[2]
        wrong = f"{(int(figures) + 1) % 1_000_000:06d}"
        assert (await ana.proves(wrong, ANA)).status_code == 403
        assert (await ana.proves(figures, "mallory@evil.example")).status_code == 403
        assert (await ana.proves(figures, ANA)).status_code == 200
        assert "A secret mail of Ana" in await ana.reads()
        assert (await desk.visitor().proves(figures, ANA)).status_code == 403


async def test_figures_cannot_be_guessed_by_trying(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        await talk_with_ana(desk)
        mallory = await desk.visitor().begins()
        await mallory.asks("POST", "/codes", json={"email": ANA})
        code_id = (await ctx.db.read(_codes))[0]
        right = codes.figures(code_id)
        for _ in range(codes.MOST_TRIES):
            await mallory.proves(f"{(int(right) + 7) % 1_000_000:06d}", ANA)
        assert (await mallory.proves(right, ANA)).status_code == 403


async def test_a_signed_in_customer_has_one_talk_on_all_devices(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        laptop = await desk.visitor().begins(identity_token=token(clock, name="Ana Castelao"))
        await laptop.says("from the laptop")
        phone = await desk.visitor().begins(identity_token=token(clock))
        assert phone.id == laptop.id
        assert await phone.reads() == ["from the laptop"]


async def test_what_was_said_before_signing_in_stays_in_sight(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        laptop = await desk.visitor().begins(identity_token=token(clock))
        await laptop.says("from the laptop")
        phone = await desk.visitor().begins()
        await phone.says("before signing in")
        await phone.begins(identity_token=token(clock))
        assert await phone.reads() == ["from the laptop", "before signing in"]


async def test_the_next_one_at_a_shared_computer_starts_afresh(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        browser = await desk.visitor().begins(identity_token=token(clock, "ana"))
        await browser.says("Ana's secret")
        before = browser.token
        await browser.begins(identity_token=token(clock, "bob"))
        assert browser.token != before
        assert await browser.reads() == []


async def test_an_email_in_the_token_counts_only_when_the_shop_checked_it(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        await desk.hears_mail(ANA, "A secret mail of Ana")
        unchecked = await desk.visitor().begins(identity_token=token(clock, "x1", email=ANA))
        assert await unchecked.reads() == []
        checked = await desk.visitor().begins(identity_token=token(clock, "x2", email=ANA, email_verified=True))
        assert await checked.reads() == ["A secret mail of Ana"]


async def test_tokens_that_do_not_hold_are_refused(ctx: Ctx, clock: SettableClock) -> None:
    now = clock.at // 1000
    good = token(clock)
    none = "eyJhbGciOiJub25lIn0." + good.split(".")[1] + "."
    bad = [
        "",
        "a.b.c",
        none,
        good[:-2] + ("AA" if good[-2:] != "AA" else "BB"),
        made("another secret altogether", sub="x", exp=now + 60),
        made(SECRET, sub="x"),
        made(SECRET, exp=now + 60),
        made(SECRET, sub="", exp=now + 60),
        made(SECRET, sub="x", exp=now - 120),
        made(SECRET, sub="x", exp=now + 3 * 86_400),
        made(SECRET, sub={"a": 1}, exp=now + 60),
        made(SECRET, sub="x", exp="tomorrow"),
    ]
    async with open_desk(ctx) as desk:
        for word in bad[1:]:
            answer = await desk.visitor().asks("POST", "/visitors", json={"identity_token": word})
            assert (answer.status_code, answer.json()["kind"]) == (403, "bad_identity"), word


def _addresses_of(tx: Any, visitor_id: str) -> list[str]:
    """Everything the desk takes to be an address of this visitor."""
    held = people.holder(tx, HandleKind.visitor, visitor_id)
    assert held is not None
    return [handle.value for handle in people.person(tx, held.person_id).handles]


def _codes(tx: Any) -> list[str]:
    import sqlalchemy as sa

    from shopkeeper.channels.adapters.chat.store import code

    return [row.id for row in tx.all(sa.select(code.c.id).order_by(code.c.id))]


async def test_an_address_without_an_end_is_asked_for_again(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        for email in ("ana@posteo", "ana", "ana@"):
            assert (await ana.asks("PUT", "/me", json={"email": email})).status_code == 422
