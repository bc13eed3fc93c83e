"""Delivery reports, written here after the manuals of the programs that send them."""

import time

import pytest

from shopkeeper.channels.adapters.email.reading import AutomaticKind, BounceClass, read

RETURNED = "Message-ID: <our-1@shop.example>\nFrom: office@shop.example\nTo: ana@kunde.example\nSubject: Your kettle\n\nIt left today."


def report(action: str, status: str, diagnostic: str, words: str = "Could not be delivered.") -> bytes:
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: office@shop.example\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\n"
        f"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n{words}\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ana@kunde.example\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {diagnostic}\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{RETURNED}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "kind", "reason"),
    [
        (
            "failed",
            "5.1.1",
            "550 5.1.1 <ana@kunde.example>: Recipient address rejected: User unknown",
            BounceClass.hard,
            "userunknown",
        ),
        ("failed", "5.0.0", "550 <ana@kunde.example> no such user", BounceClass.hard, "userunknown"),
        ("failed", "5.2.2", "552 5.2.2 mailbox full", BounceClass.soft, "mailboxfull"),
        ("failed", "5.4.4", "Host or domain name not found", BounceClass.hard, "hostunknown"),
        (
            "failed",
            "5.1.8",
            "553 5.1.8 Domain of sender address office@shop.example does not exist",
            BounceClass.soft,
            "rejected",
        ),
        (
            "failed",
            "5.7.26",
            "550 5.7.26 unauthenticated mail is prohibited, DMARC policy",
            BounceClass.soft,
            "authfailure",
        ),
        ("failed", "5.7.1", "554 5.7.1 message looks like spam", BounceClass.soft, "spamdetected"),
        (
            "failed",
            "5.7.1",
            "554 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen list",
            BounceClass.soft,
            "blocked",
        ),
        ("failed", "5.3.4", "552 5.3.4 message size exceeds limit", BounceClass.soft, "mesgtoobig"),
        ("failed", "4.1.1", "450 4.1.1 user unknown for now", BounceClass.soft, "userunknown"),
        ("delayed", "4.4.1", "connect to mx.kunde.example: Connection timed out", BounceClass.soft, "expired"),
        ("delivered", "2.0.0", "250 ok", BounceClass.delivered, "delivered"),
    ],
)
def test_reports_by_their_fields(action: str, status: str, diagnostic: str, kind: BounceClass, reason: str) -> None:
    found = read(report(action, status, diagnostic)).bounce
    assert found is not None
    assert (found.kind, found.reason, found.original_message_id) == (kind, reason, "our-1@shop.example")
    assert [(one.email, one.status) for one in found.recipients] == [("ana@kunde.example", status)]


def test_unknown_after_the_whole_mail_was_seen_is_a_filter() -> None:
    words = "<ana@kunde.example>: host mx said: 550 user unknown (in reply to end of DATA command)"
    found = read(report("failed", "5.0.0", "550 user unknown", words)).bounce
    assert found is not None
    assert found.kind is BounceClass.soft


def test_kinds_of_automatic_mail() -> None:
    kinds = {
        action: read(report(action, status, "x")).automatic
        for action, status in [("failed", "5.1.1"), ("delayed", "4.4.1"), ("delivered", "2.0.0")]
    }
    assert {action: one.kind for action, one in kinds.items() if one} == {
        "failed": AutomaticKind.bounce,
        "delayed": AutomaticKind.delay,
        "delivered": AutomaticKind.delivery_receipt,
    }


@pytest.mark.parametrize(
    ("sender", "subject", "words", "kind", "email"),
    [
        ("MAILER-DAEMON@mx.example", "failure notice", "Hi. This is the mail program at mx.example.\nI wasn't able to deliver your message.\n\n<ana@kunde.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\n" + RETURNED, BounceClass.hard, "ana@kunde.example"),
        ("Mail Delivery System <mailer-daemon@mx.example>", "Mail delivery failed: returning message to sender", "A message that you sent could not be delivered.\n\n  ana@kunde.example\n    SMTP error from remote mail server after RCPT TO:<ana@kunde.example>:\n    552 mailbox is full\n\n------ This is a copy of the message ------\n\n" + RETURNED, BounceClass.soft, "ana@kunde.example"),
        ("Postmaster <postmaster@kunde.example>", "Undeliverable: Your kettle", "Delivery has failed to these recipients:\n\nana@kunde.example\nThe email address you entered couldn't be found.\n\nDiagnostic information:\n550 5.1.10 RESOLVER.ADR.RecipientNotFound\n\nOriginal message headers:\n\n" + RETURNED, BounceClass.hard, "ana@kunde.example"),
        ("Mail Delivery Subsystem <mailer-daemon@mail.example>", "Delivery Status Notification (Delay)", "Delivery to ana@kunde.example is delayed, we keep trying.\n421 4.4.5 server busy, try later", BounceClass.soft, "ana@kunde.example"),
    ],
)  # fmt: skip
def test_reports_by_their_words(sender: str, subject: str, words: str, kind: BounceClass, email: str) -> None:
    found = read(
        f"From: {sender}\nTo: office@shop.example\nSubject: {subject}\nReturn-Path: <>\n\n{words}".encode()
    ).bounce
    assert found is not None
    assert (found.kind, [one.email for one in found.recipients]) == (kind, [email])


def test_several_recipients_have_their_own_fate() -> None:
    words = "The following addresses failed:\n\nana@kunde.example: 550 5.2.2 mailbox full\npiet@kunde.example: 550 5.1.1 user unknown\n"
    found = read(f"From: MAILER-DAEMON@mx.example\nSubject: Delivery failure\n\n{words}".encode()).bounce
    assert found is not None
    assert [(one.email, one.kind) for one in found.recipients] == [
        ("ana@kunde.example", BounceClass.soft),
        ("piet@kunde.example", BounceClass.hard),
    ]
    assert found.kind is BounceClass.hard


def test_a_complaint() -> None:
    raw = b"From: fbl@isp.example\nSubject: FW: kettle\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nabuse report\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: ana@kunde.example\n\n--b--"
    mail = read(raw)
    assert mail.bounce is not None
    assert mail.automatic is not None
    assert (mail.bounce.kind, mail.bounce.recipients[0].email, mail.automatic.kind) == (
        BounceClass.feedback,
        "ana@kunde.example",
        AutomaticKind.feedback_report,
    )


def test_a_notice_in_json() -> None:
    notice = '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"ana@kunde.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 unknown"}]}}'
    found = read(f"From: no-reply@notices.example\nSubject: Notification\n\n{notice}".encode()).bounce
    assert found is not None
    assert (found.kind, found.recipients[0].email) == (BounceClass.hard, "ana@kunde.example")


@pytest.mark.parametrize(
    "raw",
    [
        b"From: ana@kunde.example\nSubject: Undelivered parcel\n\nThe parcel could not be delivered, it was returned. Failed twice! 550 euros.",
        b"From: ana@kunde.example\nSubject: Fwd: Mail delivery failed\n\nI got this when I wrote to you:\n> 550 5.1.1 user unknown",
        b"From: newsletter@brand.example\nSubject: Delivery problems solved\nList-Unsubscribe: <https://x.example>\n\nfailed never",
    ],
)
def test_customers_who_speak_of_failed_deliveries(raw: bytes) -> None:
    mail = read(raw)
    assert mail.bounce is None
    assert mail.automatic is None or mail.automatic.kind is AutomaticKind.bulk


def test_a_report_on_two_thousand_recipients_keeps_nobody_waiting() -> None:
    groups = "\n\n".join(
        f"Final-Recipient: rfc822; u{n}@kunde.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; {'odd words ' * 80}"
        for n in range(2_000)
    )
    raw = f"From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; boundary=b\n\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n{groups}\n--b--"
    began = time.process_time()
    found = read(raw.encode()).bounce
    assert time.process_time() - began < 1.5
    assert found is not None
    assert (found.kind, len(found.recipients)) == (BounceClass.hard, 500)


def test_fields_of_a_report_in_the_plain_text() -> None:
    words = "The mail could not be delivered.\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ana@kunde.example\nAction: failed\nStatus: 5.1.1\n"
    found = read(f"From: MAILER-DAEMON@mx.example\nSubject: Returned mail\n\n{words}".encode()).bounce
    assert found is not None
    assert [(one.email, one.status, one.kind) for one in found.recipients] == [
        ("ana@kunde.example", "5.1.1", BounceClass.hard)
    ]


def test_a_returned_mail_from_an_unknown_system() -> None:
    raw = f"From: gateway@mx.example\nSubject: Mail delivery failed\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nana@kunde.example: host mx said: 550 5.1.1 no such user\n--b\nContent-Type: message/rfc822\n\n{RETURNED}\n--b--"
    found = read(raw.encode()).bounce
    assert found is not None
    assert (found.kind, found.original_message_id) == (BounceClass.hard, "our-1@shop.example")


@pytest.mark.parametrize(
    ("said", "kind", "reason"),
    [
        ("550 5.4.1 Recipient address rejected: Access denied. [x.example]", BounceClass.hard, "userunknown"),
        ("550 5.4.310 DNS domain nope.example does not exist", BounceClass.hard, "hostunknown"),
        ("550 5.4.317 Message expired, cannot connect to remote server", BounceClass.soft, "expired"),
        ("554 delivery error: dd Requested mail action aborted, mailbox not found", BounceClass.hard, "userunknown"),
        ("550 5.7.133 authentication required; Delivery restriction check failed", BounceClass.soft, "securityerror"),
        ("550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient.", BounceClass.hard, "userunknown"),
        ("452 4.2.2 Boite du destinataire pleine", BounceClass.soft, "mailboxfull"),
        ("450 4.2.0 <ana@kunde.example>: Greylisted, see our page", BounceClass.soft, "onhold"),
    ],
)
def test_what_servers_say(said: str, kind: BounceClass, reason: str) -> None:
    code = said.split()[1] if said.split()[1][:1].isdigit() else "5.0.0"
    found = read(report("failed", code, said)).bounce
    assert found is not None
    assert (found.kind, found.reason) == (kind, reason)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Das Postfach des Empfängers ist voll.", BounceClass.soft),
        ("Die vollständige Adresse gibt es nicht.", BounceClass.hard),
        ("La boîte aux lettres du destinataire est pleine.", BounceClass.soft),
        ("L'adresse n'existe pas.", BounceClass.hard),
        ("El buzón de correo está lleno.", BounceClass.soft),
        ("La casella di posta del destinatario è piena.", BounceClass.soft),
        ("De mailbox van de ontvanger is vol.", BounceClass.soft),
        ("Het e-mailadres bestaat niet.", BounceClass.hard),
        ("A caixa de correio do destinatário está cheia.", BounceClass.soft),
        ("Nie ma takiego użytkownika.", BounceClass.hard),
        ("Почтовый ящик переполнен.", BounceClass.soft),
        ("Такого пользователя не существует.", BounceClass.hard),
        ("Adressen finns inte.", BounceClass.hard),
        ("收件人邮箱已满", BounceClass.soft),
        ("宛先のメールアドレスが見つかりません", BounceClass.hard),
        ("존재하지 않는 계정입니다", BounceClass.hard),
    ],
)
def test_reports_in_other_languages(words: str, kind: BounceClass) -> None:
    raw = f"From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: failure notice\n\n<ana@kunde.example>:\n{words}\n"
    found = read(raw.encode()).bounce
    assert found is not None
    assert found.kind is kind


def test_the_only_recipient_of_a_report_is_who_all_its_words_are_about() -> None:
    raw = report("failed", "5.0.0", "", "This account is disabled.\n\n<ana@kunde.example>: 550 user unknown")
    found = read(raw).bounce
    assert found is not None
    assert (found.kind, found.reason) == (BounceClass.soft, "suspend")


@pytest.mark.parametrize("words", ["grupa nie istnieje", "el grupo no existe", "the group may not exist"])
def test_a_group_that_takes_no_mail_from_us_is_no_dead_address(words: str) -> None:
    raw = (
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nX-Failed-Recipients: list@groups.example\n"
        f"Subject: Delivery Status Notification (Failure)\n\n{words}\n\nHelp: https://groups.google.com/support/\n"
    )
    found = read(raw.encode()).bounce
    assert found is not None
    assert found.kind is BounceClass.soft


def test_a_report_that_a_list_passes_on_is_not_about_our_mail() -> None:
    words = "Unable to find user: <ben@kunde.example>\nPlease correct the address and send it again.\n"
    head = "From: MAILER-DAEMON@mx.example\nSubject: Returned mail: [list] hello\n"
    assert read(f"{head}\n{words}".encode()).bounce is not None
    passed_on = read(f"{head}List-Post: <mailto:list@lists.example>\n\n{words}".encode())
    assert passed_on.bounce is None
    assert passed_on.automatic is not None


@pytest.mark.parametrize(
    ("sender", "subject", "words"),
    [
        ("Mail Delivery <info@parcels.example>", "Returned to sender: parcel 5", "It was returned; address unknown."),
        ("DHL <noreply@dhl.example>", "Delivery failed: parcel 5", "It could not be delivered. Error 550."),
        ("Ana <ana@kunde.example>", "Undelivered Mail Returned to Sender", "I got 550 5.1.1 User unknown. Why?"),
    ],
)
def test_parcels_and_customers_are_no_mail_systems(sender: str, subject: str, words: str) -> None:
    assert read(f"From: {sender}\nSubject: {subject}\n\n{words}\n".encode()).bounce is None
