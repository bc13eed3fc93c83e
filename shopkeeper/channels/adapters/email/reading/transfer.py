"""Content transfer encodings, read as kindly as can be: what is truncated or dirty still gives all it holds."""

import binascii
import re

_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_PADDING = re.compile(rb"=+")
_SOFT_SPACE = re.compile(rb"=[ \t]+(?=\r?\n)")
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,255})\r?$", re.MULTILINE)


def decode(data: bytes, encoding: str) -> tuple[bytes, str | None]:
    """The bytes behind a transfer encoding and what was odd, or None. An unknown encoding leaves them as they are."""
    name = encoding.strip().strip("\"'").lower()
    if name in {"", "7bit", "8bit", "binary", "none"}:
        return data, None
    if name in {"base64", "b", "base-64"}:
        return base64(data)
    if name in {"quoted-printable", "q", "quoted_printable"}:
        return quoted_printable(data), None
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _only_file(data), None
    return data, f"unknown transfer encoding {name!r:.40}"


def base64(data: bytes) -> tuple[bytes, str | None]:
    """Base64 with anything between its letters, several runs in a row, or its end missing."""
    clean = data.translate(None, _NOT_BASE64)
    runs = [run for run in _PADDING.split(clean) if run]
    out = b"".join(_run(run) for run in runs)
    cut = any(len(run) % 4 == 1 for run in runs)
    return out, "truncated base64" if cut else None


def _run(run: bytes) -> bytes:
    whole = run[: len(run) - 1] if len(run) % 4 == 1 else run
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def quoted_printable(data: bytes) -> bytes:
    """Quoted-printable; a broken escape stays as it stood."""
    return binascii.a2b_qp(_SOFT_SPACE.sub(b"=", data))


def _only_file(data: bytes) -> bytes:
    _, files = uuencoded(data)
    return files[0][1] if files else data


def uuencoded(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Text without its uuencoded files, and those files as (name, data). A file without its `end` stays in the text."""
    files: list[tuple[bytes, bytes]] = []
    rest: list[bytes] = []
    position = 0
    for begin in _UU_BEGIN.finditer(data):
        if begin.start() < position:
            continue
        end = _uu_end(data, begin.end())
        if end is None:
            break
        rest.append(data[position : begin.start()])
        files.append((begin[1].strip(), _uu_lines(data[begin.end() : end[0]])))
        position = end[1]
    return b"".join([*rest, data[position:]]), files


def _uu_end(data: bytes, start: int) -> tuple[int, int] | None:
    found = data.find(b"\nend", start)
    while found >= 0 and data[found + 4 : found + 5] not in {b"", b"\r", b"\n"}:
        found = data.find(b"\nend", found + 4)
    return None if found < 0 else (found, found + 4)


def _uu_lines(data: bytes) -> bytes:
    return b"".join(_uu_line(line) for line in data.splitlines() if line)


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # some encoders pad or trim the line's tail; its first letter still says how many bytes it holds
        length = ((line[0] - 32) & 63) * 4 // 3 + 1
        return _uu_rest(line[: length + 1])


def _uu_rest(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""
