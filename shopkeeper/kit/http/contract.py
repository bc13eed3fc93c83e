"""The API's own description, handed out as it was built: making it at start would cost a second."""

from pathlib import Path
from typing import Any

from litestar import Request, Response

from shopkeeper.kit.http import static
from shopkeeper.kit.http.routes import PUBLIC, get

FILE = Path(__file__).parents[2] / "openapi.json"


@get("/api/openapi.json", permission=PUBLIC, include_in_schema=False)
async def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """OpenAPI 3.1."""
    return static.answer(FILE.parent, FILE.name, request, "no-cache")


routes = [openapi]
