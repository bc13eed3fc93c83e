"""Numbers that Prometheus can read, and a log that blames a verb only for its own work."""

import asyncio
import time
from typing import Any

import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families

from shopkeeper.kit import watching
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.watching import verbs


def families() -> dict[str, Any]:
    sample = watching.Sample("shopkeeper_test_bytes", 12, "Told.", (("what", 'a "quoted"\nname'),))
    return {one.name: one for one in text_string_to_metric_families(watching.exposed([sample]))}


def value(family: Any, name: str, **labels: str) -> float:
    return next(s.value for s in family.samples if s.name == name and labels.items() <= s.labels.items())


def test_histograms_are_cumulative_and_sum_up() -> None:
    took = watching.Histogram("shopkeeper_test_seconds", "For this test.", ("what",), (0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 7.0):
        took.observe(seconds, "x")
    found = families()["shopkeeper_test_seconds"]
    bounds = [value(found, "shopkeeper_test_seconds_bucket", what="x", le=le) for le in ("0.1", "1", "+Inf")]
    assert bounds == [2, 3, 4]
    assert value(found, "shopkeeper_test_seconds_count", what="x") == 4
    assert value(found, "shopkeeper_test_seconds_sum", what="x") == pytest.approx(7.65)
    assert value(families()["shopkeeper_test_bytes"], "shopkeeper_test_bytes", what='a "quoted"\nname') == 12


def busy(tx: Tx) -> None:
    until = time.thread_time() + verbs.SLOW_SECONDS * 2
    while time.thread_time() < until:
        pass


def waits(tx: Tx) -> None:
    time.sleep(verbs.HELD_UP_SECONDS * 1.2)


async def test_the_log_tells_work_from_waiting(database: Db) -> None:
    with structlog.testing.capture_logs() as logs:
        await database.read(busy)
        await database.read(waits)
    told = {one["verb"].rpartition(".")[2]: one for one in logs if "own_work" in one}
    assert told["busy"]["event"] == "slow verb"
    assert told["waits"]["event"] == "a verb was held up"
    assert told["waits"]["own_work"] < 20 < told["waits"]["held_up"]


async def test_verbs_are_counted_by_name_and_way(database: Db) -> None:
    def named(tx: Tx) -> int:
        return 1

    await asyncio.gather(database.write(named), database.write_background(named), database.read(named))
    found = families()["shopkeeper_verb_seconds"]
    for way in ("write", "background", "read"):
        assert value(found, "shopkeeper_verb_seconds_count", verb="kit.tests.named", way=way) >= 1
        assert value(families()["shopkeeper_verb_wait_seconds"], "shopkeeper_verb_wait_seconds_count", way=way) >= 1


async def test_a_request_has_a_number_everywhere() -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope["path_template"] = "/api/v1/things/{id}"
        seen.append(watching.told(None, "info", {"event": "x"}))
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def answers(given: bytes) -> str:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/api/v1/things/7", "headers": [(b"x-request-id", given)]}
        await watching.watched(app)(scope, None, send)
        return str(dict(sent[0]["headers"])[b"x-request-id"].decode())

    assert await answers(b"from-a-proxy_1") == seen[0]["request_id"] == "from-a-proxy_1"
    made = await answers(b"evil\r\nx-bad: 1")
    assert made == seen[1]["request_id"]
    assert len(made) == 16
    found = families()["shopkeeper_http_request_seconds"]
    labels = {"method": "GET", "route": "/api/v1/things/{id}", "status": "204"}
    assert value(found, "shopkeeper_http_request_seconds_count", **labels) >= 2
