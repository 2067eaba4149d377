"""Events and records of the first version, in which a line of the policy table was flat, mean what they meant."""

import json
from datetime import date

from deskapp.domain.events import ItemCheckedOut, LibrarySetUp
from deskapp.domain.period import Period
from deskapp.domain.policy import Case
from deskapp.domain.records import LibraryRecord
from deskapp.domain.values import LIBRARY
from deskapp.store.codec import read_body, read_record

FIRST = {
    "name": "Biblioteca Municipal",
    "branches": [
        {"code": "MAIN", "name": "Central", "zone": "Europe/Madrid", "closed_weekdays": [6], "closed_dates": []}
    ],
    "categories": [{"code": "ADULT", "name_es": "Adulto", "name_en": "Adult", "years": 3}],
    "item_types": [{"code": "DVD", "name_es": "DVD", "name_en": "DVD"}],
    "policies": [
        {
            "category": "*",
            "item_type": "DVD",
            "loan_days": 7,
            "renewals": 1,
            "max_loans": 30,
            "fee_per_day": 20,
            "fee_grace_days": 0,
            "fee_cap": 500,
            "currency": "MXN",
        }
    ],
    "max_owed": 1000,
    "max_overdue": 5,
    "hold_shelf_days": 5,
    "stub_items": 3,
    "stub_category": "ADULT",
    "revision": "1",
}


def test_a_set_up_of_the_first_version_still_holds() -> None:
    body = read_body("LibrarySetUp", 1, json.dumps({"library": FIRST}).encode())
    assert isinstance(body, LibrarySetUp)
    terms = body.library.terms(Case("ADULT", "DVD", "MAIN"), date(2026, 3, 2))
    assert (terms.loan, terms.renewals, terms.fee_per_day, terms.shelf_days) == (Period(7), 1, 20, 5)
    assert body.library.currency_of("MAIN") == "MXN"
    record = read_record("library", json.dumps({"id": str(LIBRARY), "library": FIRST, "last": None}))
    assert isinstance(record, LibraryRecord)
    assert record.library == body.library


def test_a_check_out_of_the_first_version_is_read() -> None:
    said = {
        "loan": str(LIBRARY),
        "item": str(LIBRARY),
        "patron": str(LIBRARY),
        "due": "2026-03-09T22:59:59Z",
        "terms": {"per_day": 20, "grace_days": 1, "cap": 500, "currency": "EUR", "calendar": "1"},
        "branch": "MAIN",
        "hold": None,
        "previous": {"state": "available", "branch": "", "loan": None, "hold": None, "to": None},
    }
    body = read_body("ItemCheckedOut", 1, json.dumps(said).encode())
    assert isinstance(body, ItemCheckedOut)
    assert (body.terms.per_day, body.terms.grace_days, body.terms.every, body.aware) == (20, 1, 1, ())
