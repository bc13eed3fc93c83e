"""Opening a conversation in Chromium, on a desk of ten thousand: from the click, or the key, to its last words painted.

Each is opened for the first time. What counts is the jump: a click on one that is neither the next in the list nor under a
resting pointer, so that nothing was asked ahead. Beside it: the next one by key, and a click after a moment of hovering.
Floor: the same answers fetched in the same page and put into a bare element.

    scripts/bench open [--conversations 10000] [--opens 20] [--runs 5]
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Container
from pathlib import Path
from typing import Any

from _desk import command, served, surroundings, told
from _fill import Shop, fill
from _report import median, percentile, say, verdict, where_possible
from _wire import Line

from shopkeeper.kit import clock
from tests.browser import DESKTOP, chromium, page_on

LIMIT_MS = 100.0
PASSWORD = "a long row of words"
OPENED = """([id, words, key]) => new Promise((resolve, reject) => {
  const began = performance.now(), seen = (one, box) => {
    const at = one.getBoundingClientRect(), frame = box.getBoundingClientRect()
    return at.height > 0 && at.bottom > frame.top && at.top < frame.bottom && at.top < innerHeight && at.bottom > 0
  }
  const there = () => {
    const box = document.querySelector("[data-timeline]")
    return box && [...box.querySelectorAll("article")].some(one => one.textContent.includes(words) && seen(one, box))
  }
  // Found in one frame, painted by the next.
  const look = () => there() ? requestAnimationFrame(() => resolve(performance.now() - began))
    : performance.now() - began > 10000 ? reject(new Error("not opened: " + id)) : requestAnimationFrame(look)
  if (key) document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}))
  else document.querySelector(`a[href*="${id}"]`).click()
  look()
})"""
BARE = """async ([id, person]) => {
  const began = performance.now()
  const paths = [`/api/v1/conversations/${id}`, `/api/v1/people/${person}/timeline?limit=50`]
  const found = await Promise.all(paths.map(path => fetch(path).then(answer => answer.json())))
  const box = document.createElement("pre")
  box.textContent = found[1].items.map(one => one.body.text).join("\\n")
  document.body.append(box)
  await new Promise(requestAnimationFrame)
  const took = performance.now() - began
  box.remove()
  return took
}"""
LAST = """async pages => {
  const found = []
  for (let after = "", n = 0; n < pages && after !== null; n++) {
    const some = await fetch(`/api/v1/conversations?view=all&limit=100${after && `&after=${after}`}`).then(answer => answer.json())
    found.push(...some.items)
    after = some.next
  }
  const last = one => fetch(`/api/v1/people/${one.person_id}/timeline?limit=1`).then(answer => answer.json())
  return Promise.all(found.map(async one => [one.id, one.person_id, (await last(one)).items[0].body.text.slice(0, 40)]))
}"""
"""Conversations of the list with their persons and what stands last on each one's timeline: that is what must be read."""
LISTED = """() => [...document.querySelectorAll('a[href*="/inbox/"]')].map(one => one.getAttribute("href"))"""
FURTHER = """() => [...document.querySelectorAll('a[href*="/inbox/"]')].at(-1).scrollIntoView({block: "start"})"""
HOVERED = 0.15
READ = 600
"""Milliseconds an agent looks at one at the least; what is fetched behind the scenes is done by then."""
WAYS = ("jump", "next by key", "after hovering")
STEPS = {"jump": 3, "next by key": 1, "after hovering": 3}
"""How far down the list each one goes: a jump goes past the next one, which is asked ahead."""
MOST_LOOKS = 20


async def desk_of(folder: Path, many: int) -> tuple[dict[str, str], Path]:
    """A closed desk with so many conversations, and Alice who can sign in."""
    data, environ = folder / "data", surroundings(log_level="error")
    link = (await command(environ, data, "agent", "add", "alice@bench.example", "--role", "admin")).split("/join/")[1]
    token = (await command(environ, data, "token", "create", "--agent", "alice@bench.example")).split()[-1]
    async with served(data, environ, folder / "desk.log") as server:
        door = Line(server.port, {"X-CSRF": "1"})
        await told(
            door, "POST", f"/api/v1/invitations/{link.split()[0]}", {"name": "Alice Arden", "password": PASSWORD}
        )
        line = Line(server.port, {"Authorization": f"Bearer {token}"})
        brand = (await told(line, "POST", "/api/v1/brands", {"name": "Bench"}))["id"]
        wish = {"kind": "chat", "name": "Chat", "brand_id": brand, "settings": {}}
        box = (await told(line, "POST", "/api/v1/inboxes", wish))["id"]
    await asyncio.to_thread(fill, str(data / "shopkeeper.db"), Shop(brand, box, box, clock.now()), many)
    return environ, data


async def run(wanted: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="sk-open-") as top:
        environ, data = await desk_of(Path(top), wanted.conversations)
        async with served(data, environ, Path(top) / "desk.log") as server, chromium() as browser:
            found: dict[str, list[float]] = {way: [] for way in (*WAYS, "bare")}
            for turn in range(wanted.runs):
                async with page_on(browser, DESKTOP) as page:
                    await sign_in(page, f"http://127.0.0.1:{server.port}")
                    waits = await opened(page, wanted.opens)
                for way, some in waits.items():
                    found[way].append(median(some))
                words = ", ".join(
                    f"{way} {median(some):.1f} (p95 {percentile(some, 95):.1f})" for way, some in waits.items()
                )
                say(f"run {turn + 1}: {words} ms")
    value, least = median(found["jump"]), median(found["bare"])
    return verdict(
        "open", value, least, value / least, LIMIT_MS, ok=value <= LIMIT_MS, unit="ms median (limit in ms)",
        ways={way: round(median(some), 1) for way, some in found.items()}, conversations=wanted.conversations,
        opens=wanted.opens, runs=wanted.runs,
    )  # fmt: skip


async def sign_in(page: Any, url: str) -> None:
    await page.goto(f"{url}/sign-in?to=/inbox/all")
    await page.get_by_label("Your mail address").fill("alice@bench.example")
    await page.get_by_label("Password").first.fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(lambda found: "/sign-in" not in found)
    await page.get_by_role("region", name="Conversations").get_by_role("link").nth(3).wait_for()


async def opened(page: Any, many: int) -> dict[str, list[float]]:
    """So many first openings in each way, and as many bare ones of the same conversations afterwards."""
    waits: dict[str, list[float]] = {way: [] for way in WAYS}
    pages = -(-many * sum(STEPS.values()) // 100) + 1
    known, seen = {id: (person, last) for id, person, last in await page.evaluate(LAST, pages)}, list[str]()
    while len(waits[WAYS[-1]]) < many:
        way = WAYS[len(seen) % len(WAYS)]
        id = await further(page, seen, known, STEPS[way])
        seen.append(id)
        if way == "after hovering":
            await page.locator(f'a[href*="{id}"]').hover()
            await asyncio.sleep(HOVERED)
        key = "j" if way == "next by key" else ""
        waits[way].append(await page.evaluate(OPENED, [id, known[id][1], key]))
        await page.mouse.move(900, 5)
        await page.wait_for_timeout(READ)
    return {**waits, "bare": [await page.evaluate(BARE, [id, known[id][0]]) for id in seen]}


async def further(page: Any, seen: list[str], known: Container[str], step: int) -> str:
    """One that was never opened, so far down the list from the last one; the list is moved on until it stands there."""
    for _ in range(MOST_LOOKS):
        listed = [href.rstrip("/").rsplit("/", 1)[-1] for href in await page.evaluate(LISTED)]
        at = listed.index(seen[-1]) if seen and seen[-1] in listed else -1
        id = next((id for id in listed[at + step :] if id in known and id not in seen), None)
        if id is not None:
            return id
        await page.evaluate(FURTHER)
        await page.wait_for_timeout(300)
    raise RuntimeError(f"after {len(seen)} the list shows nothing that was not opened before")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--conversations", type=int, default=10_000)
    options.add_argument("--opens", type=int, default=20)
    options.add_argument("--runs", type=int, default=5)
    return where_possible(run(options.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
