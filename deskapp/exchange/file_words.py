"""How an import names kinds of files, kinds of records and mapping faults in Spanish and English."""

from typing import Literal

Language = Literal["es", "en"]

KIND_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "marc": "a MARC 21 file of titles",
        "marcxml": "a MARCXML file of titles",
        "marc_text": "MARC as text (.mrk)",
        "csv": "a table as text (CSV)",
        "text": "plain text",
        "binary": "a file of an unknown kind",
        "pdf": "a PDF document",
        "zip": "a ZIP archive",
        "xlsx": "an Excel workbook",
        "ods": "a LibreOffice spreadsheet",
        "office": "an office document",
        "xls": "an old Excel or Word document",
        "gzip": "a compressed file (gzip)",
        "archive": "a compressed archive",
        "image": "a picture",
        "html": "a web page (HTML)",
        "xml": "an XML file of another kind",
        "json": "a JSON file",
        "sqlite": "a database file (SQLite)",
    },
    "es": {
        "marc": "un fichero MARC 21 de títulos",
        "marcxml": "un fichero MARCXML de títulos",
        "marc_text": "MARC en forma de texto (.mrk)",
        "csv": "una tabla en forma de texto (CSV)",
        "text": "texto sin formato",
        "binary": "un fichero de tipo desconocido",
        "pdf": "un documento PDF",
        "zip": "un archivo ZIP",
        "xlsx": "un libro de Excel",
        "ods": "una hoja de cálculo de LibreOffice",
        "office": "un documento ofimático",
        "xls": "un documento antiguo de Excel o Word",
        "gzip": "un fichero comprimido (gzip)",
        "archive": "un archivo comprimido",
        "image": "una imagen",
        "html": "una página web (HTML)",
        "xml": "un fichero XML de otro tipo",
        "json": "un fichero JSON",
        "sqlite": "un fichero de base de datos (SQLite)",
    },
}

EXPECTED_WORDS: dict[Language, dict[str, str]] = {
    "en": {"marc": "MARC 21 or MARCXML", "patrons": "a CSV file of patrons"},
    "es": {"marc": "MARC 21 ni MARCXML", "patrons": "un fichero CSV de usuarios"},
}

ADVICE_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "marc": "Export the titles from the other system as MARC 21 (.mrc) or MARCXML and import that file.",
        "patrons": "Export the patrons from the other system as CSV and import that file.",
        "unpack": "Unpack it first and import the file inside.",
        "save_as_csv": "Open it in the spreadsheet program, save it as CSV (UTF-8), and import that file.",
        "use_marc": "For titles use: deskapp import marc",
        "use_patrons": "If these are patrons, use: deskapp import patrons",
        "mrk": "Convert it to MARC 21 (.mrc), for instance with MarcEdit, and import that file.",
    },
    "es": {
        "marc": "Exporte los títulos del otro sistema como MARC 21 (.mrc) o MARCXML e importe ese fichero.",
        "patrons": "Exporte los usuarios del otro sistema como CSV e importe ese fichero.",
        "unpack": "Descomprímalo antes e importe el fichero que contiene.",
        "save_as_csv": "Ábralo en la hoja de cálculo, guárdelo como CSV (UTF-8) e importe ese fichero.",
        "use_marc": "Para títulos use: deskapp import marc",
        "use_patrons": "Si son usuarios, use: deskapp import patrons",
        "mrk": "Conviértalo a MARC 21 (.mrc), por ejemplo con MarcEdit, e importe ese fichero.",
    },
}
ADVICE: dict[tuple[str, str], str] = {
    ("marc", "zip"): "unpack", ("marc", "gzip"): "unpack", ("marc", "archive"): "unpack",
    ("patrons", "zip"): "unpack", ("patrons", "gzip"): "unpack", ("patrons", "archive"): "unpack",
    ("patrons", "xlsx"): "save_as_csv", ("patrons", "xls"): "save_as_csv", ("patrons", "ods"): "save_as_csv",
    ("patrons", "marc"): "use_marc", ("patrons", "marcxml"): "use_marc", ("marc", "csv"): "use_patrons",
    ("marc", "marc_text"): "mrk",
}  # fmt: skip

RECORD_KIND_WORDS: dict[Language, dict[str, str]] = {
    "en": {"authority": "authority", "holdings": "separate holdings", "classification": "classification",
           "community": "community information"},
    "es": {"authority": "autoridad", "holdings": "fondos aparte", "classification": "clasificación",
           "community": "información local"},
}  # fmt: skip

MAPPING_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "toml": "it is not valid TOML ({what})",
        "unknown_setting": "it has a setting that does not exist, “{what}”",
        "unknown_field": "under [columns] it names a field that does not exist, “{what}”",
        "not_text": "the value of “{what}” must be text in quotation marks",
        "delimiter": "the delimiter must be one character, not “{what}”",
        "date_format": "the date format “{what}” does not name day, month and year (such as DD/MM/YYYY)",
        "encoding": "there is no encoding “{what}”",
    },
    "es": {
        "toml": "no es TOML válido ({what})",
        "unknown_setting": "tiene un ajuste que no existe, «{what}»",
        "unknown_field": "en [columns] nombra un campo que no existe, «{what}»",
        "not_text": "el valor de «{what}» debe ser texto entre comillas",
        "delimiter": "el delimitador debe ser un solo carácter, no «{what}»",
        "date_format": "el formato de fecha «{what}» no nombra día, mes y año (como DD/MM/YYYY)",
        "encoding": "no existe la codificación «{what}»",
    },
}
