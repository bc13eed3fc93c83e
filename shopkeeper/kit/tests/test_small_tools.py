"""Ids, words, tokens, settings, files and the way out."""

import ipaddress
import os
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from shopkeeper.kit import errors, files, ids, logs, noise, outside, settings, signing, text


def test_ids_sort_by_time_and_strangers_are_checked() -> None:
    made = [ids.new() for _ in range(1000)]
    assert made == sorted(set(made))
    assert ids.new(at=1_000) < ids.new(at=2_000) < made[0]
    assert ids.made_at(ids.new(at=1_234)) == 1_234
    assert ids.valid(made[0])
    assert not any(ids.valid(word) for word in ["", "x" * 26, made[0] + "\n", made[0].upper(), "8" * 26, "../../etc"])


def test_noise_is_never_given_twice() -> None:
    given = [noise.noise(12) for _ in range(2_000)]
    assert len(set(given)) == len(given)
    assert {len(one) for one in given} == {12}


def test_a_forked_process_makes_ids_and_marks_of_its_own() -> None:
    ids.new()
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(sink, "\n".join([ids.new(at=5)[10:] for _ in range(3)] + [ids.mark()]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(source, 4_000).decode().split("\n")
    ours = [ids.new(at=5)[10:] for _ in range(3)] + [ids.mark()]
    assert not set(theirs) & set(ours)
    assert [len(one) for one in theirs] == [16] * 4
    os.close(source)
    os.close(sink)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("my card 4111 1111 1111 1111 thanks", "my card •••• 1111 thanks"),
        ("5500-0000-0000-0004", "•••• 0004"),
        ("order 1234567890123", "order 1234567890123"),
        ("call +49 171 1234567", "call +49 171 1234567"),
        ("0000000000000000", "0000000000000000"),
    ],
)
def test_card_numbers_are_masked_and_others_left_alone(said: str, shown: str) -> None:
    assert text.mask_cards(said) == shown


@given(st.text())
def test_previews_are_one_short_line(words: str) -> None:
    line = text.preview(words, 40)
    assert len(line) <= 40
    assert "\n" not in line


@given(st.dictionaries(st.text(), st.text()))
def test_tokens_come_back_whole_and_only_for_their_purpose(payload: dict[str, str]) -> None:
    token = signing.sign("reset", payload)
    assert signing.unsign("reset", token) == payload
    with pytest.raises(signing.BadToken):
        signing.unsign("invite", token)


@pytest.mark.parametrize("token", ["", ".", "a.b", "ü.ü", "e30.e30"])
def test_forged_and_expired_tokens_are_refused(token: str) -> None:
    with pytest.raises(signing.BadToken):
        signing.unsign("reset", token)
    with pytest.raises(signing.BadToken, match="time is over"):
        signing.unsign("reset", signing.sign("reset", {}, expires=1_000), now=2_000)


def test_sealed_bytes_open_with_the_same_key_only() -> None:
    sealed = signing.seal(b"secret words")
    assert b"secret" not in sealed
    assert signing.unseal(sealed) == b"secret words"
    with pytest.raises(signing.Unsealable):
        signing.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_every_bad_setting_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("from a file\n")
    good = settings.load({"SHOPKEEPER_PORT": "9000", "SHOPKEEPER_SECRET_FILE": str(tmp_path / "s")}, host="0.0.0.0")
    assert (good.port, good.secret, good.host) == (9000, "from a file", "0.0.0.0")
    with pytest.raises(settings.BadSettings) as bad:
        settings.load({"SHOPKEEPER_PORT": "many", "SHOPKEEPER_PROT": "1", "SHOPKEEPER_NATS_URL_FILE": "/nowhere"})
    assert len(bad.value.mistakes) == 3


async def test_files_are_kept_once_and_strange_keys_find_nothing(tmp_path: Path) -> None:
    disk = files.DiskFiles(tmp_path)
    key = await disk.put(b"picture")
    assert await disk.put(b"picture") == key
    assert await disk.read(key) == b"picture"
    await disk.remove(key)
    for gone in (key, "../secret.key", ""):
        with pytest.raises(files.FileGone):
            await disk.read(gone)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1",
        "0.0.0.0",
        "224.0.0.1",
    ],
)
def test_private_addresses_are_not_public_in_any_dress(address: str) -> None:
    assert not outside.public(ipaddress.ip_address(address))


async def test_the_way_out_refuses_our_own_network_until_it_is_allowed(tmp_path: Path) -> None:
    shut = outside.Outside(settings.Settings(data=str(tmp_path)))
    for url in ("http://127.0.0.1:1/", "http://localhost:1/", "file:///etc/passwd", "http://a:b@example.org/"):
        with pytest.raises(outside.NotAllowedOut):
            await shut.request("GET", url)
    ajar = outside.Outside(settings.Settings(data=str(tmp_path), allow_private_networks="127.0.0.0/8"))
    with pytest.raises(outside.FarSide):
        await ajar.request("GET", "http://127.0.0.1:1/", seconds=2)
    await shut.close()
    await ajar.close()


def test_each_kind_of_failure_has_its_status() -> None:
    class OutOfTea(errors.Conflict):
        """There is no tea left."""

    assert errors.status_of(OutOfTea) == 409
    assert errors.status_of(errors.SignedOut) == 401
    assert OutOfTea().detail == "There is no tea left."
    assert errors.retried(errors.Busy())
    assert not errors.retried(OutOfTea())


def test_a_traceback_in_the_log_keeps_what_people_wrote_to_itself(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(words: str) -> None:
        raise ValueError("a bug")

    logs.set_up()
    try:
        fails("a secret " + "letter")
    except ValueError as error:
        structlog.get_logger("test").error("stumbled", exc_info=error)
    finally:
        structlog.reset_defaults()
    shown = capsys.readouterr().err
    assert "ValueError: a bug" in shown
    assert "a secret letter" not in shown
