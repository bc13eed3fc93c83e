"""Mail from files: any shape, any order, safe to repeat."""

import mailbox
from pathlib import Path
from typing import Any

from shopkeeper import channels, conversations
from shopkeeper.channels import quarantine
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.importing import LONGEST, mails_in
from shopkeeper.channels.tests.conftest import Shop


def letter(n: int, **more: str) -> bytes:
    return mail(
        message_id=f"<m{n}@home.example>", body=f"Word {n}\nFrom here on\n\nFrom the start it was blue\n", **more
    )


def filled(folder: Path) -> Path:
    (folder / "one.eml").write_bytes(letter(1))
    box = mailbox.mbox(folder / "many.mbox")
    for n in (2, 3):
        box.add(letter(n).replace(b"\r\n", b"\n"))
    box.close()
    maildir = mailbox.Maildir(folder / "Maildir")
    maildir.add(letter(4))
    (folder / "Maildir" / "dovecot-uidlist").write_text("3 V1 N5\n")
    (folder / "Maildir" / "tmp" / "half").write_bytes(b"half a ma")
    (folder / "no-ending").write_bytes(letter(5))
    (folder / "empty").write_bytes(b"")
    (folder / "notes.txt").write_text("This is no mail.\n")
    (folder / "again.eml").write_bytes(letter(1))
    return folder


async def test_every_shape_comes_in_and_again_all_are_duplicates(shop: Shop, tmp_path: Path) -> None:
    await shop.opens()
    (tmp_path / "mail").mkdir()
    folder = filled(tmp_path / "mail")
    heard: list[dict[str, Any]] = []
    first = await channels.import_mail(shop.ctx, [str(folder)], None, heard.append)
    assert first == {"read": 7, "stored": 5, "duplicate": 1, "ignored": 1, "quarantined": 0}
    assert heard[-1]["read"] == heard[-1]["total"] == 7
    again = await channels.import_mail(shop.ctx, [str(folder)])
    assert again == {"read": 7, "stored": 0, "duplicate": 7, "ignored": 0, "quarantined": 0}
    await shop.closes()


async def test_no_mailbox_is_needed_beforehand(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter(1))
    found = await channels.import_mail(shop.ctx, [tmp_path / "a.eml"])
    assert found["stored"] == 1
    [box] = await shop.reads(channels.all_inboxes)
    assert box.state == "paused"
    await shop.closes()


async def test_our_own_words_are_ours_whatever_comes_first(shop: Shop, tmp_path: Path) -> None:
    await shop.opens()
    folder = tmp_path / "mail"
    folder.mkdir()
    ours = letter(2, sender="help@garden.example", to="ana@home.example", date="Thu, 12 Mar 2026 07:05:00 +0000")
    (folder / "a.eml").write_bytes(ours)
    (folder / "b.eml").write_bytes(letter(1))
    assert (await channels.import_mail(shop.ctx, [folder]))["stored"] == 2
    ana = await shop.known("ana@home.example")
    entries = await shop.reads(conversations.timeline, shop.agents["ada"], ana.id)
    assert [entry.direction for entry in entries if entry.kind == "message"] == ["out", "in"]
    await shop.closes()


async def test_mail_goes_to_the_mailbox_whose_address_it_bears(shop: Shop, tmp_path: Path) -> None:
    await shop.opens()
    (tmp_path / "a.eml").write_bytes(letter(1, to="Sales <SALES@garden.example>"))
    await channels.import_mail(shop.ctx, [tmp_path / "a.eml"])
    ana = await shop.known("ana@home.example")
    [entry] = await shop.reads(conversations.timeline, shop.agents["ada"], ana.id)
    assert entry.inbox_id == shop.sales.id
    await shop.closes()


def test_a_sentence_that_begins_with_from_parts_no_mail(tmp_path: Path) -> None:
    file = tmp_path / "box"
    head = b"From ana@home.example Thu Mar 12 07:00:00 2026\n"
    file.write_bytes(
        head + b"Subject: A\n\nText\n\nFrom here it goes on\n>From quoted\n\n" + head + b"Subject: B\n\nOther\n"
    )
    first, second = (found.body for found in mails_in(file))
    assert first == b"Subject: A\n\nText\n\nFrom here it goes on\nFrom quoted\n"
    assert second == b"Subject: B\n\nOther\n"


async def test_a_mail_that_is_too_big_goes_to_quarantine_with_its_reason(shop: Shop, tmp_path: Path) -> None:
    await shop.opens()
    folder = tmp_path / "mail"
    folder.mkdir()
    long = (b"hello there " * 80 + b"\n") * (LONGEST // 961 + 1)
    (folder / "a.eml").write_bytes(letter(1) + long)
    head = b"From ana@home.example Thu Mar 12 07:00:00 2026\n"
    (folder / "b.mbox").write_bytes(
        head + b"Subject: B\n\n" + long + b"\n" + head + b"From: ana@home.example\n\nShort\n"
    )
    found = await channels.import_mail(shop.ctx, [folder])
    assert found == {"read": 3, "stored": 1, "duplicate": 0, "ignored": 0, "quarantined": 2}
    aside = await shop.reads(quarantine.listed)
    assert all("64 MB" in one.reason and "where it came from" in one.reason for one in aside)
    again = await channels.import_mail(shop.ctx, [folder])
    assert again["duplicate"] == 3
    await shop.closes()
