"""What the tests of several folders share and build once."""

from pathlib import Path

import pytest

import second_topic


@pytest.fixture(scope="session")
def second_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a strictly built site about the second topic."""
    return second_topic.build(tmp_path_factory.mktemp("second"))
