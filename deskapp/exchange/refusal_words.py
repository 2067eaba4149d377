"""The sentences of an import's report in Spanish and English, literal, one for each code.

A record's sentence says what is wrong with it; a file's says what happened, what is safe, and what to do.
"""

from typing import Literal

from deskapp.exchange.codes import FileTrouble, RefusalCode

Language = Literal["es", "en"]

WHERE_WORDS: dict[Language, dict[str, str]] = {
    "en": {"record": "Record {record}", "line": "line {line}", "offset": "byte {offset}"},
    "es": {"record": "Registro {record}", "line": "línea {line}", "offset": "byte {offset}"},
}

REASON_WORDS: dict[Language, dict[RefusalCode, str]] = {
    "en": {
        RefusalCode.LENGTH_WRONG: "its leader says {said} bytes, but it has {found}; it is damaged",
        RefusalCode.TRUNCATED: "it is cut off: its leader says {said} bytes, but only {found} are there",
        RefusalCode.TERMINATOR_MISSING: "the mark that ends a record is missing",
        RefusalCode.DIRECTORY_BROKEN: "its directory does not fit its fields, so their contents cannot be told apart",
        RefusalCode.LEADER_BROKEN: "its leader (the first 24 characters) is damaged",
        RefusalCode.NOT_A_RECORD: "there are bytes here that are no MARC record",
        RefusalCode.XML_BROKEN: "the XML is broken at line {line}; what follows could not be read",
        RefusalCode.RECORD_DELETED: "the other system has marked it as deleted",
        RefusalCode.NOT_BIBLIOGRAPHIC: "it describes no title ({kind} record)",
        RefusalCode.UNIMARC: "it is UNIMARC, not MARC 21; convert it first",
        RefusalCode.NO_TITLE: "it has no title (field 245)",
        RefusalCode.ITEM_WITHOUT_BARCODE: "item {place} (field {field}, call number “{call_number}”) has no barcode;"
        " the title and its other items are imported",
        RefusalCode.BARCODE_USED_TWICE: "the barcode {barcode} was already used by record {record};"
        " the title and its other items are imported",
        RefusalCode.NO_CARD: "there is neither a card number nor a user name",
        RefusalCode.NO_SURNAME: "the surname is missing",
        RefusalCode.NO_BRANCH: "the branch is missing",
        RefusalCode.UNKNOWN_BRANCH: "there is no branch “{value}” here",
        RefusalCode.NO_CATEGORY: "the patron category is missing",
        RefusalCode.UNKNOWN_CATEGORY: "there is no patron category “{value}” here",
        RefusalCode.IMPOSSIBLE_DATE: "“{value}” in column {column} is a day that does not exist",
        RefusalCode.OTHER_DATE_FORMAT: "“{value}” in column {column} is not a date written like {expected}",
        RefusalCode.CARD_USED_TWICE: "card number {value} was already used at line {first_line}",
        RefusalCode.EXPIRY_BEFORE_ENROLMENT: "it expires ({expires}) before it begins ({enrolled})",
        RefusalCode.BIRTH_IN_FUTURE: "the birth date {value} is in the future",
        RefusalCode.NOT_AN_EMAIL: "“{value}” in column {column} is not an e-mail address",
        RefusalCode.TOO_MANY_VALUES: "it has {found} values for {expected} columns; a separator or quote is wrong",
        RefusalCode.TOO_FEW_VALUES: "it has {found} values for {expected} columns; a separator or quote is gone",
        RefusalCode.QUOTE_NEVER_CLOSED: "a quotation mark opens here and is not closed as it should be",
    },
    "es": {
        RefusalCode.LENGTH_WRONG: "su cabecera dice {said} bytes, pero tiene {found}; está dañado",
        RefusalCode.TRUNCATED: "está cortado: su cabecera dice {said} bytes, pero solo hay {found}",
        RefusalCode.TERMINATOR_MISSING: "falta la marca de fin de registro",
        RefusalCode.DIRECTORY_BROKEN: "su directorio no corresponde a sus campos y no se puede distinguir su contenido",
        RefusalCode.LEADER_BROKEN: "su cabecera (los primeros 24 caracteres) está dañada",
        RefusalCode.NOT_A_RECORD: "aquí hay bytes que no son un registro MARC",
        RefusalCode.XML_BROKEN: "el XML está roto en la línea {line}; lo que sigue no se pudo leer",
        RefusalCode.RECORD_DELETED: "el otro sistema lo ha marcado como borrado",
        RefusalCode.NOT_BIBLIOGRAPHIC: "no describe un título (registro de {kind})",
        RefusalCode.UNIMARC: "es UNIMARC, no MARC 21; hay que convertirlo antes",
        RefusalCode.NO_TITLE: "no tiene título (campo 245)",
        RefusalCode.ITEM_WITHOUT_BARCODE: "el ejemplar {place} (campo {field}, signatura «{call_number}») no tiene"
        " código de barras; el título y sus demás ejemplares se importan",
        RefusalCode.BARCODE_USED_TWICE: "el código de barras {barcode} ya lo usó el registro {record};"
        " el título y sus demás ejemplares se importan",
        RefusalCode.NO_CARD: "no tiene número de carné ni nombre de usuario",
        RefusalCode.NO_SURNAME: "faltan los apellidos",
        RefusalCode.NO_BRANCH: "falta la biblioteca",
        RefusalCode.UNKNOWN_BRANCH: "aquí no hay ninguna biblioteca «{value}»",
        RefusalCode.NO_CATEGORY: "falta la categoría de usuario",
        RefusalCode.UNKNOWN_CATEGORY: "aquí no hay ninguna categoría de usuario «{value}»",
        RefusalCode.IMPOSSIBLE_DATE: "«{value}» en la columna {column} es un día que no existe",
        RefusalCode.OTHER_DATE_FORMAT: "«{value}» en la columna {column} no es una fecha escrita como {expected}",
        RefusalCode.CARD_USED_TWICE: "el número de carné {value} ya se usó en la línea {first_line}",
        RefusalCode.EXPIRY_BEFORE_ENROLMENT: "caduca ({expires}) antes de empezar ({enrolled})",
        RefusalCode.BIRTH_IN_FUTURE: "la fecha de nacimiento {value} está en el futuro",
        RefusalCode.NOT_AN_EMAIL: "«{value}» en la columna {column} no es una dirección de correo electrónico",
        RefusalCode.TOO_MANY_VALUES: "tiene {found} valores para {expected} columnas: sobra un separador",
        RefusalCode.TOO_FEW_VALUES: "tiene {found} valores para {expected} columnas: falta un separador",
        RefusalCode.QUOTE_NEVER_CLOSED: "aquí se abren unas comillas que no se cierran como deben",
    },
}

FILE_WORDS: dict[Language, dict[FileTrouble, str]] = {
    "en": {
        FileTrouble.MISSING: "There is no file {path}. Check the name and the folder.",
        FileTrouble.DIRECTORY: "{path} is a folder. Name one file in it.",
        FileTrouble.PERMISSION: "{path} may not be read by this account. Ask its owner or copy it to your own folder.",
        FileTrouble.READ_FAILED: "{path} could not be read ({fault}). Check the disk or network and import again.",
        FileTrouble.EMPTY: "{path} is empty. Export it again from the other system.",
        FileTrouble.FOREIGN: "{path} is {kind}, not {expected}. {advice}",
        FileTrouble.COLUMNS_MISSING: "{path} lacks the columns {columns} (it has: {found})."
        " Add them, or name the file's own columns in a mapping file.",
        FileTrouble.COLUMNS_TWICE: "{path} has the columns {columns} more than once. Keep one of each.",
        FileTrouble.MAPPING_BROKEN: "The mapping file {path} cannot be used: {fault}. Correct it and import again.",
    },
    "es": {
        FileTrouble.MISSING: "No existe el fichero {path}. Compruebe el nombre y la carpeta.",
        FileTrouble.DIRECTORY: "{path} es una carpeta. Indique un fichero de ella.",
        FileTrouble.PERMISSION: "Esta cuenta no puede leer {path}. Pida permiso o cópielo a una carpeta suya.",
        FileTrouble.READ_FAILED: "No se pudo leer {path} ({fault}). Compruebe el disco o la red y vuelva a importar.",
        FileTrouble.EMPTY: "{path} está vacío. Expórtelo de nuevo desde el otro sistema.",
        FileTrouble.FOREIGN: "{path} es {kind}, no {expected}. {advice}",
        FileTrouble.COLUMNS_MISSING: "A {path} le faltan las columnas {columns} (tiene: {found})."
        " Añádalas o indique las columnas propias del fichero en un fichero de correspondencias.",
        FileTrouble.COLUMNS_TWICE: "{path} tiene repetidas las columnas {columns}. Deje una de cada.",
        FileTrouble.MAPPING_BROKEN: "El fichero de correspondencias {path} no sirve: {fault}. Corríjalo y repita.",
    },
}

SAFE_WORDS: dict[Language, str] = {
    "en": "Nothing was imported and nothing was changed.",
    "es": "No se ha importado ni cambiado nada.",
}
