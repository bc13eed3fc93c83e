"""A socket is opened by our own page or by nobody: browsers send cookies along, and CORS does not apply to sockets."""

import pytest
from litestar import WebSocket

from shopkeeper import team
from shopkeeper.kit import testing
from shopkeeper.kit.http import DESK, websocket
from shopkeeper.team.tests.conftest import HOME


@websocket("/listen", permission=DESK)
async def listen(socket: WebSocket, agent: team.Agent) -> None:
    await socket.accept()
    await socket.send_text(agent.name)
    await socket.close()


async def knock(app, **headers: str) -> list[dict]:
    """What the server says to a browser that asks for the socket."""
    said: list[dict] = []
    asked = iter([{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}])

    async def receive():
        return next(asked)

    async def send(message):
        said.append(message)

    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "path": "/listen",
        "raw_path": b"/listen",
        "query_string": b"",
        "root_path": "",
        "scheme": "ws",
        "server": ("desk.example.org", 80),
        "client": ("203.0.113.7", 40_000),
        "subprotocols": [],
        "headers": [(b"host", b"desk.example.org"), *((k.encode(), v.encode()) for k, v in headers.items())],
        "extensions": {},
    }
    await app(scope, receive, send)
    return said


@pytest.fixture
def app(desk):
    return testing.application(
        [listen], desk.ctx, identify=team.identifier(desk.db, desk.ctx.settings), allows=team.allows
    )


async def test_only_our_own_page_may_listen_with_alices_cookie(desk, app):
    alice = await desk.signed_in("alice")
    cookie = f"sk_session={alice.cookies['sk_session']}"
    said = await knock(app, cookie=cookie, origin=HOME)
    assert [message["type"] for message in said] == ["websocket.accept", "websocket.send", "websocket.close"]
    for origin in ("http://evil.example", "null", "http://desk.example.org.evil.example"):
        refused = await knock(app, cookie=cookie, origin=origin)
        assert "websocket.accept" not in [message["type"] for message in refused], origin
    assert "websocket.accept" not in [message["type"] for message in await knock(app, origin=HOME)]


async def test_a_program_listens_with_its_token(desk, app):
    agent = await desk.hires("robot")
    issued = await desk.db.write(team.create_token, agent, team.NewToken("listening"))
    said = await knock(app, authorization=f"Bearer {issued.secret}")
    assert said[1]["text"] == "Robot"
