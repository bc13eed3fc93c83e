"""Real servers on free loopback ports, each a context manager that cleans up after itself.

    with postgres() as server: url = server.create_database()
    with nats() as url: ...
    with dovecot() as imap: ...                  # IMAP with IDLE and LMTP; any user, password "secret"
    with postfix(imap) as smtp: ...              # mail for *.test and example.* goes to Dovecot, all other is refused

Each raises Missing, with what to install, where its program is not there. `python -m tests.servers COMMAND…` runs a
command beside a PostgreSQL whose address stands in SHOPKEEPER_TEST_POSTGRES. A server dies with the process that
started it, even when that one is killed.
"""

from tests.servers.broker import broker, nats
from tests.servers.databases import POSTGRES_VARIABLE, Postgres, postgres
from tests.servers.mail import MailServer, MailStore, dovecot, postfix
from tests.servers.running import DidNotStart, Missing, free_port

__all__ = [
    "POSTGRES_VARIABLE",
    "DidNotStart",
    "MailServer",
    "MailStore",
    "Missing",
    "Postgres",
    "broker",
    "dovecot",
    "free_port",
    "nats",
    "postfix",
    "postgres",
]
