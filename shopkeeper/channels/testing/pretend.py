"""The pretend provider: signs its posts with HMAC, keeps what is delivered, and fails exactly when told to."""

import hashlib
import hmac
from collections import deque
from collections.abc import Sequence
from typing import Any, ClassVar

from shopkeeper.channels.errors import Busy, Ignored, NeedsOwner, NotOurs, Refused, Unavailable, Unreadable
from shopkeeper.channels.model import Abilities, Arrival, DeliveryChanged, MessageArrived, Parcel, Post, Receipt, Who
from shopkeeper.kit import clock, text
from shopkeeper.kit.errors import Failure

_ANSWERS: dict[int, type[Failure]] = {401: NeedsOwner, 403: NeedsOwner, 429: Busy}


class Pretend:
    """A messenger that exists only here. `fail_next` queues what the next deliveries raise: a status code or a Failure."""

    kind: ClassVar[str] = "pretend"
    label: ClassVar[str] = "Pretend messenger"
    reaches: ClassVar[str] = "messenger"
    abilities: ClassVar[Abilities] = Abilities(longest_text=4_000, files=True, longest_file=1_000_000, receipts=True)

    def __init__(self) -> None:
        self.delivered: list[Parcel] = []
        self._receipts: dict[str, Receipt] = {}
        self._failures: deque[int | Failure] = deque()

    def fail_next(self, *failures: int | Failure) -> None:
        self._failures.extend(failures)

    def verify(self, post: Post) -> None:
        expected = signature(post.secrets.get("secret", ""), post.body)
        if not hmac.compare_digest(expected, post.headers.get("x-signature", "")):
            raise NotOurs

    def parse(self, post: Post) -> Sequence[Arrival]:
        try:
            payload = text.from_json(post.body)
            return [_PARSERS[payload["type"]](payload)]
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(f"Not a pretend message: {error!r}.") from error

    async def deliver(self, parcel: Parcel) -> Receipt:
        if self._failures:
            raise _failure(self._failures.popleft())
        if parcel.key not in self._receipts:
            self.delivered.append(parcel)
            self._receipts[parcel.key] = Receipt(external_id=f"out-{parcel.entry_id}", at=clock.now())
        return self._receipts[parcel.key]


def signature(secret: str, body: bytes) -> str:
    """What the pretend provider puts into `x-signature`."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _failure(told: int | Failure) -> Failure:
    if isinstance(told, Failure):
        return told
    if told >= 500:
        return Unavailable(f"The pretend provider answered {told}.")
    return _ANSWERS.get(told, Refused)(f"The pretend provider answered {told}.")


def _message(payload: dict[str, Any]) -> Arrival:
    sender = Who(kind="messenger", value=payload["from"], name=payload.get("name", ""), proven_by="pretend")
    return MessageArrived(external_id=payload["id"], sender=sender, text=payload["text"], at=payload.get("at"))


def _status(payload: dict[str, Any]) -> Arrival:
    return DeliveryChanged(external_id=payload["id"], state=payload["state"], reason=payload.get("reason"))


def _ping(payload: dict[str, Any]) -> Arrival:
    raise Ignored(f"A ping ({payload.get('id', 'no id')}).")


_PARSERS = {"message": _message, "status": _status, "ping": _ping}
