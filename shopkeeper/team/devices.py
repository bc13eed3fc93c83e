"""Which agents have signed in at a browser before: a signed mark in a cookie of its own, which opens nothing.

Whoever signs in where they have no mark gets a letter that says when, where and with what (OWASP ASVS 6.3.5).
"""

from shopkeeper.kit import signing

COOKIE = "sk_known"
PURPOSE = "known device"
# A counter that many share: the ones who signed in last are remembered.
MOST = 12


def agents_of(mark: str) -> tuple[str, ...]:
    """The ids of those who signed in here; nobody for a mark that is not ours."""
    try:
        found = signing.unsign(PURPOSE, mark) if mark else {}
    except signing.BadToken:
        return ()
    return tuple(str(one) for one in found.get("agents", ()))


def marked(mark: str, agent_id: str) -> str:
    """The mark with this agent in front."""
    agents = list(dict.fromkeys([agent_id, *agents_of(mark)]))[:MOST]
    return signing.sign(PURPOSE, {"agents": agents})
