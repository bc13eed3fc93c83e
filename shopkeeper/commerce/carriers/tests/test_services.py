"""What each service says, in our words: its states, its signatures, and what nobody can read."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shopkeeper
from shopkeeper.commerce.carriers.aftership import AfterShip
from shopkeeper.commerce.carriers.aftership import states as aftership
from shopkeeper.commerce.carriers.easypost import EasyPost
from shopkeeper.commerce.carriers.easypost import states as easypost
from shopkeeper.commerce.carriers.errors import NotTheirs
from shopkeeper.commerce.carriers.model import CarrierAccount, CarrierPost, Tracked
from shopkeeper.commerce.carriers.reading import Vocabulary, day, moment
from shopkeeper.commerce.carriers.sdk import Carrier
from shopkeeper.commerce.carriers.shippo import Shippo
from shopkeeper.commerce.carriers.shippo import states as shippo
from shopkeeper.commerce.errors import Ignored, Unreadable
from shopkeeper.commerce.model import ParcelState as State
from shopkeeper.commerce.testing.carriers import PretendAfterShip, PretendEasyPost, PretendShippo
from shopkeeper.kit.testing import MORNING

HOUSE = Path(shopkeeper.__file__).parent
SERVICES: dict[str, tuple[Carrier, Any]] = {
    "easypost": (EasyPost(), PretendEasyPost),
    "aftership": (AfterShip(), PretendAfterShip),
    "shippo": (Shippo(), PretendShippo),
}
each = pytest.mark.parametrize("kind", sorted(SERVICES))


def posted(
    kind: str, body: bytes, headers: dict[str, str] | None = None, secret: str = "a webhook secret"
) -> CarrierPost:
    account = CarrierAccount(id="a", kind=kind, name=kind, public_key="key-in-the-address")
    secrets = {"webhook": secret} if secret else {}
    return CarrierPost(account=account, body=body, headers=headers or {}, secrets=secrets, received_at=MORNING)


def event(kind: str, *, signs: bool = True, **more: Any) -> tuple[bytes, dict[str, str]]:
    service = SERVICES[kind][1]()
    service.signs = signs
    word = {
        "easypost": ("in_transit", "departed_facility"),
        "aftership": ("InTransit", "InTransit_007"),
        "shippo": ("TRANSIT", "package_departed"),
    }
    service.sees("1Z999", *word[kind], at=MORNING - 60_000, message="Departed", city="Orlando", country="US")
    found: tuple[bytes, dict[str, str]] = service.event("1Z999", "key-in-the-address", **more)
    return found


def told(kind: str, **more: Any) -> Tracked:
    body, headers = event(kind, **more)
    [found] = SERVICES[kind][0].parse(posted(kind, body, headers))
    return found


@each
def test_a_scan_reads(kind: str) -> None:
    found = told(kind)
    assert (found.number, found.unfamiliar) == ("1Z999", ())
    [scan] = found.scans
    assert (scan.state, scan.at, scan.words, scan.place) == (
        State.in_transit,
        MORNING - 60_000,
        "Departed",
        "Orlando, US",
    )


@each
def test_only_what_they_signed_passes(kind: str) -> None:
    adapter, _ = SERVICES[kind]
    body, headers = event(kind)
    adapter.verify(posted(kind, body, headers))
    forged = [
        posted(kind, body + b" ", headers), posted(kind, body), posted(kind, body, headers, secret="another secret"),
        posted(kind, body, dict.fromkeys(headers, "")), posted(kind, body, dict.fromkeys(headers, "é")),
    ]  # fmt: skip
    for one in forged:
        with pytest.raises(NotTheirs):
            adapter.verify(one)


@pytest.mark.parametrize("kind", ["easypost", "aftership"])
def test_without_a_secret_nothing_passes(kind: str) -> None:
    body, headers = event(kind)
    with pytest.raises(NotTheirs):
        SERVICES[kind][0].verify(posted(kind, body, headers, secret=""))


def test_easypost_signs_in_two_ways_and_the_newer_is_of_our_address_only() -> None:
    service = PretendEasyPost()
    body, headers = service.signed(b"{}", "another-address")
    with pytest.raises(NotTheirs):
        EasyPost().verify(posted("easypost", body, headers))
    service.newer = False
    body, headers = service.signed(b"{}", "anything")
    EasyPost().verify(posted("easypost", body, headers))


def test_easypost_brings_the_secret_into_its_normal_form() -> None:
    service = PretendEasyPost(secret="cafe\u0301 \ufb01n".replace("\ufb01", "fi"))
    service.newer = False
    body, headers = service.signed(b"{}", "anything")
    EasyPost().verify(posted("easypost", body, headers, secret="caf\u00e9 \ufb01n"))


def test_shippo_without_hmac_is_known_by_the_address() -> None:
    body, headers = event("shippo", signs=False)
    assert Shippo().verify(posted("shippo", body, headers, secret="")) is None


@each
def test_a_word_nobody_knows_is_kept_and_named(kind: str) -> None:
    service = SERVICES[kind][1]()
    service.sees("1Z999", "Beamed", "beamed_up", at=MORNING - 60_000, message="Beamed up")
    body, headers = service.event("1Z999", "key-in-the-address")
    [found] = SERVICES[kind][0].parse(posted(kind, body, headers))
    assert found.unfamiliar == ("Beamed", "beamed_up")
    assert [(scan.state, scan.words) for scan in found.scans] == [(State.unknown, "Beamed up")]


@pytest.mark.parametrize("words", [easypost.WORDS, aftership.WORDS, shippo.WORDS])
def test_every_word_of_the_documents_has_a_name(words: Vocabulary) -> None:
    assert not [one for state in words.states for one in words.unfamiliar(state)]
    assert not [one for detail in words.details for one in words.unfamiliar("", detail)]
    final = {word for word, state in words.states.items() if state in (State.delivered, State.cancelled)}
    assert all(words.named(word, detail) is words.states[word] for word in final for detail in words.details)


@pytest.mark.parametrize(
    ("words", "word", "detail", "state"),
    [
        (easypost.WORDS, "in_transit", "arrived_at_facility", State.in_transit),
        (easypost.WORDS, "in_transit", "arrived_at_pickup_location", State.ready_for_pickup),
        (easypost.WORDS, "failure", "lost", State.lost),
        (easypost.WORDS, "return_to_sender", "delivery_exception", State.returning),
        (easypost.WORDS, "error", "unknown", State.unknown),
        (aftership.WORDS, "Exception", "Exception_011", State.returned),
        (aftership.WORDS, "Exception", "Exception_013", State.lost),
        (aftership.WORDS, "Exception", "Exception_099", State.exception),
        (aftership.WORDS, "OutForDelivery", "OutForDelivery_004", State.in_transit),
        (aftership.WORDS, "Expired", "Expired_001", State.unknown),
        (shippo.WORDS, "TRANSIT", "pickup_available", State.ready_for_pickup),
        (shippo.WORDS, "TRANSIT", "", State.in_transit),
        (shippo.WORDS, "FAILURE", "package_disposed", State.lost),
        (shippo.WORDS, "RETURNED", "package_unclaimed", State.returning),
    ],
)
def test_words_in_our_words(words: Vocabulary, word: str, detail: str, state: State) -> None:
    assert words.named(word, detail) is state


def test_days_are_the_recipients_and_the_first_estimate_is_told_apart() -> None:
    one = told(
        "easypost",
        est_delivery_date="2026-03-19T00:00:00Z",
        carrier_detail={"guaranteed_delivery_date": "2026-03-18T23:59:00-05:00"},
    )
    assert (one.expected_on, one.first_expected_on) == ("2026-03-19", "2026-03-18")
    two = told(
        "aftership", first_estimated_delivery={"type": "range", "datetime_min": "2026-03-17", "datetime_max": "2026-03-18T20:00:00"},
        latest_estimated_delivery={"type": "specific", "datetime": "2026-03-20"}, order_promised_delivery_date="2026-03-16",
    )  # fmt: skip
    assert (two.expected_on, two.first_expected_on, two.promised_on) == ("2026-03-20", "2026-03-18", "2026-03-16")
    three = told("shippo", eta="2026-03-20T00:00:00Z", original_eta="2026-03-19T00:00:00Z")
    assert (three.expected_on, three.first_expected_on) == ("2026-03-20", "2026-03-19")


def test_aftership_says_that_it_went_to_the_sender() -> None:
    service = PretendAfterShip()
    service.sees("1Z999", "Delivered", "Delivered_001", at=MORNING - 60_000)
    body, headers = service.event("1Z999", "", return_to_sender=True)
    [found] = AfterShip().parse(posted("aftership", body, headers))
    assert State.returned in {scan.state for scan in found.scans}


@each
def test_what_concerns_us_not_is_said_so(kind: str) -> None:
    body = json.dumps(
        {"description": "batch.updated", "event": "transaction_created", "result": {"object": "Batch"}}
    ).encode()
    with pytest.raises(Ignored):
        SERVICES[kind][0].parse(posted(kind, body))


@each
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    )
)
def test_junk_is_unreadable_and_never_more(kind: str, junk: Any) -> None:
    for name in ("result", "msg", "data"):
        for field in (
            "tracking_code",
            "tracking_number",
            "tracking_details",
            "checkpoints",
            "tracking_history",
            "status",
            "updated_at",
            "eta",
        ):
            raw = json.loads(event(kind)[0])
            if name in raw:
                raw[name][field] = junk
                read(kind, json.dumps(raw).encode())
            read(kind, json.dumps(junk).encode())


def read(kind: str, body: bytes) -> None:
    """Reads it, or says why not: anything else would be raised."""
    with contextlib.suppress(Ignored, Unreadable):
        SERVICES[kind][0].parse(posted(kind, body))


@each
def test_broken_bytes_are_unreadable(kind: str) -> None:
    for body in (
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"event": "track_updated", "data": {"tracking_history": 7}}',
    ):
        with pytest.raises((Unreadable, Ignored)):
            SERVICES[kind][0].parse(posted(kind, body))


def test_times_with_and_without_a_zone() -> None:
    assert (
        moment("2026-03-12T08:20:00+01:00")
        == moment("2026-03-12T07:20:00Z")
        == moment("2026-03-12T07:20:00")
        == MORNING
    )
    assert moment("") is None
    assert day("", "2026-03-12") == "2026-03-12"


def test_a_folder_and_a_line_are_enough_for_a_new_carrier(tmp_path: Path) -> None:
    (tmp_path / "pigeon").mkdir()
    (tmp_path / "pigeon" / "__init__.py").write_text(
        "from shopkeeper.commerce.carriers.shippo import Shippo\n\n\nclass Pigeon(Shippo):\n    kind = 'pigeon'\n    label = 'Pigeon'\n\n\n"
        "carrier = Pigeon()\n"
    )
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "__init__.py").write_text("import nothing_of_this_name\n")
    named = tmp_path / "pigeon-1.0.dist-info"
    named.mkdir()
    (named / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon\nVersion: 1.0\n")
    (named / "entry_points.txt").write_text("[shopkeeper.carriers]\npigeon = pigeon\nbroken = broken\n")
    asked = (
        "from shopkeeper.commerce.carriers.registry import carrier, carrier_kinds\nassert carrier('pigeon').label == 'Pigeon'\n"
        "assert 'easypost' in carrier_kinds()\nassert 'broken' not in carrier_kinds()"
    )
    paths = os.pathsep.join([str(tmp_path), str(HOUSE.parent)])
    done = subprocess.run(
        [sys.executable, "-c", asked], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
