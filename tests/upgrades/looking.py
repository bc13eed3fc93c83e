"""What an agent of a desk sees of everything there is, in a form that a later release must still give.

Answers may gain fields and never lose or change one. Left out is what rightly moves with the clock (who waits how long)
and what a look itself leaves behind.
"""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import httpx

SEARCHES = ("mittens", "cardigan", "Ana", "wool", "kettle", "moth hole")
LISTS = ("agents", "brands", "hours", "inboxes", "macros", "tags", "teams", "topics")
# What an earlier release called otherwise.
RENAMED = {"saved-replies": "macros"}
WITH_TIME = {
    "due_at",
    "since",
    "rank",
    "seen_at",
    "used_at",
    "snoozed",
    "state",
    "seq",
    "problem",
    "unread",
    "online",
    "on",
}
# An answer that waited for its delivery goes out, and is public from then on; all_rows has compared that column.
WITH_TIME |= {
    "public",
    "open",
    "presence",
    "waiting",
    "answering",
    "delivery",
    "tracking",
    "problem_since",
    "status",
    "checked_at",
}

# What was put aside until a day wakes on that day; all_rows has compared this column, too.
WITH_TIME |= {"snoozed_until"}


def corrected(key: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """0.1.0 called every join a claim, also one that had been proved: that mark goes, and no other."""
    return key == "joined" and after.get("proof") == "proven" and (before[key], after[key]) == (True, False)


async def whole(client: httpx.AsyncClient) -> dict[str, Any]:
    """Everything, by the address it was found at."""
    seen: dict[str, Any] = {}
    for name in LISTS:
        seen[name] = _by_id(await _listed(client, f"/api/v1/{name}"))
    seen["tasks"] = _by_id(
        [*await _listed(client, "/api/v1/tasks"), *await _listed(client, "/api/v1/tasks", done=True)]
    )
    seen["quarantine"] = _by_id(await _listed(client, "/api/v1/quarantine"))
    seen["people"] = _by_id(await _listed(client, "/api/v1/people"))
    seen["timelines"] = {id: _by_id(await _listed(client, f"/api/v1/people/{id}/timeline")) for id in seen["people"]}
    talks = {entry["conversation_id"] for line in seen["timelines"].values() for entry in line.values()} - {None}
    seen["conversations"] = {id: await _talk(client, id) for id in sorted(talks)}
    seen["files"] = {id: await _digest(client, id) for id in _attachments(seen["timelines"])}
    seen["found"] = {words: await _found(client, words) for words in SEARCHES}
    return seen


def missing(before: Any, after: Any, where: str = "") -> list[str]:
    """What the earlier answer held and the later one does not, each as a sentence."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = {key: RENAMED.get(key, key) for key in before.keys() - WITH_TIME}
        gone = [f"{where}/{key} is gone" for key, name in names.items() if name not in after]
        both = [(key, name) for key, name in names.items() if name in after and not corrected(key, before, after)]
        return gone + [fault for key, name in both for fault in missing(before[key], after[name], f"{where}/{key}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [fault for n, (one, two) in enumerate(pairs) for fault in missing(one, two, f"{where}/{n}")]
    return [] if before == after else [f"{where} was {before!r:.200} and is {after!r:.200}"]


async def _listed(client: httpx.AsyncClient, path: str, **params: Any) -> list[dict[str, Any]]:
    return [item async for item in _items(client, path, params)]


async def _items(client: httpx.AsyncClient, path: str, params: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
    after: str | None = None
    while True:
        answer = await client.get(path, params={**params, **({"after": after} if after else {})})
        assert answer.status_code == 200, f"{path}: {answer.text}"
        page = answer.json()
        for item in page if isinstance(page, list) else page["items"]:
            yield item
        after = None if isinstance(page, list) else page.get("next")
        if not after:
            return


async def _found(client: httpx.AsyncClient, words: str) -> dict[str, bool]:
    """People and messages that hold these words; a later search may find more."""
    found = (await client.get("/api/v1/search", params={"q": words, "limit": 100})).json()
    return {hit["entry"]["id"]: True for hit in found["messages"]} | {one["id"]: True for one in found["people"]}


async def _talk(client: httpx.AsyncClient, id: str) -> Any:
    answer = await client.get(f"/api/v1/conversations/{id}")
    assert answer.status_code == 200, answer.text
    return answer.json()["conversation"]


async def _digest(client: httpx.AsyncClient, id: str) -> str:
    return hashlib.sha256((await client.get(f"/api/v1/attachments/{id}")).content).hexdigest()


def _by_id(items: list[Any]) -> dict[str, Any]:
    return {str(item.get("id") or item.get("name")) if isinstance(item, dict) else item: item for item in items}


def _attachments(seen: Any) -> set[str]:
    if isinstance(seen, dict):
        own = {str(one["id"]) for one in seen.get("attachments") or [] if isinstance(one, dict)}
        return own.union(*map(_attachments, seen.values())) if seen else own
    return set().union(*map(_attachments, seen)) if isinstance(seen, list) else set()
