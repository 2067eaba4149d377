"""What a patron record of another system says, as plain values: nothing is stored, nothing decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PatronWarning(StrEnum):
    """The record was read, but something about it deserves a look."""

    READ_AS_WESTERN = "read_as_western"
    EXPIRY_BEFORE_ENROLMENT = "expiry_before_enrolment"


@dataclass(frozen=True, slots=True)
class AddressIn:
    """One postal address; empty parts are empty strings. `number` is the house number where the file has it apart."""

    street: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    postcode: str = ""
    country: str = ""
    number: str = ""
    street_type: str = ""

    def __bool__(self) -> bool:
        """True when any part is filled; a country alone is no address."""
        return any((self.street, self.line2, self.city, self.state, self.postcode, self.number))


@dataclass(frozen=True, slots=True)
class ContactIn:
    """Somebody to reach in place of the patron (Koha's `contact...` and `altcontact...` columns)."""

    surname: str = ""
    firstname: str = ""
    title: str = ""
    relationship: str = ""
    phone: str = ""
    note: str = ""
    address: AddressIn = AddressIn()

    def __bool__(self) -> bool:
        """True when any part is filled."""
        return bool(self.surname or self.firstname or self.phone or self.note or self.address)


@dataclass(frozen=True, slots=True)
class PatronIn:
    """One good patron record; `record` counts from 1 without the header, `line` is where it begins in the file."""

    record: int
    line: int
    card: str
    surname: str
    branch: str
    category: str
    firstname: str = ""
    other_names: str = ""
    title: str = ""
    initials: str = ""
    sex: str = ""
    birth_date: date | None = None
    enrolled: date | None = None
    expires: date | None = None
    userid: str = ""
    foreign_id: str = ""
    language: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mobile: str = ""
    sms_number: str = ""
    fax: str = ""
    home: AddressIn = AddressIn()
    alternative: AddressIn = AddressIn()
    contact: ContactIn = ContactIn()
    alternative_contact: ContactIn = ContactIn()
    guarantor: str = ""
    staff_note: str = ""
    public_note: str = ""
    blocked_until: date | None = None
    block_note: str = ""
    address_gone: bool = False
    card_lost: bool = False
    statistics: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    warnings: tuple[PatronWarning, ...] = ()
