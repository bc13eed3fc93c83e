"""One trace follows a mail from our door to the timeline, and an answer from the click to the far side's server."""

import asyncio
import re
import smtplib
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from shopkeeper.channels.adapters.email.tests.letters import mail
from tests.collector import Collector, Seen, collecting
from tests.desks import desk
from tests.journeys.house import eventually, house
from tests.servers import free_port

HELP = "help@larkandloom.example"


class Postman:
    """A far side that takes every mail."""

    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802
        return "250 2.0.0 Ok"


def bring(port: int, body: bytes) -> None:
    with smtplib.LMTP("127.0.0.1", port, timeout=20) as line:
        line.sendmail("ana@home.example", [HELP], body)


async def sent(collector: Collector, name: str) -> list[Seen]:
    async def found() -> list[Seen]:
        return collector.named(name)

    return await eventually(found)


async def test_a_mail_and_its_answer_can_be_followed(tmp_path: Path) -> None:
    from aiosmtpd.smtp import SMTP

    lmtp = free_port()
    loop = asyncio.get_running_loop()
    postman = await loop.create_server(lambda: SMTP(Postman(), loop=loop, hostname="localhost"), "127.0.0.1", 0)
    out = {"receive": "none", "smtp_host": "127.0.0.1", "smtp_port": postman.sockets[0].getsockname()[1]}
    plain = {**out, "smtp_security": "none", "auth": "none", "undo_seconds": 0}
    with collecting() as collector:
        async with house(
            tmp_path, lmtp_port=lmtp, traces_url=collector.url, log_format="json", log_level="info"
        ) as shop:
            box = {"kind": "email", "name": "Help", "brand_id": shop.brand["id"], "address": HELP, "settings": plain}
            await shop.tell("POST", "/inboxes", box)
            await asyncio.to_thread(bring, lmtp, mail(sender="ana@home.example", message_id="<way@home.example>"))
            [talk] = await eventually(shop.conversations)

            [door] = await sent(collector, "mail at our door")
            [taken] = await sent(collector, "take in kept")
            receive = await sent(collector, "verb channels._receive")
            [read] = [one for one in collector.named("read") if one.trace_id == door.trace_id]
            assert read.parent_id == taken.span_id
            assert taken.trace_id == door.trace_id == receive[0].trace_id
            assert taken.facts["conversation_id"] == talk["id"]
            assert taken.facts["outcome"] == "stored"
            assert receive[0].facts["db.statements"] > 5
            assert receive[0].facts["verb.wait_ms"] >= 0

            # The owner who asks where that mail is gets the very number to look for.
            found = await shop.ask("/mail-whereabouts", q="<way@home.example>")
            assert found["came"][0]["trace_id"] == door.trace_id

            await shop.tell("POST", f"/conversations/{talk['id']}/replies", {"text": "On its way."})
            [deliver] = await sent(collector, "deliver email")
            [job] = await sent(collector, "job channels.deliver")
            [request] = [one for one in collector.named("POST ") if one.trace_id == deliver.trace_id]
            assert (job.parent_id, deliver.parent_id) == (request.span_id, job.span_id)
            assert deliver.links == (door.trace_id,)
            assert (deliver.facts["outcome"], deliver.facts["conversation_id"]) == ("sent", talk["id"])
            assert re.fullmatch(r"POST /api/v1/conversations/\{.*\}/\w+", request.name), request.name
            said = " ".join(f"{one.name} {one.facts}" for one in collector.spans)
    assert "ana@home.example" not in said, "a customer's address stands in a trace"
    assert "way@home" not in said
    postman.close()


async def test_a_silent_collector_slows_nothing_and_a_missing_one_costs_nothing(tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    async with desk(tmp_path, traces_url=nobody) as shop:
        started = time.monotonic()
        shop.close()
        assert time.monotonic() - started < 15
    code = "import sys, shopkeeper.main; print([name for name in sys.modules if 'opentelemetry' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
