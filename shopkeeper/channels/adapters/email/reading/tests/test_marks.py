"""What the head of a mail says about who sent it: hosts that checked, machines, lists, haste."""

import pytest

from shopkeeper.channels.adapters.email.reading import AutomaticKind, Mail, read


def mail(head: str) -> Mail:
    return read(head.encode() + b"\n\nhello\n")


def test_authentication_results_host_by_host() -> None:
    found = mail(
        "Authentication-Results: mx.shop.example (trusted);\n dkim=pass (2048-bit) header.d=kunde.example header.s=k1 header.b=x;\n spf=fail smtp.mailfrom=ana@kunde.example;\n dmarc=pass (p=NONE) header.from=kunde.example\n"
        "Authentication-Results: mallory.example; dmarc=pass header.from=bank.example"
    )
    assert [one.authserv_id for one in found.auth] == ["mx.shop.example", "mallory.example"]
    assert [(one.method, one.result, one.domain) for one in found.auth[0].results] == [
        ("dkim", "pass", "kunde.example"),
        ("spf", "fail", "kunde.example"),
        ("dmarc", "pass", "kunde.example"),
    ]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Auto-Submitted: auto-replied\nSubject: Out of office: kettle", AutomaticKind.vacation),
        ("Auto-Submitted: auto-replied\nSubject: We got your mail", AutomaticKind.auto_reply),
        ("Auto-Submitted: auto-generated", AutomaticKind.auto_generated),
        ("Auto-Submitted: no", None),
        ("Subject: Automatische Antwort: Kessel", AutomaticKind.vacation),
        ("Subject: Réponse automatique : bouilloire", AutomaticKind.vacation),
        ("X-Autoreply: yes", AutomaticKind.auto_reply),
        ("Return-Path: <>", AutomaticKind.auto_generated),
        ("List-Id: Kettles <kettles.lists.example>", AutomaticKind.list),
        ("Precedence: bulk", AutomaticKind.bulk),
        ("List-Unsubscribe: <https://x.example>", AutomaticKind.bulk),
        ("X-Shopkeeper-Entry: 1", AutomaticKind.own_loop),
        ("Subject: I was out of luck", None),
    ],
)
def test_machines(head: str, kind: AutomaticKind | None) -> None:
    found = mail(head).automatic
    assert (found.kind if found else None) == kind


def test_marks_of_lists_spam_and_haste() -> None:
    found = mail(
        "List-Id: <kettles.lists.example>\nList-Unsubscribe: <https://x.example/u>, <mailto:u@x.example>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nX-Spam-Flag: YES\nImportance: High\nContent-Language: de-AT, en"
    )
    assert found.lists is not None
    assert (found.lists.list_id, found.lists.unsubscribe, found.lists.one_click) == (
        "kettles.lists.example",
        ("https://x.example/u", "mailto:u@x.example"),
        True,
    )
    assert (found.spam, found.priority, found.language) == (True, 1, "de-AT")


def test_delivered_to_and_return_path() -> None:
    found = mail(
        "Delivered-To: office@shop.example\nX-Original-To: info@shop.example\nReturn-Path: <ana@kunde.example>"
    )
    assert (found.delivered_to, found.return_path) == (
        ("office@shop.example", "info@shop.example"),
        "ana@kunde.example",
    )


@pytest.mark.parametrize(
    "told",
    [
        'spf=pass smtp.mailfrom="a; dkim=pass header.d=bank.example; x"@evil.example',
        'spf=pass reason="; dmarc=pass header.from=bank.example" smtp.mailfrom=x@evil.example',
        'spf=pass smtp.mailfrom=x"a header.from=bank.example"@evil.example; dmarc=fail header.from=evil.example header.from=bank.example',
        "spf=pass (ip; dkim=pass header.d=bank.example) smtp.mailfrom=x@evil.example",
    ],
)
def test_a_sender_cannot_write_results_into_his_own_address(told: str) -> None:
    results = mail(f"Authentication-Results: mx.shop.example; {told}").auth[0].results
    assert all("bank.example" not in one.domain for one in results)
    assert not [one for one in results if one.method == "dkim"]


def test_every_from_header_counts() -> None:
    found = mail("From: Ana <ana@kunde.example>\nFrom: boss@shop.example")
    assert [one.email for one in found.from_] == ["ana@kunde.example", "boss@shop.example"]
    assert "several from headers" in found.problems
