"""Files given to a store: brought in parts, mapped, checked, taken in."""

from __future__ import annotations

import csv
import io
from typing import Any

from litestar import Request, Response

from shopkeeper.commerce import filing
from shopkeeper.commerce.errors import NoSuchStore, Unavailable
from shopkeeper.commerce.filing import LONGEST_PART, GoOnAt, NewFile, NoSuchFile, NotNow
from shopkeeper.commerce.model.files import FilePlan, FileProblem, StoreFile
from shopkeeper.kit.db import Db
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.http import ADMIN, GivenCtx, Page, delete, get, post, put
from shopkeeper.team import Agent

_HEADS = {
    "en": ("Line", "Column", "Value", "Problem"), "de": ("Zeile", "Spalte", "Wert", "Problem"),
    "es": ("Línea", "Columna", "Valor", "Problema"), "fr": ("Ligne", "Colonne", "Valeur", "Problème"),
}  # fmt: skip


@get("/api/v1/stores/{id:str}/files", permission=ADMIN, errors=(NoSuchStore,))
async def list_files(id: str, db: Db) -> Page[StoreFile]:
    """The files a store was given, the newest first."""
    return Page(await db.read(filing.of_store, id))


@post("/api/v1/stores/{id:str}/files", permission=ADMIN, errors=(NoSuchStore, NotNow))
async def give_file(id: str, data: NewFile, agent: Agent, db: Db) -> StoreFile:
    """A file is to come, with so many bytes; they are then brought part by part."""
    return await db.write(filing.begin, agent, id, data)


@put(
    "/api/v1/store-files/{id:str}/bytes", permission=ADMIN, errors=(NoSuchFile, GoOnAt, Unavailable, FileGone),
    request_max_body_size=LONGEST_PART,
)  # fmt: skip
async def bring_part(id: str, request: Request[Any, Any, Any], ctx: GivenCtx, at: int) -> StoreFile:
    """The next bytes of a file, raw, beginning with byte `at`; after the last ones its columns are looked at."""
    return await filing.add_part(ctx, id, at, await request.body())


@get("/api/v1/store-files/{id:str}", permission=ADMIN, errors=(NoSuchFile,))
async def one_file(id: str, db: Db) -> StoreFile:
    """How far a file is, what its columns mean, and what a check found."""
    return await db.read(filing.one, id)


@put("/api/v1/store-files/{id:str}/plan", permission=ADMIN, errors=(NoSuchFile, NotNow, FileGone, Unavailable))
async def plan_file(id: str, data: FilePlan, ctx: GivenCtx) -> StoreFile:
    """What its columns mean, all of it."""
    return await filing.plan(ctx, id, data)


@post("/api/v1/store-files/{id:str}/check", permission=ADMIN, errors=(NoSuchFile, NotNow), status_code=202)
async def check_file(id: str, db: Db) -> StoreFile:
    """Read the whole file as a trial. Nothing is written but the report."""
    return await db.write(filing.check, id)


@post("/api/v1/store-files/{id:str}/import", permission=ADMIN, errors=(NoSuchFile, NotNow), status_code=202)
async def import_file(id: str, db: Db) -> StoreFile:
    """Take in what the check found. It goes on by itself, also after a stop."""
    return await db.write(filing.bring, id)


@delete("/api/v1/store-files/{id:str}", permission=ADMIN, errors=(NoSuchFile,))
async def remove_file(id: str, db: Db) -> None:
    """Take a file away. What of it was taken in already stays."""
    await db.write(filing.remove, id)


@get("/api/v1/store-files/{id:str}/problems", permission=ADMIN, errors=(NoSuchFile,))
async def file_problems(id: str, db: Db, language: str = "en") -> Page[FileProblem]:
    """What is wrong with which lines, in words: the first thousand."""
    return Page(await db.read(filing.problems, id, language))


@get("/api/v1/store-files/{id:str}/problems.csv", permission=ADMIN, errors=(NoSuchFile,))
async def download_problems(id: str, db: Db, language: str = "en") -> Response[bytes]:
    """The same as a table to work through beside the file."""
    found = await db.read(filing.problems, id, language)
    headers = {"Content-Disposition": 'attachment; filename="problems.csv"'}
    return Response(_table(found, language), media_type="text/csv", headers=headers)


def _table(found: list[FileProblem], language: str) -> bytes:
    """UTF-8 with its mark, which spreadsheets want."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADS.get(language, _HEADS["en"]))
    writer.writerows([each.line, *map(_harmless, (each.column, each.value, each.words))] for each in found)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A spreadsheet would carry out what begins like a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@")) or cell.startswith(("\t", "\r", "\n")) else cell


routes = [
    list_files, give_file, bring_part, one_file, plan_file, check_file, import_file, remove_file, file_problems, download_problems,
]  # fmt: skip
