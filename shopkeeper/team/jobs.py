"""What this room does in the background: letters to agents, and tidying up."""

from collections.abc import Mapping

from shopkeeper.kit import clock, errors
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx, Handler, Periodic
from shopkeeper.kit.settings import Settings
from shopkeeper.team import attempts, letters, presence
from shopkeeper.team.hiring import agent
from shopkeeper.team.joining import MAIL_INVITATION, MAIL_RESET, invitation_link, invite, make_reset, reset_link
from shopkeeper.team.model import Agent, AgentState, Here
from shopkeeper.team.notifying import ALERT, TELL, Letter, Sender
from shopkeeper.team.store import keys

TIDY = "team.tidy"
SCHEDULE = (Periodic(TIDY, clock.HOUR),)


def handlers(send: Sender) -> Mapping[str, Handler]:
    """This room's jobs, with whoever carries mail to agents."""

    async def mail_invitation(ctx: Ctx, agent_id: str) -> None:
        secret = await ctx.db.write(invite, agent_id)
        await _post(ctx, send, agent_id, "invitation", invitation_link(ctx.settings, secret))

    async def mail_reset(ctx: Ctx, agent_id: str) -> None:
        secret = await ctx.db.write(make_reset, agent_id)
        await _post(ctx, send, agent_id, "reset", reset_link(ctx.settings, secret))

    async def tell(ctx: Ctx, agent_id: str, kind: str, session_id: str | None = None) -> None:
        window = await ctx.db.read(keys.session, session_id) if session_id else None
        await _post(ctx, send, agent_id, kind, ctx.settings.url, letters.window(window))

    async def alert(ctx: Ctx, agent_id: str, kind: str, conversation_id: str, by: str | None = None) -> None:
        to = await ctx.db.read(agent, agent_id)
        if _wants_mail(ctx, to):
            who = (await ctx.db.read(agent, by)).name if by else ""
            await send(ctx, _letter(to, kind, conversation_link(ctx.settings, conversation_id), who))

    return {MAIL_INVITATION: mail_invitation, MAIL_RESET: mail_reset, TELL: tell, ALERT: alert, TIDY: tidy}


async def tidy(ctx: Ctx) -> None:
    """Forget attempts, links and sessions whose time is over."""
    await ctx.db.write_background(_tidy)


def _tidy(tx: Tx) -> None:
    keys.remove_stale(tx, attempts_before=tx.now - attempts.LONGEST)


def conversation_link(settings: Settings, conversation_id: str) -> str:
    """Where a conversation opens in the workspace."""
    return f"{settings.url}/conversations/{conversation_id}"


async def no_sender(_: Ctx, letter: Letter) -> None:
    """Stands in until there is a mailbox to write from."""
    raise errors.Invalid(
        f"No mailbox to write to {letter.to} from. Add one in Settings, Inboxes, or set SHOPKEEPER_MAIL_FROM."
    )


def _wants_mail(ctx: Ctx, to: Agent) -> bool:
    away = presence.of(ctx.hub).state(to.id) is not Here.here
    return to.state is AgentState.active and to.alerts.mail and away


async def _post(ctx: Ctx, send: Sender, agent_id: str, kind: str, link: str, window: str = "") -> None:
    await send(ctx, _letter(await ctx.db.read(agent, agent_id), kind, link, window=window))


def _letter(to: Agent, kind: str, link: str, by: str = "", window: str = "") -> Letter:
    words = letters.written(kind, to.locale, name=to.name, link=link, by=by, window=window)
    return Letter(to.email, to.name, words.subject, words.text)
