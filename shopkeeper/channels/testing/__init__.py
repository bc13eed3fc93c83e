"""Doubles that are real enough to stand on: a messenger and a mail server that exist only here, for tests, training and the demo."""

from shopkeeper.channels.testing.postbox import Postbox, Taken
from shopkeeper.channels.testing.pretend import Pretend, signature

__all__ = ["Postbox", "Pretend", "Taken", "signature"]
