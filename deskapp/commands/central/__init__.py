"""`deskapp central ...`: one module for each kind of work."""

from __future__ import annotations

import argparse
from pathlib import Path

from deskapp.commands.central import enrolling, privacy, staff
from deskapp.commands.central.backing_up import backup, new_epoch, restore
from deskapp.commands.central.overnight import overnight
from deskapp.commands.central.publishing import publish
from deskapp.commands.central.serving import metrics_address, serve
from deskapp.commands.central.status import status


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("central", help="the library's central database").add_subparsers(
        required=True, metavar="WHAT"
    )
    enrolling.add_to(parser)
    staff.add_to(parser)
    privacy.add_to(parser)
    _add_serve(parser)
    _add_status(parser)
    _add_backup(parser)
    night = parser.add_parser(
        "overnight",
        help="renew what renews itself, end requests that lapsed, make lost what is long overdue; once a night",
    )
    night.add_argument("--json", action="store_true")
    night.set_defaults(run=overnight)
    copy = parser.add_parser(
        "publish", help="make the copy that a new workstation fetches first; `serve` does it each night"
    )
    copy.add_argument("--json", action="store_true")
    copy.set_defaults(run=publish)


def _add_serve(parser: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = parser.add_parser(
        "serve", help="decide what the desks send, and do the night's work; an embedded central also answers the desks"
    )
    one.add_argument(
        "--metrics",
        type=metrics_address,
        metavar="[ADDRESS:]PORT",
        help="answer Prometheus at http://127.0.0.1:PORT/metrics, or at another address of this machine",
    )
    one.set_defaults(run=serve)


def _add_status(parser: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = parser.add_parser("status", help="how far central has come, who decides, which desks were heard of")
    one.add_argument("--records", action="store_true", help="count the records of each kind too; that takes longer")
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=status)


def _add_backup(parser: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    make = parser.add_parser("backup", help="write a backup while central goes on")
    make.add_argument("target", type=Path, metavar="FILE|DIR", help="a file that is not there yet, or a folder")
    make.add_argument("--json", action="store_true")
    make.set_defaults(run=backup)
    back = parser.add_parser("restore", help="put a backup in central's place; what was there is kept beside it")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--json", action="store_true")
    back.set_defaults(run=restore)
    epoch = parser.add_parser(
        "new-epoch", help="after central was put back by other means: desks send again what they hold"
    )
    epoch.add_argument("--json", action="store_true")
    epoch.set_defaults(run=new_epoch)
