"""Serves a folder on this machine alone, compressed as a web server does it."""

import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli

COMPRESSED = {".html", ".css", ".js", ".svg", ".json"}


@contextmanager
def served(folder: Path, encoding: str = "gzip", late: Mapping[str, float] = {}) -> Iterator[str]:
    """The address of the folder, without a slash at its end, for as long as it is served.

    `encoding` is `gzip`, which every browser takes, or `br` for those that take it. `late`: by the ending of
    a file's name, how many seconds its answer is held back.
    """
    handler = partial(Handler, directory=str(folder), encoding=encoding, late=late)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@cache
def sent(path: Path, encoding: str = "gzip") -> bytes:
    """A file as it goes over the line: compressed at its best, or as it is where it is compressed already."""
    data = path.read_bytes()
    if path.suffix not in COMPRESSED:
        return data
    return brotli.compress(data) if encoding == "br" else gzip.compress(data, 9, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Answers with the bytes of `sent`."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, encoding: str, late: Mapping[str, float], **named: Any) -> None:
        self.encoding, self.late = encoding, late
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        time.sleep(max((self.late[end] for end in self.late if path.name.endswith(end)), default=0))
        taken = self.headers.get("Accept-Encoding", "")
        encoding = self.encoding if self.encoding in taken else "gzip"
        body = sent(path, encoding)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""
