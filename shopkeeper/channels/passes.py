"""Secrets with passes that still hold, and parcels packed with them: what an adapter needs at the moment it goes out."""

from collections.abc import Mapping, Sequence

import msgspec

from shopkeeper.channels import inboxes
from shopkeeper.channels.model import File, Inbox, Parcel
from shopkeeper.channels.registry import channel
from shopkeeper.channels.sdk import Renews
from shopkeeper.conversations import Attachment
from shopkeeper.kit import outside
from shopkeeper.kit.jobs import Ctx


async def secrets(ctx: Ctx, box: Inbox) -> Mapping[str, str]:
    """The inbox's opened secrets, renewed where they run out. Raises NeedsOwner, Unavailable."""
    opened = await ctx.db.read(inboxes.secrets_of, box.id)
    adapter = channel(box.kind)
    if not isinstance(adapter, Renews):
        return opened
    fresh = await adapter.renew(box, opened, outside.shared(ctx.settings), ctx.now)
    if fresh != opened:
        await ctx.db.write(inboxes.keep_secrets, box.id, fresh)
    return fresh


async def packed(ctx: Ctx, parcel: Parcel, files: Sequence[tuple[Attachment, str]]) -> Parcel:
    """The parcel with its files' bytes, its secrets and the door to the network."""
    contents = tuple([_file(one, await ctx.files.read(key)) for one, key in files])
    given = await secrets(ctx, parcel.inbox)
    return msgspec.structs.replace(parcel, files=contents, secrets=given, outside=outside.shared(ctx.settings))


def _file(one: Attachment, data: bytes) -> File:
    return File(name=one.name, content_type=one.content_type, data=data, inline=one.inline, cid=one.cid, size=one.size)
