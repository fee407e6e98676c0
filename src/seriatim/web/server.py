"""The local server of the review page: this machine only, one reviewer a run, a token for whoever was given the address."""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from seriatim.errors import SeriatimError, StoreError, UsageError
from seriatim.web.desk import Desk, NotAllowedError
from seriatim.web.orders import ConflictError, NotThereError

_HOST = "127.0.0.1"
_TOKEN = "X-Seriatim-Token"
_MOST_BYTES = 256 * 1024  # of a request; a decision takes a few hundred
_PATIENCE = 30  # seconds for a client that says nothing
_SCRIPTS = (
    "agreement",
    "api",
    "deciding",
    "dom",
    "edit",
    "facts",
    "main",
    "offsets",
    "report",
    "reports",
    "text",
)
_STATIC = {  # what is served without a token: the page itself, which holds nothing of the series
    "/": ("index.html", "text/html"),
    "/review.css": ("review.css", "text/css"),
    **{f"/{name}.js": (f"{name}.js", "text/javascript") for name in _SCRIPTS},
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_STATUS: tuple[tuple[type[SeriatimError], HTTPStatus], ...] = (
    (NotThereError, HTTPStatus.NOT_FOUND),
    (NotAllowedError, HTTPStatus.FORBIDDEN),
    (ConflictError, HTTPStatus.CONFLICT),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (SeriatimError, HTTPStatus.BAD_REQUEST),
)

Answer = Callable[[Desk, Mapping[str, str], Any], Any]
_ROUTES: tuple[tuple[str, re.Pattern[str], Answer], ...] = (
    ("GET", re.compile(r"/api/series"), lambda desk, _, __: desk.list_reports()),
    ("GET", re.compile(r"/api/agreement"), lambda desk, _, __: desk.compare()),
    ("GET", re.compile(r"/api/terms"), lambda desk, asked, _: desk.find_terms(asked.get("words", ""), asked.get("kind", ""))),
    ("GET", re.compile(r"/api/reports/(?P<document>\d{1,15})"), lambda desk, asked, _: desk.open_report(int(asked["document"]))),
    (
        "POST",
        re.compile(r"/api/reports/(?P<document>\d{1,15})/decisions"),
        lambda desk, asked, body: desk.decide(int(asked["document"]), body),
    ),
)  # fmt: skip


class ReviewServer:
    """A running review page. Use `open_review`; close it, or use it as a context manager."""

    def __init__(self, http: ThreadingHTTPServer, token: str) -> None:
        self._http = http
        self.token = token

    def __enter__(self) -> ReviewServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self._http.server_address[1])

    @property
    def address(self) -> str:
        """The address to open, with the token; a browser does not send that part on."""
        return f"http://{_HOST}:{self.port}/#token={self.token}"

    def serve(self) -> None:
        """Answer until interrupted or closed."""
        self._http.serve_forever(poll_interval=0.2)

    def stop(self) -> None:
        """Let `serve` return, from another thread."""
        self._http.shutdown()

    def close(self) -> None:
        """Give the port back."""
        self._http.server_close()


def open_review(db: str | Path, reviewer: str, *, port: int = 0, adjudicates: bool = False) -> ReviewServer:
    """Open the review page of a series at a port of this machine; nobody else can reach it.

    Args:
        db: the series.
        reviewer: whose decisions are shown and recorded; those of others are not shown.
        port: 0 for any that is free.
        adjudicates: show what all reviewers decided, and record what settles their disagreements.

    Raises:
        StoreError: the file is no series.
        UsageError: the reviewer has no name, or the port cannot be had.
    """
    desk = Desk(Path(db), reviewer, adjudicates=adjudicates)
    token = secrets.token_urlsafe(24)
    handler = type("Handler", (_Handler,), {"desk": desk, "token": token})
    try:
        http = _Server((_HOST, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"port {port} cannot be used ({reason}); name another with --port, or none for any that is free"
        ) from error
    return ReviewServer(http, token)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of faults; a browser that goes away in the middle of an answer is none."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One request. Nothing the client names is ever opened; everything it sends is checked before it is read."""

    desk: Desk
    token: str
    timeout = _PATIENCE
    protocol_version = "HTTP/1.1"
    server_version = "Seriatim"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal is the reviewer's."""

    def _answer(self, method: str) -> None:
        url = urlsplit(self.path)
        if refused := self._refuse(method, url.path):
            self.close_connection = True  # what a refused request still sends is not read
            self._send_json(*refused)
        elif method == "GET" and url.path in _STATIC:
            name, kind = _STATIC[url.path]
            self._send(HTTPStatus.OK, _read_static(name), kind)
        else:
            self._send_json(*self._work(method, url.path, url.query))

    def _refuse(self, method: str, path: str) -> tuple[HTTPStatus, Any] | None:
        """Why a request is not looked at: another host's name, another site's page, no token, too much of it."""
        own = [f"{name}:{self.server.server_address[1]}" for name in (_HOST, "localhost")]  # type: ignore[index]
        if self.headers.get("Host", "") not in own:
            return HTTPStatus.FORBIDDEN, _error("this page answers to its own address only")
        origin = self.headers.get("Origin")
        if origin is not None and origin not in [f"http://{name}" for name in own]:
            return HTTPStatus.FORBIDDEN, _error("this page answers to itself only")
        if method == "GET" and path in _STATIC:
            return None
        if not secrets.compare_digest(self.headers.get(_TOKEN, "").encode(), self.token.encode()):
            return HTTPStatus.FORBIDDEN, _error("open the address that `seriatim review` printed")
        return None if method == "GET" else self._refuse_body()

    def _refuse_body(self) -> tuple[HTTPStatus, Any] | None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            return HTTPStatus.LENGTH_REQUIRED, _error("a request needs its length")
        if int(length) > _MOST_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _error(f"a request may have {_MOST_BYTES} bytes")
        if self.headers.get_content_type() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _error("a request is JSON")
        return None

    def _work(self, method: str, path: str, query: str) -> tuple[HTTPStatus, Any]:
        for wanted, pattern, answer in _ROUTES:
            if wanted == method and (found := pattern.fullmatch(path)):
                asked = {name: values[0] for name, values in parse_qs(query).items()} | found.groupdict()
                try:
                    return HTTPStatus.OK, answer(
                        self.desk, asked, self._read_body() if method == "POST" else None
                    )
                except SeriatimError as error:
                    status = next(status for kind, status in _STATUS if isinstance(error, kind))
                    return status, _error(str(error))
        self.close_connection = True
        return HTTPStatus.NOT_FOUND, _error("there is nothing at this address")

    def _read_body(self) -> Any:
        try:
            return json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        except (ValueError, RecursionError) as error:
            raise UsageError("the request is no JSON that can be read") from error

    def _send_json(self, status: HTTPStatus, data: Any) -> None:
        self._send(
            status,
            json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode("ascii"),
            "application/json",
        )

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


def _error(message: str) -> dict[str, str]:
    return {"error": message}


@cache
def _read_static(name: str) -> bytes:
    return (files("seriatim") / "web" / "static" / name).read_bytes()
