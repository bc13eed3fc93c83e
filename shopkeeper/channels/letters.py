"""Letters of the house to its own people (an invitation, a new password, an alert), through one of the mailboxes."""

from shopkeeper.channels import inboxes, passes
from shopkeeper.channels.errors import Unsupported
from shopkeeper.channels.model import Inbox, InboxState, Parcel, Recipient
from shopkeeper.channels.registry import channel
from shopkeeper.channels.sdk import Signs
from shopkeeper.kit import ids
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import Letter


async def send_letter(ctx: Ctx, letter: Letter) -> None:
    """Hand it over. Raises Busy and Unavailable (try again), or Invalid where there is no mailbox to write from."""
    box = await ctx.db.read(_writing_from, ctx.settings.mail_from)
    key, adapter = ids.new(), channel(box.kind)
    parcel = Parcel(
        key=key,
        inbox=box,
        entry_id=key,
        conversation_id="",
        to=(Recipient(letter.to, letter.name),),
        text=letter.text,
        subject=letter.subject,
        message_id=adapter.message_id(box, key) if isinstance(adapter, Signs) else key,
        at=ctx.now,
        automatic=True,
    )
    await adapter.deliver(await passes.packed(ctx, parcel, ()))


def _writing_from(tx: Tx, wanted: str) -> Inbox:
    able = [box for box in inboxes.inboxes(tx) if box.abilities.may_open and box.settings.get("smtp_host")]
    fitting = [box for box in able if not wanted or box.address == wanted.lower()]
    ready = sorted(fitting or able, key=lambda box: box.state is not InboxState.ok)
    if not ready:
        raise Unsupported(
            "There is no mailbox to write from. Connect one with a server for outgoing mail in Settings, Inboxes."
        )
    return ready[0]
