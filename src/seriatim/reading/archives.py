"""Packed articles: `.gz`, `.zip`, article sets; what cannot be read is named and the rest goes on."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading._formats import sniff_format
from seriatim.reading.files import LARGEST, load_bytes, read_bytes, with_source

MOST_MEMBERS = 200_000
_DEEPEST = 2
_CHUNK = 1 << 20
# What an archive of articles may hold beside them.
_PASSED_OVER = (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".svg", ".css", ".js", ".mp4", ".avi", ".mov", ".ds_store",
                ".eps", ".csv", ".xls", ".xlsx", ".ppt", ".pptx", ".db", ".ini")  # fmt: skip


def read_reports(path: str | Path) -> Iterator[Report | InputError]:
    """Read every report of a file: one, those of an archive, or those of an article set.

    Args:
        path: a file `read_report` knows, a `.gz` of one, a `.zip` of many, or a PMC article set.

    Yields:
        A report, or the `InputError` that says why there is none; the next ones come all the same.
        A member of an archive is named `archive!member`.
    """
    try:
        data = load_bytes(path)
    except InputError as error:
        yield error
        return
    yield from read_packed(data, str(path))


def read_packed(data: bytes, path: str, *, depth: int = 0) -> Iterator[Report | InputError]:
    """Read every report of some bytes, as `read_reports` does of a file.

    Args:
        data: the bytes of a file, packed or not.
        path: what to call it.
        depth: how many archives it was found in.
    """
    try:
        kind = sniff_format(data, path)
        if kind in ("gz", "zip") and depth >= _DEEPEST:
            raise InputError(path, "is an archive inside archives", "unpack it first")
        if kind == "gz":
            yield from read_packed(_gunzip(data, path), path, depth=depth + 1)
        elif kind == "zip":
            yield from _read_members(data, path, depth)
        elif kind == "jats":
            yield from _read_set(data, path)
        else:
            yield read_bytes(data, path, format=kind)
    except InputError as error:
        yield error


def _gunzip(data: bytes, path: str) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        unpacked = unpacker.decompress(data, LARGEST + 1)
    except zlib.error as error:
        raise InputError(path, f"is a damaged gzip file ({error})", "download it again") from None
    if len(unpacked) > LARGEST:
        raise InputError(path, f"unpacks to more than {LARGEST // 1_000_000} MB", "give the article alone")
    if not unpacker.eof:
        raise InputError(path, "is a truncated gzip file", "download it again")
    return unpacked


def _read_members(data: bytes, path: str, depth: int) -> Iterator[Report | InputError]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(path, f"is a damaged ZIP archive ({error})", "download it again") from None
    if len(members) > MOST_MEMBERS:
        raise InputError(path, f"holds more than {MOST_MEMBERS} files", "split it")
    budget = LARGEST * 5
    for member in members:
        hidden = "__MACOSX" in member.filename or Path(member.filename).name.startswith(".")
        if hidden or member.filename.casefold().endswith(_PASSED_OVER):
            continue
        name = f"{path}!{member.filename}"
        try:
            unpacked = _unpack(archive, member, name, budget)
        except InputError as error:
            yield error
            continue
        budget -= len(unpacked)
        yield from read_packed(unpacked, name, depth=depth + 1)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, budget: int) -> bytes:
    """Unpack one member, not trusting the size it claims."""
    most = min(LARGEST, budget)
    if member.flag_bits & 1:
        raise InputError(name, "is encrypted", "unpack the archive with its password")
    pieces, size = [], 0
    try:
        with archive.open(member) as file:
            while piece := file.read(_CHUNK):
                size += len(piece)
                if size > most:
                    raise InputError(
                        name, "unpacks to too many bytes", "unpack the archive and give the article alone"
                    )
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise InputError(name, f"is damaged ({error})", "download the archive again") from None
    return b"".join(pieces)


def _read_set(data: bytes, path: str) -> Iterator[Report | InputError]:
    from seriatim.reading.files import stem_of
    from seriatim.reading.jats import read_articles

    try:
        for report in read_articles(data, stem_of(path)):
            yield with_source(report, path, "jats", data)
    except RecursionError:
        yield InputError(path, "nests its elements too deep", "download it again")
    except InputError as error:
        yield InputError(path, error.problem, error.advice)
