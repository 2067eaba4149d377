"""A MARC 21 record as fields and subfields in Unicode, from whichever carrier (ISO 2709 or MARCXML) it came."""

from dataclasses import dataclass

from deskapp.exchange.title_in import TitleWarning


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `text` of a control field (001-009), or two indicators and (code, value) pairs."""

    tag: str
    text: str = ""
    indicators: str = "  "
    subfields: tuple[tuple[str, str], ...] = ()

    def values(self, codes: str) -> list[str]:
        """The non-empty values of these subfields, trimmed, in the order in which the record has them."""
        return [trimmed for code, value in self.subfields if code in codes and (trimmed := value.strip())]

    def first(self, codes: str) -> str:
        """The first non-empty value of the first of these subfields that has one."""
        return next((value for code in codes for value in self.values(code)), "")


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """Leader and fields of one record; `record` counts from 1, `offset` is its first byte (None in XML)."""

    record: int
    leader: str
    fields: tuple[Field, ...]
    offset: int | None = None
    warnings: tuple[TitleWarning, ...] = ()

    def all(self, *tags: str) -> list[Field]:
        """The fields with one of these tags, in the order of the record."""
        return [field for field in self.fields if field.tag in tags]

    def first(self, *tags: str) -> Field | None:
        """The first field with the first of these tags that the record has."""
        return next((field for tag in tags for field in self.fields if field.tag == tag), None)

    def control(self, tag: str) -> str:
        """The text of a control field, empty where there is none."""
        return next((field.text for field in self.fields if field.tag == tag), "")
