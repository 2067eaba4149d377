"""One row of a patron file: all that is wrong with it, or the patron."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from deskapp.exchange import patron_mapping
from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.patron_in import AddressIn, ContactIn, PatronIn, PatronWarning
from deskapp.exchange.patron_values import attributes_in, emails_in, is_yes, parsed_date, split_name
from deskapp.exchange.refusal import Reason, Refusal

DATES = ("birth_date", "enrolled", "expires", "blocked_until")
EMAILS = ("email", "email_2", "email_3")
ADDRESS_PARTS = ("street", "line2", "city", "state", "postcode", "country", "number", "street_type")
PHONES = ("phone", "phone_2", "phone_3")


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows are held against; codes of branches and categories by their folded form."""

    mapping: patron_mapping.Mapping
    branches: Mapping[str, str]
    categories: Mapping[str, str]
    today: date
    keep_early_expiry: bool = False


class PatronRow:
    """The values of one row under our fields' names, and the rules for them."""

    def __init__(
        self, record: int, line: int, western: bool, values: dict[str, str], columns: Mapping[str, str], rules: Rules
    ) -> None:
        """Take the row's values, with the mapping's words and defaults put in."""
        self._record, self._line, self._western, self._columns, self._rules = record, line, western, columns, rules
        self._values = {**values, **_defaults(values, rules.mapping)}
        for ours, words in rules.mapping.values.items():
            self._values[ours] = words.get(self._values.get(ours, ""), self._values.get(ours, ""))
        if not self._of("surname") and "full_name" in self._values:
            self._values["surname"], self._values["firstname"] = split_name(self._of("full_name"))
        self._days: dict[str, date | None] = {}
        self._emails: list[str] = []

    def outcome(self, first_line: int) -> PatronIn | Refusal:
        """The patron, or a refusal with every reason; `first_line` is where the file first used this card."""
        reasons = tuple(self._reasons(first_line))
        if reasons:
            return Refusal(self._record, reasons, self._of("card") or self._of("userid"), self._line)
        return self._patron()

    def _of(self, field: str) -> str:
        return self._values.get(field, "")

    def _column(self, field: str) -> str:
        return self._columns.get(field, field)

    def _reasons(self, first_line: int) -> Iterator[Reason]:
        if not (self._of("card") or self._of("userid")):
            yield Reason(RefusalCode.NO_CARD)
        if first_line != self._line:
            yield Reason(RefusalCode.CARD_USED_TWICE, {"value": self._of("card"), "first_line": str(first_line)})
        if not self._of("surname"):
            yield Reason(RefusalCode.NO_SURNAME)
        yield from self._codes()
        yield from self._dates()
        yield from self._addresses()

    def _codes(self) -> Iterator[Reason]:
        branch, category = self._of("branch"), self._of("category")
        if not branch:
            yield Reason(RefusalCode.NO_BRANCH)
        elif branch.casefold() not in self._rules.branches:
            yield Reason(RefusalCode.UNKNOWN_BRANCH, {"value": branch})
        if not category:
            yield Reason(RefusalCode.NO_CATEGORY)
        elif category.casefold() not in self._rules.categories:
            yield Reason(RefusalCode.UNKNOWN_CATEGORY, {"value": category})

    def _dates(self) -> Iterator[Reason]:
        expected = self._rules.mapping.date_format
        for field in DATES:
            found = parsed_date(self._of(field), expected)
            if isinstance(found, RefusalCode):
                detail = {"value": self._of(field), "column": self._column(field), "expected": expected}
                yield Reason(found, detail)
            else:
                self._days[field] = found
        birth = self._days.get("birth_date")
        if birth and birth > self._rules.today:
            yield Reason(RefusalCode.BIRTH_IN_FUTURE, {"value": birth.isoformat()})
        if self._expires_early() and not self._rules.keep_early_expiry:
            detail = {"expires": self._of("expires"), "enrolled": self._of("enrolled")}
            yield Reason(RefusalCode.EXPIRY_BEFORE_ENROLMENT, detail)

    def _expires_early(self) -> bool:
        expires, enrolled = self._days.get("expires"), self._days.get("enrolled")
        return bool(expires and enrolled and expires < enrolled)

    def _addresses(self) -> Iterator[Reason]:
        for field in EMAILS:
            found, wrong = emails_in(self._of(field))
            self._emails += found
            if wrong:
                yield Reason(RefusalCode.NOT_AN_EMAIL, {"value": wrong, "column": self._column(field)})

    def _patron(self) -> PatronIn:
        return PatronIn(
            self._record,
            self._line,
            self._of("card"),
            self._of("surname"),
            self._rules.branches[self._of("branch").casefold()],
            self._rules.categories[self._of("category").casefold()],
            firstname=self._of("firstname"),
            other_names=self._of("other_names"),
            title=self._of("title"),
            initials=self._of("initials"),
            sex=self._of("sex"),
            birth_date=self._days["birth_date"],
            enrolled=self._days["enrolled"],
            expires=self._days["expires"],
            userid=self._of("userid"),
            foreign_id=self._of("foreign_id"),
            language=self._of("language"),
            emails=tuple(dict.fromkeys(self._emails)),
            phones=self._filled(*PHONES),
            mobile=self._of("mobile"),
            sms_number=self._of("sms_number"),
            fax=self._of("fax"),
            home=self._address("home_"),
            alternative=self._address("alternative_"),
            contact=self._contact("contact_"),
            alternative_contact=self._contact("alternative_contact_"),
            guarantor=self._of("guarantor"),
            staff_note=self._of("staff_note"),
            public_note=self._of("public_note"),
            blocked_until=self._days["blocked_until"],
            block_note=self._of("block_note"),
            address_gone=is_yes(self._of("address_gone")),
            card_lost=is_yes(self._of("card_lost")),
            statistics=self._filled("statistic_1", "statistic_2"),
            attributes=attributes_in(self._of("attributes")),
            warnings=tuple(self._warnings()),
        )

    def _filled(self, *fields: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for field in fields if (value := self._of(field))))

    def _address(self, prefix: str) -> AddressIn:
        return AddressIn(*(self._of(prefix + part) for part in ADDRESS_PARTS))

    def _contact(self, prefix: str) -> ContactIn:
        parts = ("surname", "firstname", "title", "relationship", "phone", "note")
        surname, firstname, title, relationship, phone, note = (self._of(prefix + part) for part in parts)
        return ContactIn(surname, firstname, title, relationship, phone, note, self._address(prefix))

    def _warnings(self) -> Iterator[PatronWarning]:
        if self._western:
            yield PatronWarning.READ_AS_WESTERN
        if self._expires_early():
            yield PatronWarning.EXPIRY_BEFORE_ENROLMENT


def _defaults(values: Mapping[str, str], mapping: patron_mapping.Mapping) -> dict[str, str]:
    return {ours: default for ours, default in mapping.defaults.items() if not values.get(ours)}
