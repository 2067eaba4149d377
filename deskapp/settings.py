"""One workstation's settings: a TOML file in its home folder."""

from __future__ import annotations

import socket
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import platformdirs
import tomlkit

EMBEDDED = "embedded"
_FILE = "settings.toml"


class BadSettings(Exception):
    """The settings file cannot be read; it says where."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


@dataclass(frozen=True, slots=True)
class Settings:
    """`central` is `embedded` or a URL; `language` is es, en, or empty for the system's. Times as their names say."""

    home: Path
    workstation: str
    branch: str = "MAIN"
    staff: str = "desk"
    central: str = EMBEDDED
    language: str = ""
    insecure_key_file: bool = False
    idle_minutes: int = 3  # without a scan: the next item asks who stands there
    scan_gap_ms: int = 60  # longest pause between two keys of a scanner
    scan_prefix: str = ""
    scan_suffix: str = ""
    sound: bool = True
    demo: bool = False
    recovery: str = ""  # the library's public recovery key: the journal's key is kept beside it, sealed for it

    @property
    def journal(self) -> Path:
        return self.home / "journal.db"

    @property
    def cache(self) -> Path:
        return self.home / "cache.db"

    @property
    def embedded_central(self) -> Path:
        return self.home / "central.db"

    @property
    def root_certificate(self) -> Path:
        """What central's certificate is verified by; where there is none, the system's."""
        return self.home / "central-root.pem"

    @property
    def log(self) -> Path:
        return self.home / "deskapp.log"


def default_home() -> Path:
    """Where a workstation's files lie unless `--home` says otherwise."""
    return platformdirs.user_data_path("deskapp", appauthor=False)


def load(home: Path) -> Settings:
    """The settings of a home folder; those it does not name have their defaults. Raises `BadSettings`."""
    path = home / _FILE
    known = {f.name for f in fields(Settings)} - {"home"}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as fault:
        raise BadSettings(path, str(fault)) from fault
    settings = Settings(home, _own_name())
    for name, value in said.items():
        if name not in known:
            raise BadSettings(path, f"{name} is not a setting")
        if type(value) is not type(getattr(settings, name)):
            raise BadSettings(path, f"{name} must be of the kind {type(getattr(settings, name)).__name__}")
        settings = replace(settings, **{name: value})
    return settings


def save(settings: Settings) -> None:
    """Write the settings; comments that a person put into the file stay."""
    path = settings.home / _FILE
    settings.home.mkdir(parents=True, exist_ok=True)
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    for name, value in asdict(settings).items():
        if name != "home":
            document[name] = value
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


def _own_name() -> str:
    """A workstation's name until it is enrolled: the machine's."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in socket.gethostname().lower()) or "desk"
