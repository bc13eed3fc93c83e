"""The shop of the room's own tests, and the mail servers of the house's."""

from shopkeeper.channels.tests.conftest import shop
from tests.conftest import dovecot, postfix

__all__ = ["dovecot", "postfix", "shop"]
