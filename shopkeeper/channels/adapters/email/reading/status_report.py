"""The machine-readable halves of delivery reports: RFC 3464 fields, RFC 5965 complaints, providers' JSON notifications."""

import re
from typing import Any, Self

import msgspec
from msgspec import Struct

from . import charsets
from .headers import read_head

MOST_GROUPS = 500
TOLD = "told"  # an action of ours: not a field of a report, but read from its words
_EMAIL = re.compile(r"[^\s<>,;:\"()]{1,100}@[^\s<>,;:\"()]{1,255}")
_REPLY = re.compile(r"(?<![\d.])([45])[0-5][0-9][ -](?![\d])")
_STATUS = re.compile(r"\b([245])[.\s]\s?(\d{1,3})\.\s?(\d{1,3})\b")


class Said(Struct, frozen=True):
    """What a report says of one recipient: `action` as in RFC 3464, `status` as in RFC 3463, the far side's own words."""

    email: str
    action: str
    status: str = ""
    diagnostic: str = ""
    words: str = ""

    def beside(self, words: str) -> Self:
        """With the human half of the report beside it."""
        return type(self)(self.email, self.action, self.status, self.diagnostic, words)

    @property
    def temporary(self) -> bool:
        """The far side promised no more than "not now" (4.x.x, or 4yz where no code says more)."""
        if self.status or self.action == "delayed":
            return self.status.startswith("4") or self.action == "delayed"
        replies = _REPLY.findall(self.diagnostic[:4000])
        return bool(replies) and all(reply == "4" for reply in replies)


def recipients(data: bytes) -> list[Said]:
    """Each per-recipient group of a message/delivery-status body. Groups without a recipient or an action are left out."""
    out: list[Said] = []
    position = 0
    for _ in range(MOST_GROUPS + 1):
        while data[position : position + 1] in {b"\r", b"\n", b" "}:
            position += 1
        if position >= len(data):
            break
        headers, after = read_head(data, position)
        position = after if after > position else _next_line(data, position)
        said = _group({name: charsets.decode(value, None)[0] for name, value in headers.fields})
        if said is not None:
            out.append(said)
    return out


def _next_line(data: bytes, position: int) -> int:
    found = data.find(b"\n", position)
    return len(data) if found < 0 else found + 1


def _group(fields: dict[str, str]) -> Said | None:
    named = fields.get("final-recipient") or fields.get("original-recipient") or fields.get("x-actual-recipient") or ""
    if not named and "action" not in fields and "status" not in fields:
        return None
    found = _EMAIL.search(fields.get("original-recipient", "")) or _EMAIL.search(named)
    action = fields.get("action", "failed").split("(")[0].split()[:1]
    diagnostic = fields.get("diagnostic-code", "") or fields.get("x-notes-item", "")
    return Said(
        email=found[0] if found else named.split(";")[-1].strip(),
        action=action[0].lower() if action else "failed",
        status=_status(fields.get("status", "")),
        diagnostic=diagnostic,
    )


def _status(value: str) -> str:
    found = _STATUS.search(value)
    return ".".join(found.groups()) if found else ""


def feedback(data: bytes) -> list[Said]:
    """A complaint: who pressed "this is spam" is often blacked out, so the address may be empty."""
    headers, _ = read_head(data.lstrip(), 0)
    fields = {name: charsets.decode(value, None)[0] for name, value in headers.fields}
    kind = fields.get("feedback-type", "abuse").strip().lower()
    address = _EMAIL.search(fields.get("original-rcpt-to", "") or fields.get("removal-recipient", ""))
    return [Said(address[0] if address else "", "feedback", "", kind)]


def notification(text: str) -> list[Said] | None:
    """A provider's JSON notice (Amazon SES) as the whole text; None where it is none."""
    start = text.find("{")
    if start < 0 or start > 200 or ('"notificationType"' not in text[:4000] and '"eventType"' not in text[:4000]):
        return None
    notice = _json(text[start : text.rfind("}") + 1])
    inner = notice.get("Message")
    if isinstance(inner, str):
        notice = _json(inner)
    return _notice(notice)


def _json(text: str) -> dict[str, Any]:
    for candidate in (text, text.replace("\n", "")):
        try:
            found = msgspec.json.decode(candidate)
        except msgspec.DecodeError:
            continue
        return found if isinstance(found, dict) else {}
    return {}


def _notice(notice: dict[str, Any]) -> list[Said] | None:
    kind = str(notice.get("notificationType") or notice.get("eventType") or "").lower()
    body = notice.get(kind)
    if not isinstance(body, dict):
        return None
    if kind == "complaint":
        return [Said(_address(one), "feedback") for one in _people(body, "complainedRecipients")] or [
            Said("", "feedback")
        ]
    if kind == "delivery":
        return [Said(str(one), "delivered", "2.0.0") for one in body.get("recipients", [])[:MOST_GROUPS]]
    return [_bounced(one) for one in _people(body, "bouncedRecipients")] or None


def _people(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = body.get(name)
    return [one for one in found[:MOST_GROUPS] if isinstance(one, dict)] if isinstance(found, list) else []


def _bounced(one: dict[str, Any]) -> Said:
    action = str(one.get("action") or "failed").lower()
    return Said(_address(one), action, _status(str(one.get("status") or "")), str(one.get("diagnosticCode") or ""))


def _address(one: dict[str, Any]) -> str:
    found = _EMAIL.search(str(one.get("emailAddress") or ""))
    return found[0] if found else ""
