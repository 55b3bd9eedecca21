"""What `add --url` fetches and what it refuses. The server is on this machine; nothing leaves it."""

import gzip
import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis import articles
from analysis.__main__ import main
from analysis.articles import SEEDS
from analysis.intake import Refused, fetch, saved

PAGE = (Path(__file__).parent / "pages" / "wordpress.html").read_bytes()
HTML = {"Content-Type": "text/html; charset=utf-8"}
Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Server(http.server.ThreadingHTTPServer):
    """Answers each path by a function, and remembers what it was asked for."""

    daemon_threads = True
    answers: dict[str, Answer]
    asked: list[tuple[str, str]]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        self.server.answers[self.path](self)

    def log_message(self, *_: object) -> None:
        pass


def answer(status: int, headers: dict[str, str], body: bytes = b"") -> Answer:
    def send(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def moved(to: str) -> Answer:
    return answer(302, {"Location": to})


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as found:
        found.answers, found.asked = {"/": answer(200, HTML, PAGE)}, []
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def refusal(url: str, private: bool = True, seconds: float = 5) -> str:
    with pytest.raises(Refused) as caught:
        fetch.fetch(url, private, seconds)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_a_page_is_fetched_and_added(server: Server, seeds: Path) -> None:
    done = CliRunner().invoke(
        main, ["add", "--seeds", str(seeds), "--allow-private", "--url", server.url("/")]
    )
    assert (done.exit_code, done.stderr) == (0, "")
    article = articles.load(seeds)[-1]
    assert article.url == server.url("/"), "where it was fetched, not what the page says of itself"
    assert article.headline_ar == "فصيل يعلن وقف الهجمات على قاعدة السنديان"


def test_a_private_address_is_refused_before_anything_is_sent(server: Server, seeds: Path) -> None:
    done = CliRunner().invoke(main, ["add", "--seeds", str(seeds), "--url", server.url("/")])
    assert done.exit_code == 1 and server.asked == []
    assert done.stderr == f"{server.url('/')}: it leads to a private address\n"


PRIVATE = [
    f"http://{host}"
    for host in (
        "127.0.0.1/ 127.1/ 2130706433/ 0x7f000001/ 0177.0.0.1/ 0.0.0.0/ localhost/ 10.0.0.1/ "
        "172.16.0.1/ 192.168.1.1/ 169.254.169.254/latest/ 100.64.0.1/ 224.0.0.1/ 255.255.255.255/ "
        "[::1]/ [::]/ [fe80::1]/ [fc00::1]/ [fec0::1]/ [::ffff:127.0.0.1]/ [::ffff:10.0.0.1]/ "
        "[::127.0.0.1]/ [64:ff9b::7f00:1]/ [2002:7f00:1::]/ [2001:0:7f00:1::]/ [ff02::1]/ "
        "198.18.0.1/ "
    ).split()
]
NOT_OF_THE_WEB = [
    "ftp://nakheel.example/a", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,a",
    "nakheel.example", "http://", "http:///a", "http://user:word@nakheel.example/",
    "http://a.example@127.0.0.1/", "http://a b/",
    "http://a.example/\r\nX: y", "http://a.example/\x1b[31m", "http://a.example/\u202e", "http://[::1/",
    "gopher://a/",
    "http://a.example:99999/", "http://a.example:x/", "http://a.example\\@127.0.0.1/", "x" * 5000, "",
    "http://" + "a" * 1500 + ".example/",
]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_every_way_to_write_a_private_address(url: str) -> None:
    assert refusal(url, private=False) in ("it leads to a private address", "there is no such host")


def test_most_of_these_are_known_as_addresses() -> None:
    """So that the test above does not hold only because this machine cannot resolve anything."""
    said = [refusal(url, private=False) for url in PRIVATE]
    assert said.count("it leads to a private address") >= len(PRIVATE) - 3


@pytest.mark.parametrize("url", NOT_OF_THE_WEB)
def test_what_is_no_address_of_the_web(url: str) -> None:
    assert refusal(url, private=False).startswith(("expected an address", "the address cannot be read"))


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_public(ip: str) -> None:
    assert fetch._is_public(ip)


def resolver(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names mean what the test says, one answer a call; the calls are remembered."""
    calls: list[str] = []
    left = list(answers)

    def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
        calls.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return calls


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    assert refusal("http://two.example/", private=False) == "it leads to a private address"


def test_a_name_that_changes_its_mind_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the number that was checked, not to the name a second time."""
    calls = resolver(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    connected: list[object] = []

    def connect(address: object, timeout: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert "does not answer" in refusal("http://rebinding.example/", private=False)
    assert calls == ["rebinding.example"] and connected == [("8.8.8.8", 80)]


def test_a_redirect_to_a_private_address(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here, so that the second is what is refused."""
    server.answers["/away"] = moved(f"http://localhost:{server.server_port}/")
    real = fetch.public

    def public(host: str, port: int, private: bool) -> str:
        return "127.0.0.1" if host == "127.0.0.1" else real(host, port, private)

    monkeypatch.setattr(fetch, "public", public)
    assert refusal(server.url("/away"), private=False) == "it leads to a private address"
    assert [path for _, path in server.asked] == ["/away"]


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:1", "http://u:p@a.example/"]
)
def test_a_redirect_to_what_is_not_the_web(server: Server, to: str) -> None:
    server.answers["/away"] = moved(to)
    assert refusal(server.url("/away")).startswith("expected an address")


def test_redirects_are_followed_five_times_at_most(server: Server) -> None:
    for n in range(6):
        server.answers[f"/{n}"] = moved(f"/{n - 1}" if n else "/")
    assert fetch.fetch(server.url("/4"), True).url == server.url("/")
    assert refusal(server.url("/5")) == "more than 5 redirects"
    server.answers["/round"] = moved("/round")
    assert refusal(server.url("/round")) == "more than 5 redirects"
    server.answers["/nowhere"] = answer(302, {})
    assert refusal(server.url("/nowhere")) == "it is redirected to nowhere"


def test_a_page_without_end(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MOST_RAW", 100_000)

    def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
        answer(200, HTML)(handler)
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    server.answers["/"] = endless
    assert refusal(server.url("/")) == "more than 100,000 bytes"


@pytest.mark.parametrize("part", ["body", "head"])
def test_a_server_that_drips(server: Server, part: str) -> None:
    """Each byte comes in time; all of them together don't."""

    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        if part == "body":
            answer(200, HTML)(handler)
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    server.answers["/"] = drip
    start = time.monotonic()
    assert refusal(server.url("/"), seconds=0.6) == "it took more than 0.6 seconds"
    assert time.monotonic() - start < 3


def test_a_packed_page_is_unpacked_up_to_the_limit(server: Server) -> None:
    server.answers["/"] = answer(200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert fetch.fetch(server.url("/"), True).body == PAGE
    bomb = gzip.compress(b"0" * 50_000_000)
    server.answers["/"] = answer(200, HTML | {"Content-Encoding": "gzip"}, bomb)
    assert refusal(server.url("/")) == f"more than {saved.MOST_RAW:,} bytes once unpacked"
    server.answers["/"] = answer(200, HTML | {"Content-Encoding": "br\x1b"}, b"x")
    assert "packed as 'br" in refusal(server.url("/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (answer(404, HTML), "the server answers 404"),
        (answer(500, HTML), "the server answers 500"),
        (answer(200, {"Content-Type": "application/pdf"}), "expected a page, it is application/pdf"),
        (answer(200, HTML | {"Content-Length": "900"}, b"short"), "it ends too soon"),
        (
            answer(200, HTML | {"Transfer-Encoding": "chunked"}, b"ffff\r\nshort"),
            "the server does not answer",
        ),
        (lambda handler: handler.wfile.write(b"\x16\x03 nonsense\r\n\r\n"), "the server does not answer"),
        (lambda handler: None, "the server does not answer"),
    ],
)
def test_answers_that_are_no_page(server: Server, sent: Answer, said: str) -> None:
    server.answers["/"] = sent
    assert refusal(server.url("/")).startswith(said)


def test_the_charset_of_the_header_counts(server: Server) -> None:
    server.answers["/"] = answer(200, {"Content-Type": "text/html; charset=windows-1256"}, b"x")
    assert fetch.fetch(server.url("/"), True).charset == "windows-1256"


def test_nothing_else_in_the_project_fetches() -> None:
    words = ("http.client", "urllib.request", "import requests", "create_connection", "fetch_url", "urlopen")
    found = {
        path.relative_to(SEEDS.parent).as_posix()
        for folder in ("analysis", "book")
        for path in (SEEDS.parent / folder).rglob("*.py")
        if any(word in path.read_text("utf-8") for word in words)
    }
    assert found == {"analysis/intake/fetch.py"}
