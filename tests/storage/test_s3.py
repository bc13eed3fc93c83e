"""Attachments in S3-compatible storage."""

from pathlib import Path

import msgspec
import pytest

from shopkeeper.kit import errors, files
from shopkeeper.kit.settings import Settings
from tests.s3 import KEY, SECRET, s3


def settings(folder: Path, url: str, secret: str = SECRET) -> Settings:
    return Settings(data=str(folder), s3_url=url, s3_key=KEY, s3_secret=secret)


async def test_a_file_goes_to_the_bucket_and_comes_back(tmp_path: Path) -> None:
    with s3() as (url, objects):
        store = files.open(settings(tmp_path, url))
        key = await store.put(b"a picture")
        assert await store.put(b"a picture") == key
        assert objects == {f"/attachments/shop/{key}": b"a picture"}
        assert await store.read(key) == b"a picture"
        await store.remove(key)
        await store.remove(key)
        with pytest.raises(files.FileGone):
            await store.read(key)


async def test_a_wrong_key_and_a_dead_store_are_said_in_words(tmp_path: Path) -> None:
    with s3() as (url, objects):
        with pytest.raises(errors.Unavailable, match="storage refused"):
            await files.open(settings(tmp_path, url, "wrong")).put(b"x")
        assert not objects
    gone = msgspec.structs.replace(settings(tmp_path, url))
    with pytest.raises(errors.Unavailable, match="does not answer"):
        await files.open(gone).put(b"x")
