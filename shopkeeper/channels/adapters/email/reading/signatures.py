"""Where the writer's words end and their signature begins. Careful: what is folded away by mistake is a customer's word unread."""

import re
from collections.abc import Sequence

from . import phrases

_STRICT = re.compile(r"^--\s{0,3}$")
_SIGN = re.compile(r"^\s{0,3}(?:-{2,3}|_{2,}|[—–]{1,3})\s*$")
_RULE = re.compile(r"^\s{0,3}(?:-{2,}|_{2,}|—{1,}|={4,}|\*{3,}|~{4,}|#{4,}|\+{4,}|\.{5,}|─{3,})\s*$")
_OWN = re.compile(
    r"\b(?:my|mon|ma|meine[mrn]?|mijn|min|mitt|mio|mia|mi|meu|minha|moj\w*|mého|мо\w{1,4}|a phone)\b|我的",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"iphone|ipad|ipod|ios|android|samsung|galaxy|phone|mobil|handy|tablet|blackberry|huawei|xiaomi|redmi|outlook|mail|app\b|windows|proton|"
    r"nokia|sony|xperia|\blg\b|htc|moto|pixel|oneplus|oppo|spark|web\b|k-9|\bpc\b|\bmac\b|cell|device|appareil|gerät|dispositiv|móvil|celular|"
    r"telefo|téléphone|laptop|superhuman|thunderbird|zoho|gmx|web\.de|t-online|orange|libero|телефон|смартфон|почт|устройств|puhelim|komór|"
    r"mailbox|airmail|sparrow|acompli|hey\b|yandex|mail\.ru|tutanota|tuta\b|front\b|typoz?e|typos|brevity",
    re.IGNORECASE,
)  # fmt: skip
_SENT_FROM = re.compile("|".join(re.escape(term) for term in phrases.terms(phrases.SENT_FROM)), re.IGNORECASE)
_WRAPPING = re.compile(r"^[\s<(\[*_\"'>|-]+")
_CLOSING = re.compile(
    rf"(?:{'|'.join(re.escape(term) for term in phrases.terms(phrases.REGARDS))})\s?[,，.!]{{1,2}}$", re.IGNORECASE
)
_CONTACT = re.compile(r"@|https?:|www\.|\+?\d[\d ()./-]{6,}|unsubscribe|mailing list|abmelden|désinscri", re.IGNORECASE)
_TRACK = {"ᐧ", "​", "\ufeff"}


def split(lines: Sequence[str]) -> int:
    """The line at which the signature begins; len(lines) where there is none."""
    end = _end(lines)
    start = end
    for find in (_by_delimiter, _by_closing):
        start = min(start, find(lines, end))
    while (earlier := _by_device(lines, start)) < start:
        start = earlier
    start = _without_marks(lines, start)
    return len(lines) if start == end else start


def _end(lines: Sequence[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _by_delimiter(lines: Sequence[str], end: int) -> int:
    for place in range(max(0, end - 200), end):
        if _STRICT.match(lines[place]) and _tail(lines, place, end, 60):
            return place
        if (
            _RULE.match(lines[place])
            and _tail(lines, place, end, 12)
            and not _wordy(lines[place + 1 : end], lines[place])
        ):
            return place
    return end


def _tail(lines: Sequence[str], place: int, end: int, most: int) -> bool:
    return sum(bool(line.strip()) for line in lines[place + 1 : end]) <= most


def _wordy(lines: Sequence[str], rule: str) -> bool:
    """Sentences after a plain rule are a second section, not a signature; rules other than `--` and `__` end only in contact lines."""
    words = [line for line in lines if line.strip() and not _RULE.match(line) and not _CONTACT.search(line[:400])]
    most = 240 if _SIGN.match(rule) else 0
    return sum(len(line) for line in words) > most or any(line.rstrip().endswith("?") for line in words)


def _by_closing(lines: Sequence[str], end: int) -> int:
    """ "Regards," on its own line and at most six short lines after it: name, role, phone."""
    for place in range(max(0, end - 10), end - 1):
        if len(lines[place]) > 60 or not _CLOSING.match(lines[place].strip()):
            continue
        after = [line.strip() for line in lines[place + 1 : end] if line.strip()]
        if 1 <= len(after) <= 6 and all(len(line) <= 60 and not line.endswith(("?", ":")) for line in after):
            return place
    return end


def _by_device(lines: Sequence[str], end: int) -> int:
    """ "Sent from my iPhone" as the last line, or with an address line after it."""
    last = _last_words(lines, end)
    for place in range(last, max(-1, last - 3), -1):
        if place >= 0 and is_device_line(lines[place]):
            return place
    return end


def _last_words(lines: Sequence[str], end: int) -> int:
    place = end - 1
    while place >= 0 and not lines[place].strip():
        place -= 1
    return place


def is_device_line(line: str) -> bool:
    """A line that a phone or program wrote under the mail."""
    if len(line) > 200:
        return False
    text = _WRAPPING.sub("", line)
    found = _SENT_FROM.match(text)
    if found is None:
        return (
            bool(re.match(r"^[\w .'-]{0,30}(?:iPhone|iPad)\S{0,5}(?:から送信|에서 보냄|umdan gönderildi)", text))
            or " from mobile" in text
        )
    return len(text) <= 120 and text.count(" ") <= 18 and bool(_OWN.search(text) or _DEVICE.search(text))


def _without_marks(lines: Sequence[str], start: int) -> int:
    place = start
    while place and (not lines[place - 1].strip() or lines[place - 1].strip() in _TRACK):
        place -= 1
    marked = any(line.strip() in _TRACK for line in lines[place:start])
    return place if marked else start
