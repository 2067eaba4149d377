"""MARCXML (the Library of Congress' MARC 21 slim schema): the same records in XML, read one by one.

Element names count, namespaces do not, so that OAI-PMH and SRU answers around the records do no harm.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from deskapp.exchange.codes import FileTrouble, RefusalCode
from deskapp.exchange.marc_record import Field, MarcRecord
from deskapp.exchange.reading import Source
from deskapp.exchange.refusal import Reason, Refusal, UnreadableFile

BLANK_LEADER = " " * 24


def xml_records(source: Source) -> Iterator[MarcRecord | Refusal]:
    """Every record of the file; where the XML breaks off, one refusal says at which line, and reading ends."""
    record = 0
    try:
        for element in _record_elements(source):
            record += 1
            yield _record(record, element)
    except ElementTree.ParseError as fault:
        line = getattr(fault, "position", (None, 0))[0]
        yield Refusal(record + 1, (Reason(RefusalCode.XML_BROKEN, {"line": str(line or "?")}),), line=line)
    except (ValueError, LookupError):
        yield Refusal(record + 1, (Reason(RefusalCode.XML_BROKEN, {"line": "1"}),), line=1)
    else:
        if not record:
            raise UnreadableFile(FileTrouble.FOREIGN, str(source.path), kind="xml", expected="marc")


def _record_elements(source: Source) -> Iterator[ElementTree.Element]:
    """Each `record` element that has MARC fields, let go of afterwards: a file of any length fits in memory."""
    parents: list[ElementTree.Element] = []
    for event, element in ElementTree.iterparse(source, events=("start", "end")):
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if _name(element) == "record" and any(_name(child) in ("leader", "datafield") for child in element):
            yield element
        if parents and _name(element) not in ("leader", "controlfield", "datafield", "subfield"):
            parents[-1].remove(element)


def _record(record: int, element: ElementTree.Element) -> MarcRecord:
    leader = next((child.text or "" for child in element if _name(child) == "leader"), "")
    fields = tuple(_field(child) for child in element if _name(child) in ("controlfield", "datafield"))
    return MarcRecord(record, leader.ljust(24) if leader.strip() else BLANK_LEADER, fields)


def _field(element: ElementTree.Element) -> Field:
    tag = element.get("tag", "")
    if _name(element) == "controlfield":
        return Field(tag, text=element.text or "")
    indicators = (element.get("ind1") or " ")[:1] + (element.get("ind2") or " ")[:1]
    subfields = tuple((child.get("code", ""), child.text or "") for child in element if _name(child) == "subfield")
    return Field(tag, indicators=indicators, subfields=subfields)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
