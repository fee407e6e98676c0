"""A running review page for the tests, asked through real HTTP."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seriatim.web import ReviewServer, open_review


@dataclass
class Client:
    """Asks a review page as a browser would."""

    server: ReviewServer
    db: Path

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str | None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a request with the right headers, but for those given here; None leaves one out."""
        sent: dict[str, str | None] = {
            "Host": f"127.0.0.1:{self.server.port}",
            "X-Seriatim-Token": self.server.token,
        }
        if body is not None:
            sent |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), content

    def read(self, path: str) -> Any:
        """Return what stands at an address, as JSON."""
        return json.loads(self.ask("GET", path)[2])

    def decide(self, *decisions: dict[str, Any], document: int = 1) -> tuple[int, Any]:
        """Send decisions about a report."""
        body = json.dumps({"decisions": decisions}).encode()
        status, _, content = self.ask("POST", f"/api/reports/{document}/decisions", body)
        return status, json.loads(content)

    def fact(self, label: str) -> dict[str, Any]:
        """Return a fact of the first report by the label it has now."""
        return next(f for f in self.read("/api/reports/1")["facts"] if f["now"]["label"] == label)


@contextmanager
def review(db: Path, reviewer: str, *, adjudicates: bool = False) -> Iterator[Client]:
    """Run the page of a reviewer."""
    with open_review(db, reviewer, adjudicates=adjudicates) as server:
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield Client(server, db)
        finally:
            server.stop()
            thread.join()
