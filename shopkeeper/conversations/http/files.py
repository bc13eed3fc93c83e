"""Files and original HTML, served so that nothing in them can act in our name."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.datastructures import UploadFile

from shopkeeper.conversations import attaching, framing, store, timelines
from shopkeeper.conversations.errors import NoSuchAttachment, NoSuchEntry, NotYourInbox
from shopkeeper.conversations.model import Attachment
from shopkeeper.kit import errors
from shopkeeper.kit.db import Db, Row, Tx
from shopkeeper.kit.files import FileGone, Files
from shopkeeper.kit.http import DESK, get, post
from shopkeeper.kit.settings import Settings
from shopkeeper.team import Agent

LONGEST_UPLOAD = 100_000_000
SHOWN = framing.SHOWN_INLINE | {"application/pdf"}
PLAIN = frozenset({"text/plain", "text/csv", "audio/mpeg", "audio/ogg", "video/mp4", "application/zip"})


class TooBig(errors.Invalid):
    """This file is too large to be sent."""


@post("/api/v1/attachments", permission=DESK, request_max_body_size=LONGEST_UPLOAD, errors=(TooBig,))
async def upload(
    request: Request[Any, Any, Any], agent: Agent, db: Db, files: Files, settings: Settings, name: str = "file"
) -> Attachment:
    """Bring a file: as the raw body with `?name=`, or as a form with one file in it. A message then takes it along."""
    shown, content_type, data = await _uploaded(request, name)
    if not data:
        raise errors.Invalid("The file is empty.", fields={"file": "empty"})
    if len(data) > settings.max_upload_mb * 1_000_000:
        raise TooBig(f"A file may have at most {settings.max_upload_mb} MB. Make it smaller or send a link.")
    key = await files.put(data)
    return await db.write(attaching.attach, key, name=shown, content_type=content_type, size=len(data), by=agent.id)


@get("/api/v1/attachments/{id:str}", permission=DESK, errors=(NoSuchAttachment, NotYourInbox, FileGone))
async def download(id: str, agent: Agent, db: Db, files: Files) -> Response[bytes]:
    """The file. Only pictures and PDFs may show in the browser; everything else is saved."""
    row = await db.read(attaching.shown_to, agent, id)
    return served(row.name, row.content_type, await files.read(row.key))


@get("/api/v1/entries/{id:str}/html", permission=DESK, errors=(NoSuchEntry, NotYourInbox))
async def see_html(id: str, agent: Agent, db: Db, files: Files, pictures: bool = False) -> Response[bytes]:
    """The original HTML of a message as a document for a sandboxed frame. `pictures=1` lets remote pictures load."""
    html, inline = await db.read(_original, agent, id)
    page = framing.document(html, await _data_urls(files, inline), pictures=pictures)
    headers = {
        "content-security-policy": framing.policy(pictures=pictures),
        "x-remote-pictures": "yes" if framing.has_remote_pictures(html) else "no",
        "cache-control": "private, max-age=300",
    }
    return Response(page.encode(), media_type="text/html; charset=utf-8", headers=headers)


def served(name: str, content_type: str, data: bytes) -> Response[bytes]:
    """A stranger's file with headers that keep it from acting: no sniffing, no scripts, saved unless it is a picture."""
    shown = content_type in SHOWN
    kind = content_type if shown or content_type in PLAIN else "application/octet-stream"
    sandbox = "" if content_type == "application/pdf" else "; sandbox"
    headers = {
        "content-disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(name)}",
        "content-security-policy": f"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'{sandbox}",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-site",
        "cache-control": "private, max-age=31536000, immutable",
    }
    return Response(data, media_type=kind, headers=headers)


async def _uploaded(request: Request[Any, Any, Any], name: str) -> tuple[str, str, bytes]:
    content_type = request.headers.get("content-type", "")
    if not content_type.startswith("multipart/form-data"):
        return name, content_type.partition(";")[0] or "application/octet-stream", await request.body()
    form = await request.form()
    found = next((value for value in form.values() if isinstance(value, UploadFile)), None)
    if found is None:
        raise errors.Invalid("There is no file in this form. Add one.", fields={"file": "missing"})
    return found.filename, found.content_type, await found.read()


def _original(tx: Tx, agent: Agent, entry_id: str) -> tuple[str, list[Row]]:
    html = timelines.entry_html(tx, entry_id, agent)
    rows = [
        row for row in store.desk.attachments_of(tx, entry_id) if row.cid and row.content_type in framing.SHOWN_INLINE
    ]
    return html, rows


async def _data_urls(files: Files, rows: list[Row]) -> dict[str, str]:
    """Inline pictures go into the document itself: a sandboxed frame sends no session along to fetch them."""
    found: dict[str, str] = {}
    left = framing.LONGEST_PICTURES
    for row in rows:
        if row.size <= min(left, framing.LONGEST_PICTURE):
            found[row.cid.strip("<>")] = framing.data_url(row.content_type, await files.read(row.key))
            left -= row.size
    return found


routes: list[Any] = [upload, download, see_html]
