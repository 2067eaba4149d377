"""Why a record or a whole file is not imported, as codes; `refusal_words` has the sentences."""

from enum import StrEnum


class RefusalCode(StrEnum):
    """Why one record, or one item of it, was not taken."""

    # MARC 21
    LENGTH_WRONG = "length_wrong"
    TRUNCATED = "truncated"
    TERMINATOR_MISSING = "terminator_missing"
    DIRECTORY_BROKEN = "directory_broken"
    LEADER_BROKEN = "leader_broken"
    NOT_A_RECORD = "not_a_record"
    XML_BROKEN = "xml_broken"
    RECORD_DELETED = "record_deleted"
    NOT_BIBLIOGRAPHIC = "not_bibliographic"
    UNIMARC = "unimarc"
    NO_TITLE = "no_title"
    ITEM_WITHOUT_BARCODE = "item_without_barcode"
    BARCODE_USED_TWICE = "barcode_used_twice"
    # patrons
    NO_CARD = "no_card"
    NO_SURNAME = "no_surname"
    NO_BRANCH = "no_branch"
    UNKNOWN_BRANCH = "unknown_branch"
    NO_CATEGORY = "no_category"
    UNKNOWN_CATEGORY = "unknown_category"
    IMPOSSIBLE_DATE = "impossible_date"
    OTHER_DATE_FORMAT = "other_date_format"
    CARD_USED_TWICE = "card_used_twice"
    EXPIRY_BEFORE_ENROLMENT = "expiry_before_enrolment"
    BIRTH_IN_FUTURE = "birth_in_future"
    NOT_AN_EMAIL = "not_an_email"
    TOO_MANY_VALUES = "too_many_values"
    TOO_FEW_VALUES = "too_few_values"
    QUOTE_NEVER_CLOSED = "quote_never_closed"


class FileTrouble(StrEnum):
    """Why a whole file could not be read."""

    MISSING = "missing"
    DIRECTORY = "directory"
    PERMISSION = "permission"
    READ_FAILED = "read_failed"
    EMPTY = "empty"
    FOREIGN = "foreign"
    COLUMNS_MISSING = "columns_missing"
    COLUMNS_TWICE = "columns_twice"
    MAPPING_BROKEN = "mapping_broken"
