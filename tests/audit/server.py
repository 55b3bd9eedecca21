"""Serves a folder on this machine alone, compressed as a web server does it."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMPRESSED = {".html", ".css", ".js", ".svg", ".json"}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the folder, without a slash at its end, for as long as it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@cache
def sent(path: Path) -> bytes:
    """A file as it goes over the line: with gzip at its best, or as it is where it is compressed already."""
    data = path.read_bytes()
    return gzip.compress(data, 9, mtime=0) if path.suffix in COMPRESSED else data


class Handler(SimpleHTTPRequestHandler):
    """Answers with the bytes of `sent`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = sent(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""
