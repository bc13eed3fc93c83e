"""What the chat does in the background: mail a code, forget what is old."""

from shopkeeper import team
from shopkeeper.channels import inboxes
from shopkeeper.channels.adapters.chat import codes, hooks, uploads, visitors
from shopkeeper.channels.adapters.chat.letters import letter
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx, Handler
from shopkeeper.team import Letter


async def send_code(ctx: Ctx, code_id: str) -> None:
    """Mail six figures, unless they were used or their time is over."""
    found = await ctx.db.read(_letter, code_id)
    if found is not None:
        await hooks.carry(ctx, found)


async def tidy(ctx: Ctx) -> None:
    """Old sessions and codes go, a slice at a time."""
    await ctx.db.write_background(codes.forget_old)
    await ctx.db.write_background(uploads.forget_old)
    while await ctx.db.write_background(visitors.forget_old):
        pass


def _letter(tx: Tx, code_id: str) -> Letter | None:
    found = codes.letter_of(tx, code_id)
    if found is None:
        return None
    email, inbox_id = found
    brand = team.brand(tx, inboxes.inbox(tx, inbox_id).brand_id)
    subject, text = letter(brand.locale, brand.name, codes.figures(code_id))
    return Letter(to=email, name="", subject=subject, text=text)


handlers: dict[str, Handler] = {codes.SEND_CODE: send_code, visitors.TIDY: tidy}
