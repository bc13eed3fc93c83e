"""The main job: Ana chats, leaves, writes a mail; the desk sees one person and one talk, and answers where she is."""

import asyncio
import re
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, Request, Route, expect

from tests.browser import chromium
from tests.journeys.house import (
    House,
    Visitor,
    at_the_desk,
    eventually,
    house,
    letter,
    mailbox_of,
    on_the_shop_page,
    post_letter,
)
from tests.servers import MailServer, MailStore, Postgres

pytestmark = [pytest.mark.browser, pytest.mark.servers]

FIRST = "Is the harbour jacket really waterproof?"
SECOND = "Here is a picture of the seam, it came open."
ANSWER = "Please send it back, a new one is on its way to you."


@pytest.fixture(params=["sqlite", "postgresql"])
def database_settings(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create_database()
    yield {"database_url": url}
    server.drop_database(url)


async def test_one_person_one_conversation_over_chat_and_mail(
    tmp_path: Path,
    database_settings: dict[str, str],
    dovecot: MailStore,
    postfix: MailServer,
    chromium_path: str,
) -> None:
    ana = f"ana{secrets.token_hex(4)}@posteo.example"
    async with house(tmp_path, dovecot, postfix, **database_settings) as shop, chromium() as browser:
        async with at_the_desk(browser, shop, "bob") as bob:
            async with on_the_shop_page(browser, shop) as visitor:
                await visitor.opens_the_chat()
                await visitor.says(FIRST)
                await visitor.gives_address(ana)
            await bob_sees_her_chat(bob, ana)
            await she_writes_a_mail(postfix, shop, ana)
            await bob_sees_one_person(bob, shop, ana)
            await bob_answers(bob)
            answer = await arrives_threaded(dovecot, ana)
            async with on_the_shop_page(browser, shop, address=link_in(answer)) as back:
                for words in (FIRST, SECOND, ANSWER):
                    await back.sees(words)
                assert "sk=" not in back.page.url
                await back.says("Thank you!")
            await expect(bob.locator("article", has_text="Thank you!")).to_be_visible()
        async with on_the_shop_page(browser, shop) as mallory:
            await nothing_of_hers(mallory.page, shop, ana)
        assert len(await shop.known(ana)) == 1


async def bob_sees_her_chat(bob: Page, ana: str) -> None:
    """No reload: his window was open before she came."""
    await bob.get_by_role("region", name="Conversations").get_by_role("link").filter(has_text="waterproof").click()
    await expect(bob.locator("article", has_text=FIRST)).to_be_visible()
    card = bob.get_by_role("list", name="Addresses")
    await expect(card.get_by_text(ana)).to_be_visible()
    await expect(card.get_by_text("claimed")).to_be_visible()


async def she_writes_a_mail(postfix: MailServer, shop: House, ana: str) -> None:
    made = letter(f"Ana Ribeiro <{ana}>", shop.address, "The seam", SECOND, id=f"seam.{ana}")
    made.add_attachment(b"\x89PNG not really", maintype="image", subtype="png", filename="seam.png")
    await post_letter(postfix, made)


async def bob_sees_one_person(bob: Page, shop: House, ana: str) -> None:
    await expect(bob.locator("article", has_text=SECOND)).to_be_visible()
    await expect(bob.locator("article", has_text="seam.png")).to_be_visible()
    await expect(bob.get_by_role("list", name="Addresses").get_by_text("proven")).to_be_visible()
    await expect(
        bob.get_by_role("region", name="Conversations").get_by_role("link", name=re.compile("seam"))
    ).to_have_count(1)
    known = await shop.known(ana)
    assert len(known) == 1
    entries = await shop.timeline(known[0]["id"])
    assert [entry["body"]["text"] for entry in entries] == [FIRST, SECOND]
    assert len({entry["conversation_id"] for entry in entries}) == 1
    assert len(await shop.conversations()) == 1


async def bob_answers(bob: Page) -> None:
    await bob.get_by_role("textbox", name="Your answer").click()
    await bob.keyboard.insert_text(ANSWER)
    await bob.get_by_role("button", name="Send", exact=True).click()
    await expect(bob.locator("article", has_text=ANSWER)).to_contain_text("Sent")


async def arrives_threaded(dovecot: MailStore, ana: str) -> str:
    """Her mail program shows it under her own. Answers its text."""

    async def arrived() -> list[object]:
        return list(await mailbox_of(dovecot, ana))

    await eventually(arrived)
    (mail,) = await mailbox_of(dovecot, ana)
    assert mail["In-Reply-To"] == f"<seam.{ana}>"
    assert f"<seam.{ana}>" in mail["References"].split()
    assert mail["Message-ID"].endswith("@larkandloom.example>")
    assert mail["Subject"] == "Re: The seam"
    text = mail.get_body(("plain",))
    assert text is not None
    assert ANSWER in text.get_content()
    return str(text.get_content())


def link_in(text: str) -> str:
    found = re.search(r"http\S+/continue\?t=[\w.~-]+", text)
    assert found, text
    return found[0]


async def nothing_of_hers(mallory: Page, shop: House, ana: str) -> None:
    """Whoever types Ana's address gets an empty talk, on the screen and from every route of the chat."""
    visitor = Visitor(mallory)
    await visitor.opens_the_chat()
    await visitor.says("Hello")
    await visitor.gives_address(ana)
    await mallory.reload()
    await expect(mallory.locator(".b", has_text="Hello")).to_be_visible()
    seen = await mallory.locator("body").inner_html() + "".join(await mallory.locator(".b").all_inner_texts())
    key = shop.chat["public_key"]
    kept = await mallory.evaluate("() => JSON.stringify(localStorage)")
    token = re.search(r'"token\\*":\\*"([\w-]+)', kept)
    assert token, kept
    async with httpx.AsyncClient(base_url=f"{shop.desk.url}/chat/v1/{key}", trust_env=False) as chat:
        chat.headers["Authorization"] = f"Visitor {token[1]}"
        assert [item["text"] for item in (await chat.get("/entries")).json()["items"]] == ["Hello"]
        asked = [await chat.get(""), await chat.get("/entries"), await chat.get("/entries", params={"after": 0})]
        asked += [await chat.post("/visitors", json={}), await chat.put("/me", json={"email": ana, "name": "Ana"})]
        asked += [
            await chat.get("/continue", params={"t": "x"}),
            await chat.post("/proofs", json={"code": "123456", "email": ana}),
        ]
        (person,) = await shop.known(ana)
        for entry in await shop.timeline(person["id"]):
            for file in entry["body"]["attachments"]:
                asked.append(await chat.get(f"/attachments/{file['id']}", params={"t": "x"}))
                assert asked[-1].status_code in (403, 404), asked[-1].text
    everything = seen + kept + "".join(answer.text for answer in asked)
    for words in (FIRST, SECOND, ANSWER, "seam.png", "Ribeiro"):
        assert words not in everything


async def test_two_agents_and_one_customer_make_one_answer(
    tmp_path: Path, database_settings: dict[str, str], chromium_path: str
) -> None:
    asked, answers = "Which size fits 178 cm?", {"bob": "M is the one, says Bob", "carol": "L is the one, says Carol"}
    async with (
        house(tmp_path, **database_settings) as shop,
        chromium() as browser,
        on_the_shop_page(browser, shop) as ana,
    ):
        await ana.opens_the_chat()
        await ana.says(asked)
        (talk,) = await shop.conversations()
        here = f"/inbox/all/{talk['id']}"
        async with at_the_desk(browser, shop, "bob", here) as bob, at_the_desk(browser, shop, "carol", here) as carol:
            pages = {"bob": bob, "carol": carol}
            await both_answer_at_once(pages, answers)
            late = await who_was_late(pages)
            first = "carol" if late == "bob" else "bob"
            page = pages[late]
            told = page.get_by_role("alert").filter(has_text=f"{first.title()} answered meanwhile")
            await expect(told).to_contain_text(answers[first])
            await expect(page.get_by_role("textbox", name="Your answer")).to_contain_text(answers[late])
            await page.get_by_role("button", name="Drop mine").click()
            await expect(page.locator("article", has_text=answers[first])).to_be_visible()
            await ana.sees(answers[first])
            assert await ana.said() == [asked, answers[first]]
            said = await shop.timeline(talk["person_id"])
            assert [entry["body"]["text"] for entry in said] == [asked, answers[first]]


async def both_answer_at_once(pages: Mapping[str, Page], answers: Mapping[str, str]) -> None:
    """Both answers leave before either could have been seen."""
    together = asyncio.Event()
    waiting: list[Request] = []

    async def hold(route: Route, request: Request) -> None:
        waiting.append(request)
        if len(waiting) == len(pages):
            together.set()
        await together.wait()
        await route.continue_()

    for name, page in pages.items():
        await page.route("**/replies", hold, times=1)
        await page.get_by_role("textbox", name="Your answer").click()
        await page.keyboard.insert_text(answers[name])
    for page in pages.values():
        await page.get_by_role("button", name="Send", exact=True).click()


async def who_was_late(pages: Mapping[str, Page]) -> str:
    async def found() -> str | None:
        for name, page in pages.items():
            if await page.get_by_text(" answered meanwhile").count():
                return name
        return None

    late = await eventually(found)
    assert late
    return late
