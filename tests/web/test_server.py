"""What the server lets in, and what it does not."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seriatim.errors import StoreError, UsageError
from seriatim.series import open_store
from seriatim.web import open_review
from series.reviewed import read, store_with
from web.desk import Client, review

ACCEPT = b'{"decisions":[{"action":"accept","key":"phenotype:26-36:HP:0025300"}]}'
DECISIONS = "/api/reports/1/decisions"


def test_the_page_listens_to_this_machine_only(ada: Client) -> None:
    assert ada.server.address.startswith("http://127.0.0.1:")


def test_the_page_itself_is_served_whole_and_may_load_nothing_from_elsewhere(ada: Client) -> None:
    for path in ("/", "/review.css", "/main.js", "/report.js"):
        status, headers, content = ada.ask("GET", path, X_Seriatim_Token=None)
        assert status == 200
        assert content
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert b"http://" not in content
        assert b"https://" not in content
        assert ada.server.token.encode() not in content


def test_every_script_that_a_script_imports_is_served(ada: Client) -> None:
    import re

    waiting, seen = ["/main.js"], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        status, _, content = ada.ask("GET", path)
        assert status == 200, path
        waiting += {f"/{m}" for m in re.findall(r'from "\./(\w+\.js)"', content.decode())} - seen
    assert len(seen) > 5


@pytest.mark.parametrize("path", ["/api/series", "/api/reports/1", "/api/terms?words=rash&kind=phenotype"])
def test_nothing_of_the_series_is_told_without_the_token(ada: Client, path: str) -> None:
    assert ada.ask("GET", path)[0] == 200
    assert ada.ask("GET", path, X_Seriatim_Token=None)[0] == 403
    assert ada.ask("GET", path, X_Seriatim_Token="x" * 32)[0] == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X_Seriatim_Token": None}, 403),
        ({"Host": "evil.example:80"}, 403),
        ({"Host": None}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Length": None}, 411),
        ({"Content_Length": "-5"}, 411),
        ({"Content_Length": str(10**9)}, 413),
    ],
)
def test_a_write_that_another_page_could_have_sent_changes_nothing(
    ada: Client, db: Path, headers: dict[str, str | None], status: int
) -> None:
    assert ada.ask("POST", DECISIONS, ACCEPT, **headers)[0] == status
    with open_store(db) as store:
        assert store.decisions.of() == []


def test_a_write_of_the_page_itself_is_stored(ada: Client, db: Path) -> None:
    own = f"http://127.0.0.1:{ada.server.port}"
    status, _, content = ada.ask("POST", DECISIONS, ACCEPT, Origin=own)
    assert status == 200, content
    with open_store(db) as store:
        (decision,) = store.decisions.of()
    assert (decision.reviewer, decision.action, decision.decided_at[-1]) == ("Ada", "accept", "Z")


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/static/../server.py", "/%2e%2e/server.py", "//etc/passwd", "/review.css/..", "/desk.py",
     "/api/reports/../1", "/api/reports/1x", "/api/reports/" + "9" * 40],
)  # fmt: skip
def test_no_path_of_a_client_is_opened(ada: Client, path: str) -> None:
    status, _, content = ada.ask("GET", path)
    assert status == 404
    assert set(json.loads(content)) == {"error"}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"decisions":[]}', b'{"decisions":[1]}', b'{"decisions":{}}',
     b'{"decisions":[{"action":"explode","key":"phenotype:26-36:HP:0025300"}]}', b"\xff\xfe", b"[" * 100_000,
     b'{"decisions":[{"action":"edit","key":"phenotype:26-36:HP:0025300","wanted":{"status":"maybe"}}]}',
     b'{"decisions":[{"action":"add","start":"0","end":9}]}', b'{"decisions":[{"action":"add","start":true,"end":9}]}',
     b'{"decisions":[{"action":"undo","key":"phenotype:26-36:HP:0025300"}]}',
     b'{"decisions":[{"action":"accept","key":["x"]}]}'],
)  # fmt: skip
def test_a_request_that_makes_no_sense_is_told_so_in_one_line(ada: Client, db: Path, body: bytes) -> None:
    status, _, content = ada.ask("POST", DECISIONS, body)
    assert status == 400
    assert "\n" not in json.loads(content)["error"]
    with open_store(db) as store:
        assert store.decisions.of() == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["decisions", "action", "key", "wanted", "start", "end", "after"]), inner, max_size=4), max_leaves=8))  # fmt: skip
def test_no_json_makes_the_server_fail(ada: Client, data: object) -> None:
    assert ada.ask("POST", DECISIONS, json.dumps(data).encode())[0] in (200, 400, 404, 409)


def test_a_report_that_is_not_there_is_told_so(ada: Client) -> None:
    assert ada.ask("GET", "/api/reports/99")[0] == 404
    assert ada.decide({"action": "accept", "key": "x"}, document=99)[0] == 404
    assert ada.decide({"action": "accept", "key": "phenotype:0-1:x"})[0] == 404


def test_other_methods_are_not_answered(ada: Client) -> None:
    assert ada.ask("PUT", "/api/series")[0] == 501
    assert ada.ask("POST", "/api/series", b"{}")[0] == 404


def test_what_a_report_says_travels_as_text_and_never_as_markup(tmp_path: Path) -> None:
    text = "<script>alert(1)</script> A 40-year-old woman had a malar rash and fever. Ulcers were absent. Her brother"
    store_with(tmp_path / "s.db", read(text)).close()
    with review(tmp_path / "s.db", "<b>Ada</b>") as client:
        status, headers, _ = client.ask("GET", "/api/reports/1")
        assert (status, headers["Content-Type"]) == (200, "application/json; charset=utf-8")
        assert client.read("/api/reports/1")["text"] == text
    scripts = Path(__file__).parents[2] / "src" / "seriatim" / "web" / "static"
    for script in scripts.glob("*.js"):
        assert "innerHTML" not in script.read_text(encoding="utf-8")


def test_a_port_that_is_taken_is_one_clear_line(db: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match=r"^port \d+ cannot be used \([^\n]+--port[^\n]*$"):
            open_review(db, "Ada", port=taken.getsockname()[1])


def test_a_file_that_is_no_series_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all, but long enough to be looked at" * 30)
    with pytest.raises(StoreError, match=r"x\.db"):
        open_review(tmp_path / "x.db", "Ada")
    with pytest.raises(StoreError, match="no such series"):
        open_review(tmp_path / "none.db", "Ada")
    assert not (tmp_path / "none.db").exists()


def test_a_series_that_is_taken_away_is_not_made_anew(ada: Client, db: Path) -> None:
    db.unlink()
    assert ada.ask("GET", "/api/series")[0] == 503
    assert not db.exists()


@pytest.mark.parametrize("name", ["", "  \n"])
def test_a_reviewer_needs_a_name(db: Path, name: str) -> None:
    with pytest.raises(UsageError, match="--reviewer"):
        open_review(db, name)
