from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from reading.invented import JATS, LETTER, make_docx, make_zip
from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading import archives, read_report, read_reports


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_packed_article_is_read_as_if_it_were_not(tmp_path: Path) -> None:
    path = write(tmp_path / "letter.txt.gz", gzip.compress(LETTER.encode()))
    (report,) = read_reports(path)
    assert isinstance(report, Report)
    assert (report.id, report.text) == ("letter", LETTER)
    assert read_report(path).text == LETTER


def test_a_bad_member_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    members = {
        "b.txt": LETTER.encode(),
        "a.xml": JATS.encode()[:900],
        "c.docx": make_docx(),
        "img/x.jpg": b"\xff\xd8",
    }
    found = list(read_reports(write(tmp_path / "some.zip", make_zip(members))))
    assert [type(f).__name__ for f in found] == ["InputError", "Report", "Report"]
    assert str(found[0]).startswith(f"{tmp_path / 'some.zip'}!a.xml")
    assert isinstance(found[1], Report)
    assert found[1].source.path.endswith("some.zip!b.txt")


def test_a_set_of_articles_gives_each_of_them(tmp_path: Path) -> None:
    article = JATS[JATS.index("<article ") :]
    words = f"<pmc-articleset>{article}{article.replace('9000002', '9000003')}</pmc-articleset>"
    found = list(read_reports(write(tmp_path / "set.xml", words.encode())))
    assert [f.id for f in found if isinstance(f, Report)] == ["PMC9000002", "PMC9000003"]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST", 100_000)
    bomb = make_zip({"bomb.txt": b"a" * 5_000_000, "letter.txt": LETTER.encode()})
    found = list(read_reports(write(tmp_path / "bomb.zip", bomb)))
    assert isinstance(found[0], InputError)
    assert isinstance(found[1], Report)
    (error,) = read_reports(write(tmp_path / "bomb.gz", gzip.compress(b"a" * 5_000_000)))
    assert "unpacks to more" in str(error)


def test_archives_inside_archives_end_somewhere(tmp_path: Path) -> None:
    data = make_zip({"letter.txt": LETTER.encode()})
    for _ in range(4):
        data = make_zip({"inner.zip": data})
    (error,) = read_reports(write(tmp_path / "deep.zip", data))
    assert "inside archives" in str(error)


def test_a_missing_file_is_yielded_as_an_error(tmp_path: Path) -> None:
    (error,) = read_reports(tmp_path / "none.zip")
    assert isinstance(error, InputError)
