"""HTTP: routes that name their permission, failures as problem+json, pages by cursor.

A route is eight lines: path, permission, input, verb, output. Every route declares who may use it; an application with a
route that does not will not start.
"""

from shopkeeper.kit.http.app import address_of, build, check_origin, client_address, heads, permissions
from shopkeeper.kit.http.given import GivenCtx
from shopkeeper.kit.http.pages import Page, cursor, uncursor
from shopkeeper.kit.http.plain import Answer, Call, Plain, PlainSocket, SocketCall
from shopkeeper.kit.http.problems import Problem
from shopkeeper.kit.http.routes import (
    ADMIN,
    DESK,
    LEAD,
    PUBLIC,
    VISITOR,
    delete,
    get,
    patch,
    post,
    put,
    websocket,
)

__all__ = [
    "ADMIN",
    "DESK",
    "LEAD",
    "PUBLIC",
    "VISITOR",
    "Answer",
    "Call",
    "GivenCtx",
    "Page",
    "Plain",
    "PlainSocket",
    "Problem",
    "SocketCall",
    "address_of",
    "build",
    "check_origin",
    "client_address",
    "cursor",
    "delete",
    "get",
    "heads",
    "patch",
    "permissions",
    "post",
    "put",
    "uncursor",
    "websocket",
]
