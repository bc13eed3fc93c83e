"""Fills an empty desk with the demo shop, and opens the pretend post office its mail goes to."""

from collections.abc import Callable
from pathlib import Path

from shopkeeper import channels, conversations, team
from shopkeeper.demo import cast, house, post_office, shelving
from shopkeeper.demo.play import Kept, Player
from shopkeeper.demo.promising import promised
from shopkeeper.demo.stories import STORIES
from shopkeeper.kit.db import Tx
from shopkeeper.kit.files import Files
from shopkeeper.kit.jobs import Ctx

ATTACHMENTS = Path(__file__).parent / "attachments"
Say = Callable[[str], None]


async def fill(ctx: Ctx, say: Say = lambda words: None) -> None:
    """Make the desk a living morning, if nobody works here yet. Safe to call at every start."""
    if not await ctx.db.read(_somebody):
        say("Hiring three people and unlocking the door …")
        furniture = await _furnish(ctx)
        await _play(ctx, furniture, say)
        # After the talk: words of the past are written as if just said, behind all that stands there; what the shop tells takes its place in time.
        await shelving.open_shop(ctx, furniture.brand_id)
    await shelving.reopen_shop(ctx)
    conversations.replace_promise(promised)
    await _open_post_office(ctx)


async def _furnish(ctx: Ctx) -> house.Furniture:
    password_hash = await team.hash_password(cast.PASSWORD, strong=False)
    agents = await ctx.db.write(house.hire, password_hash)
    furniture = await ctx.db.write(house.furnish, agents)
    for step in ("colleagues", "done"):
        await ctx.db.write(team.do_step, step)
    return furniture


async def _play(ctx: Ctx, furniture: house.Furniture, say: Say) -> None:
    player = Player(furniture, await _kept(ctx.files), ctx.now, ctx.settings.url)
    conversations.replace_promise(player.promise)
    slices = player.slices(STORIES)
    say(f"{len(STORIES)} customers come in, {sum(map(len, slices))} things happen …")
    for slice in slices:
        await ctx.db.write_background(player.play, slice)
    await ctx.db.write_background(player.settle)


async def _kept(files: Files) -> dict[str, Kept]:
    found = {path.name: path.read_bytes() for path in sorted(ATTACHMENTS.glob("*.jpg"))}
    return {name: Kept(await files.put(data), len(data)) for name, data in found.items()}


async def _open_post_office(ctx: Ctx) -> None:
    port = await post_office.open()
    await ctx.db.write(_send_through, port)


def _send_through(tx: Tx, port: int) -> None:
    box = channels.by_address(tx, "email", (cast.MAILBOX,))
    if box is not None:
        channels.edit(tx, None, box.id, channels.InboxChange(settings={"smtp_port": port}))


def _somebody(tx: Tx) -> bool:
    return bool(team.agents(tx))
