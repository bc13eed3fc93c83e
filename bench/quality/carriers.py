"""Recorded talks with parcel services: every tracker in them read, with states that no table of ours names counted.

Reads `commerce/carriers/easypost` and `commerce/carriers/aftership` under --data FOLDER: cassettes of HTTP, JSON bodies, some gzipped.
Whatever looks like a tracker in an answer (EasyPost's `"object": "Tracker"`, AfterShip's `tracking_number` with a `tag`) is posted as an
event, signed, through the adapter: it must be let in and read; changed by a byte it must be refused. What the set says itself of a
parcel (its summary) is compared with what its scans come to.
"""

import argparse
import base64
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from reading_sets import finish, progress

from shopkeeper.commerce.carriers import registry
from shopkeeper.commerce.carriers.errors import NotTheirs
from shopkeeper.commerce.carriers.model import CarrierAccount, CarrierPost, Tracked
from shopkeeper.commerce.carriers.reading import Vocabulary
from shopkeeper.commerce.carriers.scanning import standing
from shopkeeper.commerce.errors import Ignored, Unreadable
from shopkeeper.commerce.model import ParcelState
from shopkeeper.commerce.testing.carriers import PretendAfterShip, PretendEasyPost
from shopkeeper.kit import clock

KEY = "the-key-in-the-address"
# The service's own summary counts whatever it is of; what says nothing of a place is not compared.
SILENT = frozenset({ParcelState.unknown})
SERVICES: dict[str, Any] = {"easypost": PretendEasyPost(), "aftership": PretendAfterShip()}


def words_of(kind: str) -> Vocabulary:
    module = __import__(f"shopkeeper.commerce.carriers.{kind}.states", fromlist=["WORDS"])
    found: Vocabulary = module.WORDS
    return found


def bodies(path: Path) -> Iterator[Any]:
    """The JSON of every answer in a cassette."""
    for one in yaml.safe_load(path.read_text(encoding="utf-8")).get("interactions", []):
        raw = (one.get("response", {}).get("body") or {}).get("string")
        data = raw.encode() if isinstance(raw, str) else raw or b""
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        try:
            yield json.loads(data or b"null")
        except ValueError:
            try:
                yield json.loads(gzip.decompress(base64.b64decode(data)))
            except (ValueError, OSError):
                continue


def trackers(kind: str, found: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that is a tracker, however deep."""
    if isinstance(found, list):
        for one in found:
            yield from trackers(kind, one)
    elif isinstance(found, dict):
        if is_tracker(kind, found):
            yield found
        for one in found.values():
            yield from trackers(kind, one)


def is_tracker(kind: str, found: dict[str, Any]) -> bool:
    if kind == "easypost":
        return found.get("object") == "Tracker" and bool(found.get("tracking_code"))
    return bool(found.get("tracking_number")) and "tag" in found


def event(kind: str, tracker: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    told = (
        {"description": "tracker.updated", "result": tracker}
        if kind == "easypost"
        else {"event": "tracking_update", "msg": tracker}
    )
    signed: tuple[bytes, dict[str, str]] = SERVICES[kind].signed(json.dumps(told).encode(), KEY)
    return signed


def read(kind: str, body: bytes, headers: dict[str, str]) -> Tracked:
    adapter = registry.carrier(kind)
    account = CarrierAccount(id="a", kind=kind, name=kind, public_key=KEY)
    post = CarrierPost(
        account=account, body=body, headers=headers, secrets={"webhook": SERVICES[kind].secret}, received_at=clock.now()
    )  # fmt: skip
    adapter.verify(post)
    [told] = adapter.parse(post)
    return told


def refused(kind: str, body: bytes, headers: dict[str, str]) -> bool:
    try:
        read(kind, body.replace(b'"', b"'", 1), headers)
    except NotTheirs:
        return True
    return False


def expected(kind: str, tracker: dict[str, Any]) -> ParcelState:
    """What the service's own summary says."""
    names = ("status", "status_detail") if kind == "easypost" else ("tag", "subtag")
    word, detail = (str(tracker.get(name) or "") for name in names)
    return words_of(kind).named(word, detail)


def run(folder: Path) -> dict[str, Any]:
    counted: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    states: Counter[str] = Counter()
    paths = [(kind, path) for kind in SERVICES for path in sorted((folder / kind).rglob("*.yaml"))]
    for at, (kind, path) in enumerate(paths, 1):
        for tracker in (one for body in bodies(path) for one in trackers(kind, body)):
            counted["trackers"] += 1
            body, headers = event(kind, tracker)
            try:
                told = read(kind, body, headers)
            except (Unreadable, Ignored, NotTheirs) as why:
                counted["unread"] += 1
                print("not read:", path.name, why.detail)
                continue
            except Exception as crash:  # noqa: BLE001 - counted, that is the point
                counted["crashes"] += 1
                print("crash:", path.name, repr(crash))
                continue
            counted["scans"] += len(told.scans)
            counted["forged_let_in"] += not refused(kind, body, headers)
            unknown.update(f"{kind}: {word}" for word in told.unfamiliar)
            states.update(scan.state.value for scan in told.scans)
            says, comes_to = expected(kind, tracker), standing(told.scans)[0]
            counted["other_than_its_summary"] += says not in SILENT and says is not comes_to
        progress(at, len(paths), "cassettes")
    for word, count in unknown.most_common():
        print("unknown:", word, count)
    return {
        "files": len(paths), **{name: counted[name] for name in ("trackers", "scans", "unread", "crashes", "forged_let_in", "other_than_its_summary")},
        "unknown_states": sum(unknown.values()), "states": dict(states),
    }  # fmt: skip


def data_folder() -> Path:
    """The set's own folder, or the one that holds commerce/carriers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, metavar="FOLDER", help="the folder that holds commerce/carriers"
    )
    given: Path = parser.parse_args().data
    found = next(
        (one for one in (given / "commerce" / "carriers", given / "carriers", given) if any((one / kind).is_dir() for kind in SERVICES)), None
    )  # fmt: skip
    if found is None:
        parser.error(f"{given} holds no commerce/carriers")
    return found


if __name__ == "__main__":
    kept = run(data_folder())
    finish(kept)
    bad = ("unread", "crashes", "forged_let_in", "other_than_its_summary", "unknown_states")
    sys.exit(1 if any(kept[name] for name in bad) or not kept["trackers"] else 0)
