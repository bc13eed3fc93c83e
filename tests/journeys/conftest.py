"""One demo shop for all tests that only look."""

from collections.abc import Iterator

import pytest

from tests.journeys import screens


@pytest.fixture(scope="session")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with screens.demo(tmp_path_factory.mktemp("demo")) as url:
        yield url
