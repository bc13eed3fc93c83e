"""A parcel as a mail."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import msgspec
import pytest

from shopkeeper.channels.adapters.email import composing, tokens
from shopkeeper.channels.adapters.email.tests.letters import HELP, inbox
from shopkeeper.channels.model import Earlier, File, Parcel, Recipient, Signature

ENTRY = "01k9zzzzzzzzzzzzzzzzzzzzzz"


def parcel(**changes: object) -> Parcel:
    plain = Parcel(
        key=ENTRY,
        inbox=inbox(),
        entry_id=ENTRY,
        conversation_id="c",
        to=(Recipient("ana@home.example", "Ana Okafor"),),
        text="It is on its way.\n\nTrack it: https://track.example/1?a=1&b=2.",
        subject="Re: Where is my order?",
        message_id=tokens.message_id(ENTRY, "garden.example"),
        at=1_773_300_000_000,
    )
    return msgspec.structs.replace(plain, **changes)


def sent(given: Parcel) -> EmailMessage:
    found = message_from_bytes(composing.composed(given).as_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def test_it_threads_in_the_customers_program() -> None:
    found = sent(parcel(answers=("m1@home.example", "m2@home.example")))
    assert found["In-Reply-To"] == "<m2@home.example>"
    assert found["References"].split() == ["<m1@home.example>", "<m2@home.example>"]
    assert tokens.entry_of(found["Message-ID"]) == ENTRY


def test_it_comes_from_the_shop_not_from_a_name_in_our_lists() -> None:
    box = inbox()
    named = msgspec.structs.replace(box, settings={**box.settings, "from_name": "Käthe"})
    assert sent(parcel(author="The garden shop"))["From"].addresses[0].display_name == "The garden shop"
    assert sent(parcel(author="The garden shop", inbox=named))["From"].addresses[0].display_name == "Käthe"


def test_the_same_parcel_gives_the_same_bytes() -> None:
    file = File(name="a.pdf", content_type="application/pdf", data=b"x")
    assert composing.composed(parcel(files=(file,))).as_bytes() == composing.composed(parcel(files=(file,))).as_bytes()


def test_text_and_html_stand_side_by_side() -> None:
    found = sent(
        parcel(signature=Signature(text="The garden shop"), earlier=(Earlier(name="Ana", at=0, text="Where?\n<b>"),))
    )
    plain, rich = part(found, "plain"), part(found, "html")
    assert "It is on its way." in plain
    assert "\n\nThe garden shop\n\n" in plain
    assert "On 1970-01-01 00:00, Ana wrote:\n> Where?\n> <b>" in plain
    assert '<a href="https://track.example/1?a=1&amp;b=2">' in rich
    assert "&lt;b&gt;" in rich
    assert "<b>" not in rich


def test_a_signature_at_the_end_is_marked_as_one() -> None:
    assert part(sent(parcel(signature=Signature(text="The garden shop"))), "plain").endswith("-- \nThe garden shop\n")


def test_bcc_is_in_the_envelope_and_nowhere_else() -> None:
    given = parcel(cc=(Recipient("ben@home.example"),), bcc=(Recipient("boss@garden.example"),))
    assert b"boss@garden.example" not in composing.composed(given).as_bytes()
    assert composing.envelope(given) == (HELP, ("ana@home.example", "ben@home.example", "boss@garden.example"))


def test_pictures_stand_inside_and_files_beside() -> None:
    files = (
        File(name="shot.png", content_type="image/png", data=b"png", inline=True, cid="pic1"),
        File(name="Rechnung März.pdf", content_type="application/pdf", data=b"pdf"),
    )
    found = sent(parcel(html='<p>See <img src="cid:pic1"></p>', files=files))
    inside = next(p for p in found.walk() if p.get_content_type() == "image/png")
    assert inside["Content-ID"] == "<pic1>"
    assert [a.get_filename() for a in found.iter_attachments()] == ["Rechnung März.pdf"]


def test_a_name_cannot_smuggle_a_header_in() -> None:
    found = sent(parcel(to=(Recipient("ana@home.example", "Ana\r\nBcc: eve@evil.example"),), subject="Hi\r\nX-Evil: 1"))
    assert found["Bcc"] is None
    assert found["X-Evil"] is None


@pytest.mark.parametrize("address", ["ana@home.example\r\nRCPT TO:<eve@evil.example>", "no address", ""])
def test_an_address_that_is_none_is_an_error(address: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        composing.composed(parcel(to=(Recipient(address),)))


def test_names_and_domains_beyond_ascii() -> None:
    found = sent(parcel(to=(Recipient("ana@bücher.example", "Jörg Müller 李"),)))
    assert found["To"].addresses[0].display_name == "Jörg Müller 李"
    assert found["To"].addresses[0].domain == "xn--bcher-kva.example"


def test_a_machine_says_that_it_is_one() -> None:
    assert sent(parcel(automatic=True))["Auto-Submitted"] == "auto-replied"


def test_plus_addresses_carry_the_mark() -> None:
    found = sent(parcel(inbox=inbox(plus_addresses=True)))
    address = found["Reply-To"].addresses[0].addr_spec
    assert tokens.entry_of(address) == ENTRY
    assert tokens.without_mark(address) == HELP


def test_a_mark_that_was_touched_is_none_of_ours() -> None:
    name = tokens.message_id(ENTRY, "garden.example")
    assert tokens.entry_of(name) == ENTRY
    assert tokens.entry_of(name.replace("01k9", "01k8")) is None
    assert tokens.entry_of("<someone@else.example>") is None


def test_the_way_back_to_the_site_stands_in_both_parts() -> None:
    found = sent(parcel(link="https://garden.example/#sk=1", locale="de"))
    assert "Dieses Gespräch auf unserer Seite fortsetzen: https://garden.example/#sk=1" in part(found, "plain")
    assert "https://garden.example/#sk=1" in part(found, "html")
