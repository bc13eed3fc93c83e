"""Attachments: bytes kept under their own SHA-256, on disk or in S3-compatible storage.

The same file sent a hundred times is stored once. Nobody deletes by guessing: the rooms count who still points at a key
and call `remove` when nobody does.
"""

import asyncio
import hashlib
import os
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from shopkeeper.kit import errors
from shopkeeper.kit.settings import Settings


class FileGone(errors.NotFound):
    """This file is no longer kept."""


class Files(ABC):
    @abstractmethod
    async def put(self, data: bytes) -> str:
        """Keep the bytes (durably, before it returns) and answer their key."""

    @abstractmethod
    async def read(self, key: str) -> bytes:
        """The bytes under the key; raises FileGone."""

    @abstractmethod
    async def remove(self, key: str) -> None:
        """Forget them; no error when they are gone already."""


def key_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class DiskFiles(Files):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def put(self, data: bytes) -> str:
        return await asyncio.to_thread(self._put, data)

    async def read(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except OSError:
            raise FileGone from None

    async def remove(self, key: str) -> None:
        await asyncio.to_thread(lambda: self._path(key).unlink(missing_ok=True))

    def _path(self, key: str) -> Path:
        if len(key) != 64 or not all(c in "0123456789abcdef" for c in key):
            raise FileGone
        return self.folder / key[:2] / key

    def _put(self, data: bytes) -> str:
        key = key_of(data)
        path = self._path(key)
        if path.exists():
            return key
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{key}.{os.getpid()}.{os.urandom(4).hex()}")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
            _sync(path.parent)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise errors.Unavailable(
                f"The attachment could not be saved ({error.strerror}). Free some disk space."
            ) from error
        return key


def _sync(folder: Path) -> None:
    """The file's name is as durable as its bytes, also when the machine loses its power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class S3Files(Files):
    """Through the `minio` client (extra `s3`), in threads. Bucket and prefix come from the address."""

    def __init__(self, settings: Settings) -> None:
        from urllib.parse import urlsplit

        from minio import Minio

        address = urlsplit(settings.s3_url)
        self.bucket, _, prefix = address.path.strip("/").partition("/")
        self.prefix = f"{prefix}/" if prefix else ""
        self._client: Any = Minio(
            address.netloc,
            access_key=settings.s3_key,
            secret_key=settings.s3_secret,
            region=settings.s3_region,
            secure=address.scheme == "https",
        )

    async def put(self, data: bytes) -> str:
        import io

        key = key_of(data)
        await self._call(self._client.put_object, self.bucket, self.prefix + key, io.BytesIO(data), len(data))
        return key

    async def read(self, key: str) -> bytes:
        answer = await self._call(self._client.get_object, self.bucket, self.prefix + key)
        try:
            return bytes(answer.data)
        finally:
            answer.close()
            answer.release_conn()

    async def remove(self, key: str) -> None:
        await self._call(self._client.remove_object, self.bucket, self.prefix + key)

    async def _call(self, act: Any, *args: Any) -> Any:
        from minio.error import MinioException, S3Error
        from urllib3.exceptions import HTTPError

        try:
            return await asyncio.to_thread(act, *args)
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchBucket"):
                raise FileGone from None
            raise errors.Unavailable(f"The file storage refused: {error.message}. Check SHOPKEEPER_S3_… .") from error
        except (MinioException, HTTPError) as error:
            raise errors.Unavailable("The file storage does not answer. Check SHOPKEEPER_S3_URL.") from error


def open(settings: Settings) -> Files:
    """The place the settings name."""
    return S3Files(settings) if settings.s3_url else DiskFiles(settings.folder / "files")
