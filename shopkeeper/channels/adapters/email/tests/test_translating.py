"""Bytes of a mail in our words."""

from typing import Any

import msgspec
import pytest

from shopkeeper.channels.adapters.email.tests.letters import HELP, mail, post
from shopkeeper.channels.adapters.email.translating import arrivals
from shopkeeper.channels.errors import Ignored
from shopkeeper.channels.model import DeliveryChanged, MessageArrived
from shopkeeper.kit.clock import DAY, MINUTE

TRUSTED = {"trusted_hosts": ["mx.garden.example"]}


def one(body: bytes, **settings: Any) -> MessageArrived:
    found = arrivals(post(body, **settings))[0]
    assert isinstance(found, MessageArrived)
    return found


def test_a_plain_mail() -> None:
    found = one(mail())
    assert (found.sender.value, found.sender.name) == ("ana@home.example", "Ana Okafor")
    assert found.text == "Hello,\n\nwhere is it?"
    assert found.subject == "Where is my order?"
    assert found.named == "m1@home.example"
    assert found.at == 1_773_298_800_000
    assert found.sender.proven_by is None


def test_an_empty_one_is_ignored() -> None:
    with pytest.raises(Ignored):
        arrivals(post(b" \r\n"))


def test_a_mail_without_sender_belongs_to_nobody_else() -> None:
    first, second = one(mail(sender="", message_id=None)), one(mail(sender="", message_id=None, body="Other words\n"))
    assert first.sender.kind == "other"
    assert first.sender.value != second.sender.value


def test_the_same_mail_has_the_same_key_whatever_way_it_came() -> None:
    again = b"Received: from a by b; Thu, 12 Mar 2026 07:00:01 +0000\r\n" + mail()
    assert one(mail()).external_id == one(again).external_id


def test_the_same_message_id_with_other_words_has_another_key() -> None:
    assert one(mail()).external_id != one(mail(body="Something else\n")).external_id


def test_a_date_in_2050_is_not_believed() -> None:
    assert one(mail(date="Thu, 12 Mar 2050 07:00:00 +0000")).at is None


@pytest.mark.parametrize(
    ("late", "context", "believed"),
    [
        (400, {}, False),  # a Date counts whole seconds
        (5 * MINUTE, {}, False),  # a clock that is slow, or a mail that was greylisted
        (-MINUTE, {}, False),  # a clock that is fast
        (DAY, {}, True),  # a mailbox that was moved here
        (5 * MINUTE, {"imported": True}, True),
        (5 * MINUTE, {"sent": True}, True),
    ],
)
def test_a_new_mail_counts_from_when_it_came_and_history_keeps_its_date(
    late: int, context: dict[str, Any], believed: bool
) -> None:
    date = 1_773_298_800_000
    made = msgspec.structs.replace(post(mail()), received_at=date + late, context=context)
    (found,) = arrivals(made)
    assert isinstance(found, MessageArrived)
    assert found.at == (date if believed else None)


def test_what_it_answers_comes_nearest_first() -> None:
    found = one(mail(In_Reply_To="<c@x>", References="<a@x> <b@x> <c@x>"))
    assert found.answers == ("c@x", "b@x", "a@x")


def test_a_contact_form_writes_for_the_customer() -> None:
    found = one(mail(sender=f"Shop form <{HELP}>", Reply_To="Ben <ben@home.example>"))
    assert found.sender.value == "ben@home.example"
    assert not found.own


def test_our_own_word_is_known_as_such() -> None:
    assert one(mail(sender=HELP, to="ana@home.example")).own


@pytest.mark.parametrize("subject", ["Fwd: Your order", "WG: Ihre Bestellung", "TR: commande"])
def test_what_was_passed_on_is_marked(subject: str) -> None:
    assert one(mail(subject=subject)).passed_on


def test_a_plain_answer_is_not_passed_on() -> None:
    assert not one(mail(subject="Re: Your order")).passed_on


def test_a_trusted_host_proves_an_aligned_sender() -> None:
    good = mail(Authentication_Results="mx.garden.example; dmarc=pass header.from=home.example")
    assert one(good, **TRUSTED).sender.proven_by == "dmarc mx.garden.example"
    assert one(good).sender.proven_by is None


@pytest.mark.parametrize(
    "result",
    [
        "mx.garden.example; dkim=pass header.d=elsewhere.example",
        "mx.garden.example; dmarc=fail header.from=home.example",
        "mx.garden.example; spf=pass smtp.mailfrom=home.example",
        "mx.stranger.example; dmarc=pass header.from=home.example",
        "mx.garden.example; dkim=pass header.d=example",
    ],
)
def test_nothing_else_proves_it(result: str) -> None:
    assert one(mail(Authentication_Results=result), **TRUSTED).sender.proven_by is None


def test_only_the_topmost_word_of_the_trusted_host_counts() -> None:
    forged = b"Authentication-Results: mx.garden.example; dmarc=pass header.from=home.example\r\n" + mail()
    true = b"Authentication-Results: mx.garden.example; dmarc=fail header.from=home.example\r\n" + forged
    assert one(true, **TRUSTED).sender.proven_by is None


def test_a_mail_from_two_senders_proves_nobody() -> None:
    body = mail(
        sender="ana@home.example, eve@home.example",
        Authentication_Results="mx.garden.example; dmarc=pass header.from=home.example",
    )
    assert one(body, **TRUSTED).sender.proven_by is None


def test_a_vacation_answer_is_automatic() -> None:
    assert one(mail(Auto_Submitted="auto-replied", subject="Out of office")).automatic


def test_a_bounce_names_the_mail_it_is_about() -> None:
    found = one(bounce("5.1.1", "lost@home.example", "our-mail@garden.example"))
    assert found.bounce is not None
    assert found.bounce.permanent
    assert found.bounce.original == "our-mail@garden.example"
    assert found.bounce.recipients == ("lost@home.example",)


def test_a_receipt_of_delivery_is_news_and_no_message() -> None:
    found = arrivals(post(bounce("2.0.0", "ana@home.example", "our-mail@garden.example", action="delivered")))[0]
    assert isinstance(found, DeliveryChanged)
    assert (found.external_id, found.state) == ("our-mail@garden.example", "delivered")


def bounce(status: str, recipient: str, original: str, action: str = "failed") -> bytes:
    return f"""From: MAILER-DAEMON@mx.home.example\r
To: {HELP}\r
Subject: Undelivered Mail Returned to Sender\r
Date: Thu, 12 Mar 2026 07:10:00 +0000\r
Message-ID: <b1@mx.home.example>\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary=X\r
\r
--X\r
Content-Type: text/plain\r
\r
I am sorry to say that your mail was treated as follows.\r
--X\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.home.example\r
\r
Final-Recipient: rfc822; {recipient}\r
Action: {action}\r
Status: {status}\r
Diagnostic-Code: smtp; 550 {status} no such user\r
\r
--X\r
Content-Type: message/rfc822\r
\r
From: {HELP}\r
To: {recipient}\r
Subject: Re: Where is my order?\r
Message-ID: <{original}>\r
\r
On its way.\r
--X--\r
""".encode()
