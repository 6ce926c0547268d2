"""A planted key and a planted password turn up nowhere: in no file, no output and no traceback, whatever fails."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel

from summarizer.cli import main
from summarizer.drafting.drafter import Drafter
from summarizer.endpoint.errors import EndpointError
from summarizer.endpoint.stack import EndpointOptions, open_endpoint
from summarizer.running import command
from summarizer.running.json_log import json_log
from summarizer.settings import load
from tests.doubles import says

pytestmark = pytest.mark.enable_socket

KEY = "planted key+7f3a/9c51 e2d84b60"
"""Looks like no key, so that it is found by its value alone."""
USER, PASSWORD, QUERY = "planted-user-11", "planted:pass/22", "planted query 33"
FORMS = {
    form
    for secret in (KEY, USER, PASSWORD, QUERY)
    for form in (secret, quote(secret), quote(secret, safe=""), secret.replace(" ", "+"), json.dumps(secret)[1:-1])
} | {b64encode(f"{USER}:{PASSWORD}".encode()).decode()}

TROUBLES = ("server500", "limit429", "malformed", "disconnect", "filter", "toolong", "nonsense", "refusal", "error200")
TEXT = (
    "Bonn schickt wegen {trouble} 200 Helfer in das Ahrtal. Am Montag brachen sie wegen {trouble} auf. "
    "„Wir bleiben wegen {trouble} bis zum Herbst“, sagte die Leiterin Anna Berg.\n"
)


class Server(ThreadingHTTPServer):
    """Fails as the article it is asked about says, and tells everything it was sent."""

    daemon_threads = True

    def __init__(self, trouble: str | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.trouble = trouble
        """For all articles."""
        self.asked: Counter[str] = Counter()
        self.saw: set[str] = set()
        """What came of the secrets, so that a test cannot pass because nothing was sent."""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        trouble = self.server.trouble or next(each for each in TROUBLES if each in body)
        self.server.asked[trouble] += 1
        told = f"{self.path} {dict(self.headers)} {body}"
        self.server.saw |= {form for form in FORMS if form in told}
        getattr(self, f"_{trouble}")(told, self.server.asked[trouble] == 1)

    def _server500(self, told: str, first: bool) -> None:
        if first:
            self._say(500, told, **{"retry-after": "0"})
        else:
            self._say(400, {"error": {"message": told, "code": told}})

    def _limit429(self, told: str, first: bool) -> None:
        self._say(429 if first else 400, {"error": {"message": told}}, **{"retry-after": "0"})

    def _malformed(self, told: str, first: bool) -> None:
        self._say(200, told)

    def _error200(self, told: str, first: bool) -> None:
        self._say(200, {"error": {"message": told, "headers": told}})

    def _disconnect(self, told: str, first: bool) -> None:
        if first:
            self.close_connection = True
        else:
            self._say(422, told)

    def _filter(self, told: str, first: bool) -> None:
        self._say(400, {"error": {"message": told, "code": "content_filter"}})

    def _toolong(self, told: str, first: bool) -> None:
        self._say(400, {"error": {"message": told, "code": "context_length_exceeded"}})

    def _nonsense(self, told: str, first: bool) -> None:
        self._say(200, says({"nothing": "of the kind"}).json())

    def _refusal(self, told: str, first: bool) -> None:
        self._say(200, says("", refusal="I cannot.").json())

    def _unauthorized(self, told: str, first: bool) -> None:
        self._say(401, {"error": {"message": told}})

    def _hang(self, told: str, first: bool) -> None:
        time.sleep(60)

    def _say(self, status: int, said: Any, **headers: str) -> None:
        content = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture(autouse=True)
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for trouble in TROUBLES:
        (folder / f"{trouble}.txt").write_text(TEXT.format(trouble=trouble), encoding="utf-8")
    return folder


INPUTS = ("in", "--out", "out", "--model", "m", "--cache-dir", "cache")


def start(base_url: str, folder: Path, level: str, **variables: str) -> subprocess.Popen[str]:
    """`summarizer run`, in a process of its own."""
    arguments = ["run", *INPUTS, "--log-json", "log.jsonl", "--log-level", level]
    outside = {name: text for name, text in os.environ.items() if not name.startswith(("OPENAI_", "SUMMARIZER_"))}
    given = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": base_url, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "summarizer.cli", *arguments],
        cwd=folder,
        env=outside | given | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def call(base_url: str, *command: str) -> Result:
    """A command in this process."""
    environment = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": base_url}
    return CliRunner().invoke(main, [*command, *INPUTS], env=environment, catch_exceptions=False)


def leaks(folder: Path, *outputs: str) -> list[str]:
    """Where a secret stands: files below `folder`, by their names, and outputs, by their number."""
    texts = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert texts
    texts |= {f"output {number}": output.encode() for number, output in enumerate(outputs)}
    found = [f"{name}: {form!r}" for name, content in texts.items() for form in FORMS if form.encode() in content]
    return found + [name for name in texts if any(form in name for form in FORMS)]


def failed(folder: Path) -> dict[str, str]:
    lines = (folder / "out/failures.jsonl").read_text().splitlines()
    return {failure["article_id"]: failure["code"] for failure in map(json.loads, lines)}


def events(folder: Path) -> set[str]:
    return {json.loads(line)["event"] for line in (folder / "log.jsonl").read_text().splitlines()}


def test_every_failure_of_an_article(server: Server, tmp_path: Path) -> None:
    process = start(f"http://{server.address}/v1", tmp_path, "info", OTEL_TRACES_EXPORTER="console")
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 1, errors
    assert KEY in server.saw
    assert set(server.asked) == set(TROUBLES)
    codes = failed(tmp_path)
    assert set(codes) == set(TROUBLES), errors
    assert (codes["malformed"], codes["filter"], codes["refusal"]) == ("malformed_answer", "content_filter", "refused")
    assert {"request.retried", "request.waiting", "article.failed", "run.ended"} <= events(tmp_path)
    assert '"name": "chat m"' in out
    assert "***" in errors
    assert leaks(tmp_path, out, errors) == []
    for told in (out, (tmp_path / "log.jsonl").read_text()):
        assert not [word for word in ("Ahrtal", "Leiterin", "of the kind", "I cannot") if word in told]


def test_credentials_in_the_address(server: Server, tmp_path: Path) -> None:
    server.trouble = "unauthorized"
    address = f"http://{quote(USER)}:{quote(PASSWORD, safe='')}@{server.address}/v1?code={quote(QUERY)}"
    done = call(address, "run", "--log-json", "log.jsonl", "--log-level", "debug")
    assert done.exit_code == 1
    assert "answered 401" in done.stderr
    assert {b64encode(f"{USER}:{PASSWORD}".encode()).decode(), QUERY.replace(" ", "+")} <= server.saw
    assert leaks(tmp_path, done.stdout, done.stderr) == []


def test_a_server_that_is_not_there(server: Server, tmp_path: Path) -> None:
    server.server_close()
    address = f"http://{USER}:{quote(PASSWORD, safe='')}@{server.address}/v1?code={quote(QUERY)}"
    done = call(address, "run", "--log-json", "log.jsonl", "--log-level", "debug")
    assert done.exit_code == 1
    assert "cannot be reached" in done.stderr
    assert leaks(tmp_path, done.stdout, done.stderr) == []


def test_a_run_that_is_killed(server: Server, tmp_path: Path) -> None:
    server.trouble = "hang"
    process = start(f"http://{server.address}/v1", tmp_path, "debug")
    deadline = time.monotonic() + 60
    while not server.asked and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    out, errors = process.communicate(timeout=60)
    assert KEY in server.saw
    assert "request.sent" in events(tmp_path)
    assert leaks(tmp_path, out, errors) == []


def test_a_batch_that_is_turned_away(server: Server, tmp_path: Path) -> None:
    server.trouble = "unauthorized"
    done = call(f"http://{server.address}/v1", "batch", "submit")
    assert done.exit_code == 1
    assert "answered 401" in done.stderr
    assert KEY in server.saw
    assert list((tmp_path / "out/batch").glob("*.requests.jsonl"))
    assert leaks(tmp_path, done.stdout, done.stderr) == []


class Word(BaseModel):
    word: str


def test_a_key_that_no_header_can_hold(server: Server, tmp_path: Path) -> None:
    async def ask() -> None:
        options = EndpointOptions(model="m", base_url=f"http://{server.address}/v1", api_key=f"{KEY}\n", time_limit=0)
        async with open_endpoint(options) as endpoint:
            question: list[dict[str, str]] = [{"role": "user", "content": "?"}]
            await endpoint.ask(messages=question, response_model=Word, max_tokens=9)

    with pytest.raises(EndpointError) as caught:
        asyncio.run(ask())
    assert leaks(tmp_path, "".join(traceback.format_exception(caught.value)), repr(caught.value)) == []


def test_an_error_of_our_own(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def fails(*_: Any) -> None:
        raise RuntimeError(f"{'x' * 280} sent {KEY} to http://{USER}:{PASSWORD}@host/?code={QUERY}")

    monkeypatch.setattr(Drafter, "statements", fails)
    base_url = f"http://{USER}:{quote(PASSWORD, safe='')}@{server.address}/v1?code={quote(QUERY)}"
    settings = load(model="m", base_url=base_url, api_key=KEY, cache_dir=tmp_path / "cache")
    with json_log(str(tmp_path / "log.jsonl"), "debug"):
        assert command.run(settings, ["in"], tmp_path / "out") == 1
    assert set(failed(tmp_path).values()) == {"unexpected"}
    assert "Traceback" in (tmp_path / "log.jsonl").read_text()
    shown = capfd.readouterr()
    assert leaks(tmp_path, shown.out, shown.err, repr(settings), str(settings)) == []
    failures = (tmp_path / "out/failures.jsonl").read_text()
    assert "sent ***" in failures
    assert "planted" not in failures
