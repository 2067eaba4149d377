"""One pass over an import file: values and refusals in file order, and how far the pass has come."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from deskapp.exchange.codes import FileTrouble
from deskapp.exchange.refusal import Refusal, UnreadableFile

In = TypeVar("In")
BLOCK = 256 * 1024


class Source:
    """A file opened for reading in blocks, counting the bytes; faults of the disk become UnreadableFile."""

    def __init__(self, path: Path) -> None:
        """Open the file, or say why it cannot be opened or has nothing in it."""
        self.path = path
        self.bytes_read = 0
        self._file = _opened(path)
        self.size = path.stat().st_size
        if not self.size:
            self.close()
            raise UnreadableFile(FileTrouble.EMPTY, str(path))

    def block(self, size: int = BLOCK) -> bytes:
        """The next bytes; empty at the end of the file."""
        try:
            read = self._file.read(size)
        except OSError as fault:
            raise UnreadableFile(FileTrouble.READ_FAILED, str(self.path), fault=_said(fault)) from fault
        self.bytes_read += len(read)
        return read

    def read(self, size: int = -1) -> bytes:
        """The same under the name that parsers of the standard library call."""
        return self.block(size)

    def head(self, size: int) -> bytes:
        """The first bytes, without moving on."""
        head = self.block(size)
        self.rewind()
        return head

    def rewind(self) -> None:
        """Back to the first byte."""
        self._file.seek(0)
        self.bytes_read = 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Reading(Generic[In]):
    """What a reader returns: iterate once; `bytes_read` of `size` moves on as the file is read."""

    def __init__(self, source: Source, values: Iterator[In | Refusal]) -> None:
        """A pass over `source`; nothing is parsed before the first step."""
        self._source = source
        self._values = values

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return self._source.size

    @property
    def bytes_read(self) -> int:
        """Bytes read so far, for a progress bar."""
        return self._source.bytes_read

    def __iter__(self) -> Iterator[In | Refusal]:
        """The pass itself."""
        return self

    def __next__(self) -> In | Refusal:
        """The next value or refusal; the file is closed after the last."""
        try:
            return next(self._values)
        except BaseException:
            self._source.close()
            raise

    def close(self) -> None:
        """Stop early and let go of the file."""
        self._source.close()


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb", buffering=0)
    except FileNotFoundError as fault:
        raise UnreadableFile(FileTrouble.MISSING, str(path)) from fault
    except IsADirectoryError as fault:
        raise UnreadableFile(FileTrouble.DIRECTORY, str(path)) from fault
    except PermissionError as fault:
        trouble = FileTrouble.DIRECTORY if _is_folder(path) else FileTrouble.PERMISSION
        raise UnreadableFile(trouble, str(path)) from fault
    except (OSError, ValueError) as fault:
        raise UnreadableFile(FileTrouble.READ_FAILED, str(path), fault=_said(fault)) from fault


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except PermissionError:
        return False  # not even its folder may be looked into


def _said(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or str(fault)
