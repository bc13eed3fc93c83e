"""Files of strangers are kept and handed on as they are: nothing of ours opens one."""

import io
import sys
import zipfile

from shopkeeper.team import Role
from tests.security.house import House

# Whoever reads pictures or archives in our place would have to be imported for it.
READERS = {
    "PIL",
    "zipfile",
    "tarfile",
    "py7zr",
    "rarfile",
    "cv2",
    "imageio",
    "lxml",
    "xml.etree.ElementTree",
    "openpyxl",
    "pypdf",
}


def bomb() -> bytes:
    """Ten megabytes of nothing, many times over: 100 kB that unpack to 100 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(10):
            archive.writestr(f"{n}.txt", b"0" * 10_000_000)
    return made.getvalue()


def pixels() -> bytes:
    """A PNG whose head promises 50,000 by 50,000 pixels."""
    head = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR"
    return head + (50_000).to_bytes(4, "big") * 2 + b"\x08\x06\x00\x00\x00" + b"\x00" * 4


async def test_no_picture_and_no_archive_is_opened_by_us(house: House) -> None:
    await house.hires("ada", Role.admin)
    ada, ana = await house.program("ada"), await house.visitor()
    hidden = {name: sys.modules.pop(name) for name in READERS & set(sys.modules)}
    try:
        for name, kind, data in (
            ("a.zip", "application/zip", bomb()),
            ("a.png", "image/png", pixels()),
            ("a.docx", "application/zip", bomb()),
        ):
            for door, path in ((ada, "/api/v1/attachments"), (ana, "/attachments")):
                sent = await door.post(path, params={"name": name}, content=data, headers={"Content-Type": kind})
                assert sent.status_code == 201, (path, sent.text)
                assert sent.json()["size"] == len(data)
            back = await ada.get(
                f"/api/v1/attachments/{(await ada.post('/api/v1/attachments', params={'name': name}, content=data)).json()['id']}"
            )
            assert back.content == data
        assert READERS & set(sys.modules) == set(), "somebody reads strangers' files: bound it first, then name it here"
    finally:
        sys.modules.update(hidden)


async def test_too_large_is_said_before_it_is_kept(house: House) -> None:
    await house.hires("ada", Role.admin)
    ada, ana = await house.program("ada"), await house.visitor()
    too_large = b"x" * 26_000_000
    assert (await ada.post("/api/v1/attachments", content=too_large)).status_code in (413, 422)
    assert (await ana.post("/attachments", params={"name": "a"}, content=too_large)).status_code in (413, 422)
    for path in ("/api/v1/people", "/api/v1/session", "/api/v1/me"):
        assert (await ada.post(path, content=b'"' + b"x" * 2_100_000)).status_code in (404, 405, 413), path


async def test_nothing_grows_by_being_nested(house: House) -> None:
    """Deep JSON ends in a sentence, not in a broken stack."""
    await house.hires("ada", Role.admin)
    ada, ana = await house.program("ada"), await house.visitor()
    deep = b"[" * 100_000
    for door, method, path, body in (
        (ada, "POST", "/api/v1/inboxes", b'{"kind":"chat","name":"x","settings":{"a":' + deep), (ada, "POST", "/api/v1/bulk", b'{"ids":[],"verb":"x","args":{"a":' + deep),
        (ana, "POST", "/messages", b'{"id":' + deep), (ana, "PUT", "/me", deep), (ada, "POST", "/api/v1/session", deep),
    ):  # fmt: skip
        answer = await door.request(method, path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422), (path, answer.status_code, answer.text)
