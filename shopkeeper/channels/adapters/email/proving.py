"""Whether a mail's From is proven: only by what a receiving host the owner trusts found out about DKIM and DMARC.

SPF alone proves a server, not a From. Rules: RFC 8601 (Authentication-Results), RFC 7489 section 3.1 (alignment).
"""

from collections.abc import Iterable, Sequence

from shopkeeper.channels.adapters.email.reading import Authentication, Mail
from shopkeeper.channels.adapters.email.reading.model import AuthResult


def proven_by(mail: Mail, trusted_hosts: Iterable[str]) -> str | None:
    """Words like "dmarc mx.example.org", or None. Two From addresses prove nothing."""
    trusted = {host.strip().lower() for host in trusted_hosts}
    senders = {address.email.lower() for address in mail.from_ if address.email}
    if not trusted or len(senders) != 1:
        return None
    domain = senders.pop().rpartition("@")[2]
    report = _topmost(mail.auth, trusted)
    method = report and next((r.method for r in report.results if _aligned(r, domain)), None)
    return f"{method} {report.authserv_id}" if report and method else None


def _topmost(reports: Sequence[Authentication], trusted: set[str]) -> Authentication | None:
    # A receiving host writes on top; a header of the same name further down was brought along by the mail itself.
    return next((report for report in reports if report.authserv_id.lower() in trusted), None)


def _aligned(result: AuthResult, domain: str) -> bool:
    if result.result.lower() != "pass" or result.method.lower() not in ("dkim", "dmarc"):
        return False
    proved = result.domain.lower().rpartition("@")[2].strip(".")
    if result.method.lower() == "dmarc":
        return proved == domain
    return "." in proved and (domain == proved or domain.endswith("." + proved))
