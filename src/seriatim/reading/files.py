"""Files of any kind to reports: size, format and damage are judged here, once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from seriatim.errors import InputError
from seriatim.model import Report, Source
from seriatim.reading._formats import FORMATS, note_misnamed, sniff_format

LARGEST = 200_000_000
"""Bytes beyond which a file is taken for something else than a report."""


def read_report(path: str | Path, *, format: str | None = None) -> Report:  # noqa: A002
    """Read one report from a file.

    Args:
        path: a `.txt`, JATS (`.xml`, `.nxml`), PDF, DOCX or HTML file; its content decides, not its name.
        format: text | jats | pdf | docx | html, where the content should not decide.

    Returns:
        The report; its `id` is the file's stem unless the file names a PMC id, a PMID or a DOI.

    Raises:
        InputError: where the file cannot be read, in one line that names it and says what to do.
    """
    return _read(load_bytes(path), str(path), format)


def read_bytes(data: bytes, name: str, *, format: str | None = None) -> Report:  # noqa: A002
    r"""Read one report from bytes, of standard input for one.

    Args:
        data: the bytes of a file in any format `read_report` knows.
        name: what to call it: the report's path, and its stem the id.
        format: text | jats | pdf | docx | html, where the content should not decide.

    Raises:
        InputError: as `read_report` does.

    Example:
        >>> read_bytes(b"CASE REPORT\n\nA man aged 40 had a rash.", "letter.txt").id
        'letter'
    """
    return _read(data, name, format)


def load_bytes(path: str | Path) -> bytes:
    """Load a file's bytes, after a look at its size.

    Raises:
        InputError: for a folder, a missing or forbidden file, or one larger than `LARGEST`.
    """
    try:
        with Path(path).open("rb") as file:
            _check_size(path, os.fstat(file.fileno()).st_size)
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise InputError(path, "is a folder", "name the files in it") from None
    except FileNotFoundError:
        raise InputError(path, "does not exist", "check the name") from None
    except PermissionError:
        raise InputError(path, "may not be read", "change its permissions") from None
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be opened ({error})", "check the name and the disk") from None
    _check_size(path, len(data))
    return data


def _check_size(path: str | Path, size: int) -> None:
    if size > LARGEST:
        problem = f"is larger than {LARGEST // 1_000_000} MB"
        raise InputError(path, problem, "give the article alone, without images or supplements")


def _read(data: bytes, path: str, given: str | None) -> Report:
    _check_size(path, len(data))
    kind = given or sniff_format(data, path)
    if kind in ("gz", "zip"):
        return _only_one(data, path)
    if kind not in FORMATS:
        raise InputError(path, f"has the unknown format {kind!r}", f"use one of {', '.join(FORMATS)}")
    report = _guard(FORMATS[kind], data, path)
    noted = report if given else replace(report, notes=report.notes + note_misnamed(path, kind))
    return with_source(noted, path, kind, data)


def _only_one(data: bytes, path: str) -> Report:
    """The report of an archive that holds one."""
    from seriatim.reading.archives import read_packed

    found = list(read_packed(data, path))
    reports = [r for r in found if isinstance(r, Report)]
    if len(reports) == 1:
        return reports[0]
    for error in found:
        if isinstance(error, InputError):
            raise error
    raise InputError(
        path, f"is an archive of {len(reports)} articles", "unpack it, or read it with read_reports"
    )


def with_source(report: Report, path: str, kind: str, data: bytes) -> Report:
    """The report with a note of where it came from."""
    return replace(report, source=Source(path, kind, hashlib.sha256(data).hexdigest()))


def _guard(read: Callable[[bytes, str], Report], data: bytes, path: str) -> Report:
    try:
        return read(data, stem_of(path))
    except InputError as error:
        raise InputError(path, error.problem, error.advice) from None
    except (UnicodeError, RecursionError) as error:
        raise InputError(path, f"is damaged ({error})", "download it again") from None


def stem_of(path: str) -> str:
    """The name of a file without folders and its last endings.

    Example:
        >>> stem_of("cases/smith.2001.nxml.gz"), stem_of("-")
        ('smith.2001', '-')
    """
    name = PurePosixPath(path.replace("\\", "/").split("!")[-1]).name or path
    if name.casefold().endswith(".gz"):
        name = name[:-3]
    return PurePosixPath(name).stem or name
