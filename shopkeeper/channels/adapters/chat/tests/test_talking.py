"""A visitor and the desk talk."""

import json

from shopkeeper import conversations
from shopkeeper.channels.adapters.chat import limits
from shopkeeper.channels.adapters.chat.tests.house import open_desk
from shopkeeper.kit import ids
from shopkeeper.kit.jobs import Ctx


async def test_words_go_both_ways_over_the_socket(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        async with ana.listens() as ear:
            assert (await ear.next())["hello"]
            said = await ana.says("Good morning")
            assert (await ear.next("hello"))["seq"] == said["seq"]
            await ana.says("It is about my jacket")
            await ear.hears("It is about my jacket")
            await desk.answers(said["id"], "Good morning, Ana")
            heard = await ear.hears("Good morning, Ana")
        assert (heard["from"], heard["text"], heard["name"]) == ("shop", "Good morning, Ana", "Alice")
        assert heard["seq"] > said["seq"]
        assert await ana.reads() == ["Good morning", "It is about my jacket", "Good morning, Ana"]


async def test_the_same_id_is_the_same_message(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        id = ids.new()
        first, second = await ana.says("once", id), await ana.says("once", id)
        assert first == second
        assert await ana.reads() == ["once"]


async def test_somebody_elses_id_is_refused(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana, mallory = await desk.visitor().begins(), await desk.visitor().begins()
        said = await ana.says("mine")
        answer = await mallory.asks("POST", "/messages", json={"id": said["id"], "text": "no, mine"})
        assert answer.status_code == 409
        assert await mallory.reads() == []
        assert await ana.reads() == ["mine"]


async def test_what_came_while_the_line_was_broken_is_asked_for(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        said = await ana.says("hello?")
        await desk.answers(said["id"], "I am here")
        found = (await ana.asks("GET", f"/entries?after={said['seq']}")).json()
        assert "I am here" in [line["text"] for line in found["items"]]
        async with ana.listens() as ear:
            assert (await ear.next("hello"))["seq"] == found["seq"]


async def test_reading_shows_on_both_sides(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        said = await ana.says("is it waterproof?")
        async with ana.listens() as ear:
            await ear.next("hello")
            await ctx.db.write(conversations.read, desk.alice, await desk.conversation(said["id"]))
            assert (await ear.next("read"))["read"] == said["seq"]
            answer = await desk.answers(said["id"], "It is waxed")
            line = await ear.hears("It is waxed")
            await ana.asks("PUT", "/read", json={"seq": line["seq"]})
            assert (await ear.next("seen"))["seen"] == line["seq"]
        found = (await ana.asks("GET", "/entries")).json()
        assert (found["read"], found["seen"]) == (said["seq"], line["seq"])
        assert answer.id == line["id"]


async def test_typing_is_whispered_both_ways(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        said = await ana.says("hello")
        talk = await desk.conversation(said["id"])
        with ctx.hub.subscribe("desk") as window:
            async with ana.listens() as ear:
                await ear.next("hello")
                await ear.line.send(json.dumps({"typing": "I wonder wh"}))
                while True:
                    message = await window.next()
                    if getattr(message, "payload", {}).get("text"):
                        break
                assert message.payload["text"] == "I wonder wh"
                assert message.payload["conversation_id"] == talk
                entry = await ctx.db.read(conversations.entry, said["id"])
                ctx.hub.whisper(
                    f"handle:{entry.handle_id}", {"whisper": "typing", "name": "Alice", "conversation_id": talk}
                )
                assert (await ear.next("typing"))["typing"]["name"] == "Alice"


async def test_a_file_goes_along_and_only_its_owner_may_send_it(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana, mallory = await desk.visitor().begins(), await desk.visitor().begins()
        up = await ana.asks(
            "POST", "/attachments?name=pocket.png", content=b"\x89PNG", headers={"Content-Type": "image/png"}
        )
        assert up.status_code == 201
        stolen = await mallory.asks(
            "POST", "/messages", json={"id": ids.new(), "text": "", "attachments": [up.json()["id"]]}
        )
        assert stolen.status_code == 422
        line = await ana.says("", attachments=(up.json()["id"],))
        url = line["attachments"][0]["url"]
        fetched = await desk.client.get(url)
        assert (fetched.content, fetched.headers["content-type"]) == (b"\x89PNG", "image/png")
        assert (await desk.client.get(url[:-4] + "AAAA")).status_code == 403
        assert (await desk.client.get(url.partition("?")[0])).status_code == 422


async def test_files_may_be_big_but_not_too_big(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        assert (await ana.asks("POST", "/attachments?name=a.pdf", content=b"x" * 6_000_000)).status_code == 201
        answer = await ana.asks("POST", "/attachments?name=a.pdf", content=b"x" * 20_000_001)
        assert (answer.status_code, answer.json()["detail"]) == (422, "A file may have up to 20 MB.")
        assert (await ana.asks("POST", "/attachments?name=a.pdf", content=b"")).status_code == 422


async def test_a_page_is_never_shown_from_here(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        up = await ana.asks(
            "POST", "/attachments?name=x.html", content=b"<script>", headers={"Content-Type": "text/html"}
        )
        fetched = await desk.client.get(up.json()["url"])
        assert fetched.headers["content-type"].startswith("application/octet-stream")
        assert fetched.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in fetched.headers["content-security-policy"]


async def test_too_much_at_once_waits(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        for n in range(limits.WORDS.burst):
            await ana.says(f"word {n}")
        answer = await ana.asks("POST", "/messages", json={"id": ids.new(), "text": "one more"})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1
        assert answer.headers["access-control-allow-origin"] == "*"


async def test_what_cannot_be_read_is_said_so(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        for body in (
            {"id": "nonsense", "text": "x"},
            {"id": ids.new(), "text": "  "},
            {"id": ids.new(), "text": "x" * 5001},
        ):
            assert (await ana.asks("POST", "/messages", json=body)).status_code == 422


async def test_a_forgotten_browser_is_forgotten(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        await ana.says("hello")
        async with ana.listens() as ear:
            await ear.next("hello")
            assert (await ana.asks("DELETE", "/visitors/me")).status_code == 204
            assert (await ear.next("gone"))["gone"]
        assert (await ana.asks("GET", "/entries")).status_code == 401
