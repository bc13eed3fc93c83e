"""Brands and opening hours."""

from shopkeeper.kit.db import Db
from shopkeeper.kit.http import ADMIN, DESK, LEAD, Page, delete, get, patch, post
from shopkeeper.team import branding, keeping_hours
from shopkeeper.team.errors import NoSuchBrand, NoSuchCountry, NoSuchHours, StillUsed
from shopkeeper.team.model import Brand, Holiday, Hours


@get("/api/v1/brands", permission=DESK)
async def list_brands(db: Db) -> Page[Brand]:
    """All brands, the first one first."""
    return Page(await db.read(branding.brands))


# A brand may carry its logo as a data: picture.
@post("/api/v1/brands", permission=ADMIN, errors=(NoSuchHours,))
async def add_brand(data: branding.NewBrand, db: Db) -> Brand:
    """A new brand."""
    return await db.write(branding.add_brand, data)


@patch("/api/v1/brands/{id:str}", permission=ADMIN, errors=(NoSuchBrand, NoSuchHours))
async def change_brand(id: str, data: branding.BrandChange, db: Db) -> Brand:
    """Change a brand. The signature's HTML is sanitised before it is kept."""
    return await db.write(branding.change_brand, id, data)


@delete("/api/v1/brands/{id:str}", permission=ADMIN, errors=(NoSuchBrand, StillUsed))
async def remove_brand(id: str, db: Db) -> None:
    """Remove a brand that nothing needs any more."""
    await db.write(branding.remove_brand, id)


@get("/api/v1/hours", permission=DESK)
async def list_hours(db: Db) -> Page[Hours]:
    """All opening hours."""
    return Page(await db.read(keeping_hours.calendars))


@post("/api/v1/hours", permission=LEAD)
async def add_hours(data: keeping_hours.NewHours, db: Db) -> Hours:
    """New opening hours."""
    return await db.write(keeping_hours.add_hours, data)


@patch("/api/v1/hours/{id:str}", permission=LEAD, errors=(NoSuchHours,))
async def change_hours(id: str, data: keeping_hours.HoursChange, db: Db) -> Hours:
    """Change opening hours; lists are replaced whole."""
    return await db.write(keeping_hours.change_hours, id, data)


@delete("/api/v1/hours/{id:str}", permission=LEAD, errors=(NoSuchHours, StillUsed))
async def remove_hours(id: str, db: Db) -> None:
    """Remove opening hours that no brand keeps."""
    await db.write(keeping_hours.remove_hours, id)


@get("/api/v1/holidays", permission=DESK, errors=(NoSuchCountry,))
async def list_holidays(
    country: str, year: list[int], region: str | None = None, locale: str | None = None
) -> Page[Holiday]:
    """A country's public holidays (`?country=DE&region=BY&year=2026&year=2027`), to be put into opening hours."""
    return Page(await keeping_hours.public_holidays(country, tuple(year), region, locale))


@get("/api/v1/holiday-countries", permission=DESK)
async def list_countries() -> Page[keeping_hours.Country]:
    """Countries and regions whose holidays are known."""
    return Page(await keeping_hours.holiday_countries())


routes = [
    list_brands,
    add_brand,
    change_brand,
    remove_brand,
    list_hours,
    add_hours,
    change_hours,
    remove_hours,
    list_holidays,
    list_countries,
]
