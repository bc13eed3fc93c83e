"""Authentication-Results (RFC 8601), as each receiving host wrote them. Whom to believe is the owner's choice, not ours."""

import re

from .headers import Headers
from .model import Authentication, AuthResult

MOST = 50
_METHOD = re.compile(r"\s{0,20}([A-Za-z0-9-]{1,40})(?:/[0-9]{1,4})?\s{0,20}=\s{0,20}([A-Za-z0-9]{1,40})")
_PROPERTY = re.compile(r"([A-Za-z0-9-]{1,40}\.[A-Za-z0-9_-]{1,60}|policy|reason)\s{0,5}=\s{0,5}([^\s;]{1,500})")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[()]|[^"()]+', re.DOTALL)
_SPEAKING = re.compile(r"[\s;=()]")
# which property names what a method proved; another's would prove nothing
_DOMAINS = {
    "dkim": ("header.d", "header.i"),
    "dmarc": ("header.from",),
    "spf": ("smtp.mailfrom", "smtp.helo", "smtp.mail"),
    "arc": ("header.d",),
}


def results(headers: Headers) -> tuple[Authentication, ...]:
    """Every Authentication-Results header, the one added last (by the nearest host) first; at most 50."""
    found = (_header(value) for value in headers.raws("authentication-results")[:MOST])
    return tuple(one for one in found if one is not None)


def _header(value: str) -> Authentication | None:
    pieces = _without_comments(value[:16_384]).split(";")
    host = pieces[0].split()
    if not host or "=" in host[0]:
        # some hosts leave their own name out; what nobody signs for is kept, under no name
        return Authentication("", _results(pieces)) if host else None
    return Authentication(host[0].strip('"').lower(), _results(pieces[1:]))


def _results(pieces: list[str]) -> tuple[AuthResult, ...]:
    out: list[AuthResult] = []
    for piece in pieces[:MOST]:
        found = _METHOD.match(piece)
        if found is None or found[1].lower() == "none":
            continue
        properties: dict[str, str] = {}
        for name, text in _PROPERTY.findall(piece[found.end() :]):
            properties.setdefault(name.lower(), text.strip('"'))
        out.append(AuthResult(found[1].lower(), found[2].lower(), _domain(found[1].lower(), properties), properties))
    return tuple(out)


def _domain(method: str, properties: dict[str, str]) -> str:
    for name in _DOMAINS.get(method, ()):
        if properties.get(name):
            return properties[name].rsplit("@", 1)[-1].strip("<>").lower()
    return ""


def _without_comments(value: str) -> str:
    """Comments taken out, and nothing inside quotes able to look like a result: the sender chooses the local part that hosts copy there."""
    out: list[str] = []
    depth = 0
    for piece in _PIECE.findall(value):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(_SPEAKING.sub("_", piece) if piece[0] == '"' else piece)
    return "".join(out)
