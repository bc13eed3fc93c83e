"""Every query of the dashboard asks for numbers that a living desk really exports, with the labels it names."""

import asyncio
import json
import re
import smtplib
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from shopkeeper.channels.adapters.email.tests.letters import mail
from tests.journeys.house import eventually, house
from tests.servers import free_port

DASHBOARD = Path(__file__).parents[2] / "docs" / "operations" / "grafana.json"
PAGE = DASHBOARD.with_name("metrics.md")
HELP = "help@larkandloom.example"
NAME = re.compile(r"\b(?:shopkeeper|process)_\w+")
BY = re.compile(r"by \(([^)]*)\)")
LEGEND = re.compile(r"{{(\w+)}}")


async def lively(folder: Path) -> dict[str, set[str]]:
    """Metric (sample) name → its labels, of a desk where a bit of everything has happened."""
    lmtp = free_port()
    async with house(folder, lmtp_port=lmtp) as shop:
        plain = {"receive": "none", "smtp_host": "127.0.0.1", "smtp_port": free_port(), "smtp_security": "none"}
        settings = {**plain, "auth": "none", "undo_seconds": 0}
        box = {"kind": "email", "name": "Help", "brand_id": shop.brand["id"], "address": HELP, "settings": settings}
        await shop.tell("POST", "/inboxes", box)

        def bring() -> None:
            with smtplib.LMTP("127.0.0.1", lmtp, timeout=20) as line:
                line.sendmail("ana@home.example", [HELP], mail(sender="ana@home.example"))

        await asyncio.to_thread(bring)
        [talk] = await eventually(shop.conversations)
        await shop.tell("POST", f"/conversations/{talk['id']}/replies", {"text": "On its way."})
        await asyncio.to_thread(shop.desk.command, "backup")
        token = shop.desk.token("alice@larkandloom.example")
        from websockets.asyncio.client import connect

        live = shop.desk.url.replace("http", "ws") + "/api/v1/live"
        async with connect(live, additional_headers={"Authorization": f"Bearer {token}"}):
            return await eventually(lambda: numbers(shop.admin, "shopkeeper_delivery_seconds_count"))


async def numbers(door: httpx.AsyncClient, wanted: str) -> dict[str, set[str]] | None:
    answer = await door.get("/metrics")
    assert answer.status_code == 200
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found if wanted in found else None


async def test_every_query_asks_for_what_there_is(tmp_path: Path) -> None:
    there = await lively(tmp_path)
    queries = [target for panel in json.loads(DASHBOARD.read_text())["panels"] for target in panel["targets"]]
    assert len(queries) > 15
    for target in queries:
        names = NAME.findall(target["expr"])
        assert names, target
        for name in names:
            assert name in there, f"{name} is not exported"
            asked = {label.strip() for part in BY.findall(target["expr"]) for label in part.split(",")}
            kept = asked or there[name]
            assert asked <= there[name], f"{name} has no {asked - there[name]}"
            assert set(LEGEND.findall(target["legendFormat"])) <= kept, target
    ours = {name for name in there if name.startswith("shopkeeper_")}
    plain = {re.sub(r"_(bucket|sum|count)$", "", name) for name in ours}
    told = set(re.findall(r"`(shopkeeper_\w+)`", PAGE.read_text()))
    assert told == plain, f"docs/operations/metrics.md and the desk differ: {sorted(told ^ plain)}"
