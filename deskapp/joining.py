"""Making a workstation of a machine: by the one-time code that `deskapp central enroll` printed.

The code's password is used once. The workstation takes another, which lies in the keyring alone.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import zlib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import quote

from deskapp import settings as kept
from deskapp.app.reaching import CENTRAL_PASSWORD
from deskapp.credentials import Secrets
from deskapp.settings import Settings

_MARK = "deskapp1."


class BadCode(Exception):
    """What was given is no code of `deskapp central enroll`, or only a part of one."""


class NotReached(Exception):
    """Central does not answer, so that this machine has joined nothing yet."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a code offers. `hosts`: HOST:PORT by commas; `root`: the certificate to verify central by, PEM, or empty."""

    workstation: str
    branch: str
    hosts: str
    database: str
    password: str = field(repr=False)
    root: str = ""
    recovery: str = ""

    @property
    def url(self) -> str:
        """Central's URL, without the password."""
        return f"postgresql://{quote(self.workstation, safe='')}@{self.hosts}/{quote(self.database, safe='')}"


def written(offer: Offer) -> str:
    """The code for an offer, one line."""
    said = json.dumps({f.name: getattr(offer, f.name) for f in fields(Offer)}).encode()
    return _MARK + base64.urlsafe_b64encode(zlib.compress(said, 9)).decode().rstrip("=")


def read(code: str) -> Offer:
    """The offer in a code; spaces and line ends do not matter. Raises `BadCode`."""
    plain = "".join(code.split())
    if not plain.startswith(_MARK):
        raise BadCode
    text = plain.removeprefix(_MARK)
    try:
        said = json.loads(zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))))
        return Offer(**{f.name: str(said[f.name]) for f in fields(Offer)})
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError) as fault:
        raise BadCode from fault


def join(home: Path, code: str, secrets_: Secrets, language: str = "") -> Settings:
    """Take the place that a code offers; takes some seconds. The settings, as they were saved.

    Raises `BadCode`; `NotReached`; `NotAdmitted` when the code was used, or is too old; `OtherVersion`; `NoKeyring`.
    """
    from deskapp.sync.link import Away, PostgresCentral
    from deskapp.sync.login import Login

    offer = read(code)
    mine = Settings(home, offer.workstation, offer.branch, central=offer.url, language=language)
    home.mkdir(parents=True, exist_ok=True)
    root = mine.root_certificate if offer.root else None
    if root:
        root.write_text(offer.root, encoding="ascii")
    link, password = PostgresCentral(Login(offer.url, offer.password, root)), secrets.token_urlsafe(32)
    try:
        link.hello()
        secrets_.put(CENTRAL_PASSWORD, password)
        link.change_password(password)
        link.ask("joined")
    except Away as fault:
        raise NotReached(str(fault)) from fault
    finally:
        link.close()
    mine = replace(mine, recovery=offer.recovery)
    kept.save(mine)
    return mine
