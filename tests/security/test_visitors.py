"""The customers' side: forged, borrowed and replayed words of who somebody is, and codes that are not guessed."""

import base64
import json
from typing import Any

import sqlalchemy as sa

from shopkeeper import people
from shopkeeper.channels.adapters.chat import codes, identity, speaking
from shopkeeper.channels.adapters.chat.store import code
from shopkeeper.kit import clock as hours
from shopkeeper.kit import ids, signing
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind
from shopkeeper.team import Role, wording
from tests.security.house import IDENTITY_SECRET, House

ANA = "ana@example.org"


def claims(house: House, **more: Any) -> dict[str, Any]:
    return {"sub": "7", "exp": house.db.clock() // 1000 + 600, "email": ANA, "email_verified": True, **more}


def unsigned(header: dict[str, Any], payload: dict[str, Any], signature: str = "") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in (header, payload))
    return ".".join([*parts, signature])


async def knocks(house: House, token: str, key: str = "") -> int:
    path = f"/chat/v1/{key or house.chat.public_key}/visitors"
    return (await house.nobody().post(path, json={"identity_token": token})).status_code


async def test_the_shops_own_word_opens(house: House) -> None:
    assert await knocks(house, identity.made(IDENTITY_SECRET, **claims(house))) == 201
    assert await knocks(house, identity.made(IDENTITY_SECRET, **claims(house, aud=house.chat.public_key))) == 201


async def test_a_forged_word_does_not(house: House) -> None:
    good = identity.made(IDENTITY_SECRET, **claims(house))
    head, body, mark = good.split(".")
    forged = [
        unsigned({"alg": "none"}, claims(house)), unsigned({"alg": "None"}, claims(house)), unsigned({"alg": "none"}, claims(house), mark),
        unsigned({"alg": "RS256"}, claims(house), mark), unsigned({"alg": "HS512"}, claims(house), mark),
        unsigned({"alg": ["HS256"]}, claims(house), mark), unsigned({"alg": "HS256", "jwk": {"k": ""}}, claims(house), mark),
        identity.made("another secret of sixteen", **claims(house)), identity.made("", **claims(house)),
        f"{head}.{body}.", f"{head}.{body}", f"{head}.{body}.{mark}x", f"{head}.{body[:-2]}.{mark}", f".{body}.{mark}", "a.b.c", "...", "é.é.é",
        identity.made(IDENTITY_SECRET, **claims(house, exp=house.db.clock() // 1000 - 120)),
        identity.made(IDENTITY_SECRET, **claims(house, exp=house.db.clock() // 1000 + 10 * 86_400)),
        identity.made(IDENTITY_SECRET, **claims(house, nbf=house.db.clock() // 1000 + 600)),
        identity.made(IDENTITY_SECRET, **claims(house, aud="another chat")), identity.made(IDENTITY_SECRET, **claims(house, aud=[])),
        identity.made(IDENTITY_SECRET, **claims(house, exp="never")), identity.made(IDENTITY_SECRET, **claims(house, exp=float(10**30))),
        identity.made(IDENTITY_SECRET, **claims(house, sub="")), identity.made(IDENTITY_SECRET, **claims(house, sub={"$ne": 1})),
        identity.made(IDENTITY_SECRET, **claims(house, sub=True)), "x" * 5_000,
    ]  # fmt: skip
    for token in forged:
        assert await knocks(house, token) in (401, 403, 422), token[:80]


async def test_the_word_of_one_brand_is_nothing_at_the_other(house: House) -> None:
    other = await house.connect("chat", "", secrets={"identity": "the other brand's own secret"})
    bare = await house.connect("chat", "")
    for box in (other, bare):
        assert await knocks(house, identity.made(IDENTITY_SECRET, **claims(house)), box.public_key) in (401, 403, 422)


async def test_a_visitors_token_is_good_for_its_own_chat_and_until_they_leave(house: House) -> None:
    other = await house.connect("chat", "")
    ana = await house.visitor()
    assert (await ana.get("/entries")).status_code == 200
    borrowed = house.nobody(Authorization=ana.headers["Authorization"])
    assert (await borrowed.get(f"/chat/v1/{other.public_key}/entries")).status_code == 401
    await ana.delete("/visitors/me")
    assert (await ana.get("/entries")).status_code == 401


async def test_mallory_types_anas_address_and_sees_nothing_of_hers(house: House) -> None:
    await house.hears(house.help, sender=ANA, text="my secret order")
    mallory = await house.visitor()
    assert (await mallory.put("/me", json={"email": ANA, "name": "Ana"})).status_code == 200
    said = {"id": ids.new(), "text": "hello"}
    assert (await mallory.post("/messages", json=said)).status_code == 201
    assert "secret" not in (await mallory.get("/entries")).text


async def test_one_visitor_sends_no_file_of_another(house: House) -> None:
    ana, mallory = await house.visitor(), await house.visitor()
    sent = await ana.post(
        "/attachments", params={"name": "a.txt"}, content=b"private", headers={"Content-Type": "text/plain"}
    )
    file = sent.json()
    taken = await mallory.post("/messages", json={"id": ids.new(), "text": "x", "attachments": [file["id"]]})
    assert taken.status_code == 422
    open_to_all = house.nobody()
    path, _, token = file["url"].partition("?t=")
    assert (await open_to_all.get(f"{path}?t={token}")).status_code == 200
    for guess in ("", token[:-2] + "xx", signing.sign("chat continue", {"a": file["id"]})):
        assert (await open_to_all.get(path, params={"t": guess})).status_code in (403, 404)
    assert (
        await open_to_all.get(path[:-1] + ("0" if path[-1] != "0" else "1"), params={"t": token})
    ).status_code == 404


async def test_a_file_of_a_stranger_is_not_shown_on_our_origin(house: House) -> None:
    ana = await house.visitor()
    for kind in ("text/html", "image/svg+xml", "text/xml"):
        sent = await ana.post(
            "/attachments",
            params={"name": "a.html\r\nX: y"},
            content=b"<script>1</script>",
            headers={"Content-Type": kind},
        )
        answer = await house.nobody().get(sent.json()["url"])
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "x" not in answer.headers


async def test_one_network_does_not_fill_the_disk(house: House) -> None:
    """Visitors cost nothing to make, so it is counted by network: 400 MB an hour."""
    megabytes = 0
    for _ in range(3):
        ana = await house.visitor()
        for _ in range(9):
            answer = await ana.post("/attachments", params={"name": "a"}, content=b"x" * 19_000_000)
            if answer.status_code == 429:
                break
            megabytes += 19
    assert 350 < megabytes <= 400


# --- one-time codes ---


async def known(house: House) -> None:
    await house.hears(house.help, sender=ANA, text="my secret order")


async def test_a_code_has_five_tries_and_an_address_fifteen_in_a_quarter_of_an_hour(house: House) -> None:
    """Counted in rows: a second process, or one that was started again, gives no more."""
    await known(house)
    for _ in range(10):
        await house.db.write(codes.ask, house.chat, ANA)
    found = await house.db.read(_codes)
    assert len(found) == codes.MOST_CODES
    right = codes.figures(found[-1])
    wrong = next(one for one in ("000000", "111111", "222222", "333333") if one not in map(codes.figures, found))
    for _ in range(codes.MOST_TRIES):
        assert await house.db.write(codes.redeem, house.chat, wrong, ANA) is None
    assert await house.db.write(codes.redeem, house.chat, right, ANA) is None
    await house.db.write(codes.ask, house.chat, ANA)
    assert len(await house.db.read(_codes)) == codes.MOST_CODES, "spent tries do not make room for new codes"


async def test_a_code_is_good_once_for_its_address_and_its_time(house: House, clock: SettableClock) -> None:
    await known(house)
    await house.db.write(codes.ask, house.chat, ANA)
    [id] = await house.db.read(_codes)
    right = codes.figures(id)
    other = await house.connect("chat", "")
    assert await house.db.write(codes.redeem, house.chat, right, "mallory@example.org") is None
    assert await house.db.write(codes.redeem, other, right, ANA) is None
    assert await house.db.write(codes.redeem, house.chat, right, ANA) == ANA
    assert await house.db.write(codes.redeem, house.chat, right, ANA) is None
    await house.db.write(codes.ask, house.chat, ANA)
    clock.advance(codes.FIGURES_LAST + 1)
    late = (await house.db.read(_codes))[-1]
    assert await house.db.write(codes.redeem, house.chat, codes.figures(late), ANA) is None


async def test_asking_for_a_code_says_nothing_about_who_is_known(house: House) -> None:
    await known(house)
    ana = await house.visitor()
    answers = [await ana.post("/codes", json={"email": email}) for email in (ANA, "nobody@example.org", "no address")]
    assert {(one.status_code, one.content) for one in answers} == {(202, answers[0].content)}
    assert await house.db.read(lambda tx: people.known_by(tx, HandleKind.email, ANA))


async def test_links_lead_to_web_pages_only(house: House) -> None:
    await house.hires("ada", role=Role.admin)
    ada = await house.program("ada")
    for page in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://shop.example/\r\nSet-Cookie: a=b",
        "/x",
        "https:evil",
    ):
        answer = await ada.patch(f"/api/v1/inboxes/{house.chat.id}", json={"settings": {"page": page}})
        assert answer.status_code == 422, (page, answer.text)
    for address in ("javascript:alert(1)", "data:text/html,x", "//evil.example"):
        answer = await ada.patch(f"/api/v1/inboxes/{house.help.id}", json={"settings": {"authorize_url": address}})
        assert answer.status_code == 422, (address, answer.text)


async def test_a_borrowed_link_opens_another_session_and_not_the_readers(house: House, clock: SettableClock) -> None:
    """Mallory sends Bob the link from his own mail: Bob's words do not become Mallory's."""
    await house.hires("ada", role=Role.admin)
    ada = await house.program("ada")
    await ada.patch(f"/api/v1/inboxes/{house.chat.id}", json={"settings": {"page": "https://shop.example/"}})
    codes.install("http://desk.example.org")
    link = await house.db.read(codes.continue_link, house.chat.id, "somebody", "mallory@example.org")
    bob = await house.visitor()
    await bob.post("/messages", json={"id": ids.new(), "text": "my card is blue"})
    went = await house.nobody().get(link)
    assert went.headers["location"].startswith("https://shop.example/#sk=")
    word = went.headers["location"].partition("#sk=")[2]
    proven = await bob.post("/proofs", json={"code": word})
    assert proven.json()["token"], "a session of its own"
    assert (await bob.post("/proofs", json={"code": word})).status_code in (403, 422), "once"
    clock.advance(8 * hours.DAY)
    assert (await house.nobody().get(link)).headers["location"].endswith("#sk=over")


def _codes(tx: Tx) -> list[str]:
    return [row.id for row in tx.all(sa.select(code.c.id).order_by(code.c.id))]


def test_one_household_is_one_network_however_its_address_is_written() -> None:
    """A /64 has as many addresses as anybody wants, and zeros in it may be left out."""
    same = ("2001:db8::1", "2001:db8::5:6", "2001:db8:0:0:7::", "2001:db8::ffff:1:2:3")
    assert {speaking.network(one) for one in same} == {"2001:db8::"}
    assert speaking.network("2001:db8:0:1::1") != "2001:db8::"
    for one in (speaking.network, wording.network_of):
        assert one("::ffff:203.0.113.7") == one("203.0.113.7") == "203.0.113.7"
        assert one("::ffff:203.0.113.8") != one("203.0.113.7")
