"""What every test has: a home of its own, never the user's; a display; a private PostgreSQL server if it asks."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.postgresql import Cluster, private_cluster

# packaging/test starts one display for each worker: on a shared one their windows would take the focus from each other.
if displays := os.environ.get("TEST_DISPLAYS", "").split():
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["DISPLAY"] = displays[worker % len(displays)]

# Before Qt is loaded. Never Wayland: its socket lies in the user's XDG_RUNTIME_DIR, which no test sees.
os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")

# Hypothesis has a profile "ci" of its own, which tries the same examples at each run; ours looks for new ones.
hypothesis.settings.register_profile("ci", derandomize=False, deadline=None, max_examples=100, print_blob=True)
hypothesis.settings.register_profile("thorough", hypothesis.settings.get_profile("ci"), max_examples=5_000)
hypothesis.settings.load_profile("ci")  # --hypothesis-profile=thorough asks for the other


def _move_home(patch: pytest.MonkeyPatch, home: Path) -> None:
    patch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    patch.setenv("XDG_RUNTIME_DIR", str(runtime))
    patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)  # the way to the user's keyring
    for name in [name for name in os.environ if name.startswith(("PG", "DESKAPP_"))]:
        patch.delenv(name)  # the way to somebody's database


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cover what lives as long as the session, such as the QApplication."""
    with pytest.MonkeyPatch.context() as patch:
        _move_home(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home folder."""
    folder = tmp_path_factory.mktemp("home")
    _move_home(monkeypatch, folder)
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """Run one private server for each worker whose tests need it."""
    with private_cluster() as cluster:
        yield cluster
