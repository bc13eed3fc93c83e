"""Opening a conversation in Chromium, on a desk of ten thousand: from the click to its words on the screen.

Each is opened for the first time, so nothing comes out of the page's own memory. Floor: the same answers fetched in the same
page and put into a bare element.

    scripts/bench open [--conversations 10000] [--opens 20] [--runs 5]
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

import uvloop
from _desk import command, served, surroundings, told
from _fill import Shop, fill
from _report import median, percentile, say, verdict
from _wire import Line

from shopkeeper.kit import clock
from tests.browser import DESKTOP, chromium, page_on
from tests.servers import Missing

LIMIT_MS = 100.0
PASSWORD = "a long row of words"
OPENED = """([id, words]) => new Promise((resolve, reject) => {
  const link = document.querySelector(`a[href*="${id}"]`), began = performance.now()
  const there = () => [...document.querySelectorAll("article")].some(one => one.textContent.includes(words))
  const look = () => there() ? requestAnimationFrame(() => resolve(performance.now() - began))
    : performance.now() - began > 10000 ? reject(new Error("not opened: " + id)) : requestAnimationFrame(look)
  link.click(); look()
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
LISTED = """() => [...document.querySelectorAll('a[href*="/inbox/"]')].map(one => one.getAttribute("href"))"""
FURTHER = """() => [...document.querySelectorAll('a[href*="/inbox/"]')].at(-1).scrollIntoView({block: "start"})"""


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
    await asyncio.to_thread(fill, data / "shopkeeper.db", Shop(brand, box, clock.now()), many)
    return environ, data


async def run(wanted: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="sk-open-") as top:
        environ, data = await desk_of(Path(top), wanted.conversations)
        async with served(data, environ, Path(top) / "desk.log") as server, chromium() as browser:
            found, floors = list[float](), list[float]()
            for turn in range(wanted.runs):
                async with page_on(browser, DESKTOP) as page:
                    url = f"http://127.0.0.1:{server.port}"
                    await sign_in(page, url)
                    waits, bare = await opened(page, wanted.opens)
                found.append(median(waits))
                floors.append(median(bare))
                say(
                    f"run {turn + 1}: median {found[-1]:.1f}, p95 {percentile(waits, 95):.1f} ms; floor {floors[-1]:.1f} ms"
                )
    value, least = median(found), median(floors)
    return verdict(
        "open", value, least, value / least, LIMIT_MS, ok=value <= LIMIT_MS, unit="ms median (limit in ms)",
        conversations=wanted.conversations, opens=wanted.opens, runs=wanted.runs,
    )  # fmt: skip


async def sign_in(page: Any, url: str) -> None:
    await page.goto(f"{url}/sign-in?to=/inbox/all")
    await page.get_by_label("Your mail address").fill("alice@bench.example")
    await page.get_by_label("Password").first.fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(lambda found: "/sign-in" not in found)
    await page.get_by_role("region", name="Conversations").get_by_role("link").nth(3).wait_for()


async def opened(page: Any, many: int) -> tuple[list[float], list[float]]:
    """So many first openings, and as many bare ones of the same conversations afterwards."""
    waits, seen = list[float](), dict[str, Any]()
    talks = await page.evaluate("fetch('/api/v1/conversations?view=all&limit=100').then(answer => answer.json())")
    known = {one["id"]: one for one in talks["items"]}
    while len(waits) < many:
        listed = [href.rstrip("/").rsplit("/", 1)[-1] for href in await page.evaluate(LISTED)]
        fresh = [id for id in listed if id in known and id not in seen]
        if not fresh:
            await page.evaluate(FURTHER)
            await page.wait_for_timeout(300)
            continue
        seen[fresh[0]] = known[fresh[0]]
        waits.append(await page.evaluate(OPENED, [fresh[0], known[fresh[0]]["preview"][:40]]))
        # As long as an agent takes to look, so that what is fetched behind the scenes is done.
        await page.wait_for_timeout(150)
    return waits, [await page.evaluate(BARE, [id, one["person_id"]]) for id, one in seen.items()]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--conversations", type=int, default=10_000)
    options.add_argument("--opens", type=int, default=20)
    options.add_argument("--runs", type=int, default=5)
    try:
        return uvloop.run(run(options.parse_args()))
    except Missing as missing:
        print(f"{missing}: this cannot be measured here", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
