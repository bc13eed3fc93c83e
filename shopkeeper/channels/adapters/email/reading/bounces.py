"""Delivery reports: whose mail did not arrive, why, and whether the address is dead.

RFC 3464 reports and RFC 5965 complaints are read by their fields; what older programs write is read by its phrases, and only where
the mail comes from a mail system, so that a customer who quotes a bounce is still a customer.
"""

import re
from collections.abc import Iterable

from . import bounce_words, reasons, status_report
from .bodies import bodies, every
from .headers import Headers, message_ids
from .model import Bounce, BounceClass, BouncedRecipient
from .parts import Part
from .status_report import TOLD, Said

MOST_READ = 40
LONGEST_TEXT = 60_000
_DAEMON = re.compile(
    r"mailer-?daemon|^postmaster|mail-?er.?daemon|mail delivery|delivery sub|mail administrator|^mmdf@|^mdaemon@|mail system|"
    r"e-?mail admin|system administrator|^daemon@|mrmail|smtp gateway|mailserver|non.?deliver|no-?reply@(?:ses|sns)\.|^(?:complaints|fbl|feedback|staff@hotmail)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"undeliver|non.?deliver|delivery (?:status|fail|report|notif|problem|err|delay|has|unsucc|incomplete|receipt)|deliver(?:y|ing) (?:your )?(?:mail|message)|fail(?:ure|ed)? (?:notice|mail|delivery)|returned (?:mail|to sender|message)|mail (?:system )?(?:error|delivery|fail|could not)|"
    r"message (?:status|delayed|you sent|could not|not delivered|undeliv)|could not (?:be )?(?:send|sent|deliver)|warning: (?:could not|message)|mail status|(?:unzustellbar|nicht zugestellt|zustellung)|non remis|no se (?:ha )?(?:pudo|podido)|mancata consegna|não entregue|"
    r"unable to deliver|rejected|bounce|error (?:sending|mail)|user unknown|配信|送信できません|エラー|不达|退信|недоставл|dsn|nondeliverable|abuse report|complaint|was not delivered|delivery",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"could ?n[o']t (?:be )?(?:deliver|sent|send|reach|complete)|(?:un|not )(?:able to |be )?deliver|undeliver|fail(?:ed|ure|s)\b|following (?:recipient|address|user|error)|permanent|fatal error|rejected|not (?:been )?(?:delivered|sent)|returned|unknown|"
    r"could not send|problem(?:s)? (?:deliver|while)|cannot be (?:sent|delivered|reached)|5[0-9]{2}[ -][0-9.]*|undelivered|did not (?:reach|receive)|will be retried|delayed|エラー|届け|配信|送信できません|error|no such|bounced|full",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"undeliver|non.?deliver|delivery (?:status notification|notification|failure|report|has failed)|delivery failed|fail(?:ure|ed)? (?:notice|delivery)|"
    r"returned (?:mail|to sender)|mail (?:system error|delivery (?:failed|problem|error)|failure)|could not (?:send message|be delivered)|trouble delivering|mail error|message delivery (?:has )?fail|delivery status|mail could not|notice: mail|delayed mail|message delayed|errors from|"
    r"warning: (?:could not|message)|unzustellbar|non remis|recapito non|onbestelbaar|no se pudo entregar|não foi possível entregar|kan (?:niet|ikke|inte) (?:leve|worden)|недоставлен|не доставлен|退信|メールエラー|配信",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"could not be delivered to:?\s{0,20}<?[^\s<>@]{1,64}@|\Aerror: [^\n]{1,80}\n\s{0,20}error message below:",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"^(?:Reporting-MTA|Original-Recipient|Final-Recipient):", re.IGNORECASE | re.MULTILINE)
_SERVERS = re.compile(
    r"(?:<<< |>>> |said: |smtp; ?|reason: |\s)[45]\d\d[ -]|\b[45]\.\d\.\d{1,3}\b|diagnostic|host .{0,60}said",
    re.IGNORECASE,
)
_AT_RCPT = re.compile(r"RCPT TO:\s{0,5}<?([^\s<>@]{1,64}@[A-Za-z0-9.-]{1,250})", re.IGNORECASE)
_TRANSCRIPT = re.compile(
    r"^(?:<<< [45]\d\d|>>> RCPT|-{3,}.{0,20}(?:transcript|fatal errors))", re.IGNORECASE | re.MULTILINE
)
_ROBOT = re.compile(r"^(?:no-?reply|post_?master|mailer-?daemon|daemon|mail-?system|bounce)", re.IGNORECASE)
_NOT_MEMBER = re.compile(r"not member|loop alert|not (?:a )?subscribed", re.IGNORECASE)
_NAMED = re.compile(
    r"^[ \t]{0,12}<?([^\s<>@:;,]{1,64}@[A-Za-z0-9.-]{1,250})>?(?:[ \t]{0,8}:|[ \t]{0,8}$|[ \t]{1,8}[(\[])|"
    r"^[45]\d\d (?:[45]\.\d{1,2}\.\d{1,2} )?<([^\s<>@]{1,64}@[A-Za-z0-9.-]{1,250})>",
    re.MULTILINE,
)
# a list that passes on a report it got: about one of its members, never about a mail of ours
_LIST_MARKS = ("list-post", "x-beenthere")
_EMAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}")
_ORIGINAL = re.compile(
    r"^[ \t>*-]{0,20}(?:the |this is a copy of |below |copy of )?(?:original (?:message|mail)|unsent message|returned message|message (?:header|text|contents|follows)|copy of (?:the|your) (?:message|original)|transcript of headers|undelivered message|headers? (?:of|follow)|"
    r"included is a copy|your (?:original )?message (?:follows|reads|was)|received: (?:from|by)|return-path:|below this line is a copy|this is a copy of|a copy of the (?:original )?message)",
    re.IGNORECASE | re.MULTILINE,
)
_SMTP = re.compile(r"(?<![\d.])([45]\d\d)[ -](?:([45]\.\d{1,2}\.\d{1,3})\b)?")
_GRAVEST = (BounceClass.hard, BounceClass.soft, BounceClass.feedback, BounceClass.auto_reply, BounceClass.delivered)


def is_delay(bounce: Bounce) -> bool:
    """Only a warning: the far side still tries."""
    return bounce.kind is BounceClass.soft and all(
        one.status.startswith("4") and "delayed" in one.diagnostic[:20] for one in bounce.recipients
    )


def bounce(root: Part, headers: Headers, subject: str, text: str) -> Bounce | None:
    """The report that this mail is, or None. Attached mails are looked at only for the id of the mail that came back."""
    parts = _own_parts(root)
    said = _structured(parts, text)
    if said is None and not any(headers.has(mark) for mark in _LIST_MARKS):
        said = _unstructured(headers, subject, text, any(part.message is not None for part in parts))
    if not said:
        return None
    read = [_recipient(one, reasons.reason_of(one)) for one in _unwrapped(said[:MOST_READ], root)]
    recipients = (*read, *(_recipient(one, reasons.by_code(one)) for one in said[MOST_READ:500]))
    gravest = next(kind for kind in _GRAVEST if any(one.kind is kind for one in recipients))
    reason = next(one.reason for one in recipients if one.kind is gravest)
    return Bounce(gravest, reason, recipients, _original_id(root, text))


def _unwrapped(said: list[Said], root: Part) -> list[Said]:
    """Gateways wrap another's report in a note of their own: where the note says nothing, the wrapped report does."""
    if any(reasons.reason_of(one) != "undefined" for one in said):
        return said
    for part in _attached(root):
        inner = bodies(part).text[:LONGEST_TEXT]
        if _TRANSCRIPT.search(inner):
            return [one.beside(f"{one.words}\n{inner}") for one in said]
    return said


def _own_parts(root: Part) -> list[Part]:
    parts: list[Part] = []
    waiting = [root]
    while waiting:
        part = waiting.pop()
        parts.append(part)
        waiting.extend(reversed(part.children))
    return parts


def _structured(parts: list[Part], text: str) -> list[Said] | None:
    for part in parts:
        if part.content_type == "message/feedback-report":
            return status_report.feedback(part.data())
    said: list[Said] = []
    for part in parts:
        if part.content_type in {"message/delivery-status", "message/global-delivery-status"}:
            said.extend(status_report.recipients(part.data()))
    words = _before_original(text)
    # reading the words of each of hundreds would take seconds; beyond the first, codes must do
    return [_with_words(one, words, said[:MOST_READ]) for one in said[:MOST_READ]] + said[
        MOST_READ:500
    ] or status_report.notification(text)


def _with_words(said: Said, words: str, all_said: list[Said]) -> Said:
    """What the human half of the report says of this recipient; all of it where it names nobody."""
    if len(all_said) == 1:
        return said.beside(words[:4000])
    return said.beside(_around(words, said.email, [one.email for one in all_said]))


def _around(text: str, email: str, others: list[str]) -> str:
    """The words about one recipient: from the line that names it to the line that names the next."""
    lower = text.lower()
    place = lower.find(email.lower()) if email else -1
    if place < 0:
        return ""
    start = text.rfind("\n", 0, place) + 1
    ends = [
        at
        for one in others[:50]
        if one and one.lower() != email.lower() and (at := lower.find(one.lower(), place + len(email))) >= 0
    ]
    return text[start : min([*ends, start + 2500])]


def _unstructured(headers: Headers, subject: str, text: str, returned: bool) -> list[Said]:
    """`returned`: a mail is attached."""
    sender = headers.words("from")[:400]
    bare = re.sub(r"^.*<|>.*$", "", sender)
    words = _before_original(text)
    special = _special(headers, subject, bare, text)
    if special is not None:
        return [special]
    empty = headers.raw("return-path").strip() == "<>"
    # a carrier may be called "Mail Delivery": a report names an address or lets servers speak
    shown = bool(_ROBOT.search(bare) or empty or _EMAIL.search(words) or _SERVERS.search(words))
    named = bool(_DAEMON.search(sender) or _DAEMON.search(bare))
    daemon = (named and shown) or headers.has("x-failed-recipients")
    if daemon and _CERTAIN.search(subject):
        return _told(headers, words, bare)
    told = bool(_SUBJECT.search(subject))
    if ((daemon and (told or empty)) or (told and empty)) and _FAILED.search(words):
        return _told(headers, words, bare)
    if _PLAIN.search(words[:1500]) and _ROBOT.search(bare):
        return _told(headers, words, bare)
    # no known sender: only a subject that says it first, and the speech of servers
    certain = _CERTAIN.match(subject) and (returned or headers.raw("content-type").startswith("multipart/report"))
    return _told(headers, words, bare) if certain and _SERVERS.search(words) else []


def _special(headers: Headers, subject: str, sender: str, text: str) -> Said | None:
    """Reports of a few programs that look like nothing else."""
    if subject.startswith("complaint about message from") or headers.has("x-hmxmroriginalrecipient"):
        return Said(headers.words("x-hmxmroriginalrecipient")[:320], "feedback", "", "abuse")
    if "sent this email to unsubscribe from the message" in text[:400]:
        return Said(sender, "feedback", "", "unsubscribe")
    if "//groups.google.com/" in text[:4_000] and _DAEMON.search(sender) and headers.has("x-failed-recipients"):
        # in each of Google's languages "the group may not exist, or you may not post to it"
        return Said(
            headers.words("x-failed-recipients")[:320], "failed", "", "sender rejected by a list: Google Groups"
        )
    if sender.split("@")[0].endswith(("-admin", "-owner", "-request")) and _NOT_MEMBER.search(subject):
        return Said("", "failed", "", f"sender rejected by a list: {subject}")
    return None


def _told(headers: Headers, words: str, sender: str) -> list[Said]:
    return _fields_in(words) or _by_words(headers, words, sender)


def _fields_in(words: str) -> list[Said]:
    """The fields of a report that stand in the plain text, as some programs and gateways put them."""
    found = _FIELDS.search(words)
    if found is None or "action:" not in words.lower():
        return []
    near = words[: found.start()]
    return [one.beside(near) for one in status_report.recipients(words[found.start() :].encode("utf-8", "replace"))]


def _by_words(headers: Headers, words: str, sender: str) -> list[Said]:
    known = _EMAIL.findall(headers.words("x-failed-recipients"))
    emails = (
        known
        or [one[0] or one[1] for one in _NAMED.findall(words)]
        or _AT_RCPT.findall(words)[:1]
        or _EMAIL.findall(words)[:1]
    )
    emails = [
        one
        for one in dict.fromkeys(emails)
        if one.lower() != sender.lower() and not one.lower().startswith("postmaster@")
    ]
    out: list[Said] = []
    for email in emails[:MOST_READ] or [""]:
        near = _around(words, email, emails) or words[:8000]
        out.append(
            Said(
                email,
                TOLD,
                reasons.status_in(near) or ("" if len(emails) > 1 else reasons.status_in(words)),
                near,
                words[:8000],
            )
        )
    return out


def _before_original(text: str) -> str:
    text = text[:LONGEST_TEXT]
    for found in _ORIGINAL.finditer(text):
        if found.start() > 120:
            return text[: found.start()]
    return text


def _recipient(said: Said, reason: str) -> BouncedRecipient:
    diagnostic = said.diagnostic if len(said.diagnostic.strip()) > 5 else said.words
    found = _SMTP.search(diagnostic)
    return BouncedRecipient(
        email=said.email,
        kind=_class(reason, said.temporary),
        reason=reason,
        status=reasons.telling_status(said),
        reply=found[1] if found else "",
        diagnostic=" ".join(
            (f"{said.action}: " if said.action == "delayed" else "").split() + diagnostic[:2000].split()
        ),
    )


def _class(reason: str, temporary: bool) -> BounceClass:
    special = {"feedback": BounceClass.feedback, "delivered": BounceClass.delivered}
    final = reason in bounce_words.HARD and not temporary
    return special.get(reason) or (BounceClass.hard if final else BounceClass.soft)


def _original_id(root: Part, text: str) -> str | None:
    """The Message-ID of the mail that came back: from its copy, or from the words."""
    for part in _attached(root):
        ids = message_ids(part.headers.raw("message-id"))
        if ids:
            return ids[0]
    found = re.search(r"^[ \t>]{0,8}Message-I[Dd]:\s{0,40}<([^<>\s]{1,300})>", text[:LONGEST_TEXT], re.MULTILINE)
    return found[1] if found else _headers_id(root)


def _headers_id(root: Part) -> str | None:
    for part in every(root):
        if part.content_type == "text/rfc822-headers":
            found = re.search(rb"^Message-I[Dd]:\s{0,40}<([^<>\s]{1,300})>", part.data()[:LONGEST_TEXT], re.MULTILINE)
            if found:
                return found[1].decode("utf-8", "replace")
    return None


def _attached(root: Part) -> Iterable[Part]:
    return [part.message for part in every(root) if part.message is not None]
