"""What whoever starts the desk should know."""

from shopkeeper import team
from shopkeeper.kit.jobs import Ctx


async def welcome(ctx: Ctx) -> str:
    """Where it is; and, while nobody owns it, the code to claim it with."""
    code = await ctx.db.write(team.setup_code)
    if code is None:
        return f"Shopkeeper is open at {ctx.settings.url}"
    return f"Shopkeeper is open. Make it yours at {ctx.settings.url}/setup with the code  {code}"
