"""One page from the web. Nothing else in the project fetches.

An address given by hand can lead anywhere, and a page can lead on: only http and https are followed, and only
to public addresses. The name is resolved once, every address that it has is checked, and the connection goes
to one that was checked, so that the name can't mean another machine a moment later. Each redirect is checked
anew.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager

from analysis.intake import Refused
from analysis.intake.page import address
from analysis.intake.saved import MOST_RAW, Page, content_type, inflated

SECONDS = 30.0
"""How long one page may take, with all its redirects."""
REDIRECTS = 5
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_MOVED = (301, 302, 303, 307, 308)
# What public-looking addresses carry on to the private ones in them.
_TUNNELS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


def fetch(url: str, allow_private: bool = False, seconds: float = SECONDS) -> Page:
    """The page at an address. Raises Refused, with the reason, for what is not a public page of the web."""
    with _Deadline(seconds) as deadline:
        for _ in range(REDIRECTS + 1):
            target = _target(url)
            with deadline.connected(target, allow_private) as answer:
                if answer.status not in _MOVED:
                    return _page(url, answer)
                location = answer.headers.get("Location")
                if not location:
                    raise Refused("it is redirected to nowhere")
                url = urllib.parse.urljoin(url, location)
    raise Refused(f"more than {REDIRECTS} redirects")


def public(host: str, port: int, allow_private: bool) -> str:
    """A numerical address of the host. Raises Refused unless all that it has are public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("there is no such host") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and not all(map(_is_public, addresses)):
        raise Refused("it leads to a private address")
    return addresses[0]


def _is_public(numbers: str) -> bool:
    ip = ipaddress.ip_address(numbers.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return _is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _TUNNELS):
            return False
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _target(url: str) -> urllib.parse.SplitResult:
    """The address in its parts. Raises Refused when it isn't a plain address of the web."""
    if address(url) is None:
        raise Refused("expected an address that begins with http:// or https://")
    try:
        parts = urllib.parse.urlsplit(url)
        _ = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError:
        raise Refused("the address cannot be read") from None
    return parts


class _Deadline:
    """All of a download ends with it: whatever still is connected then is cut off."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self.socket: socket.socket | None = None
        self.timer = threading.Timer(seconds, self._cut)
        self.timer.daemon = True

    def __enter__(self) -> "_Deadline":
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def _cut(self) -> None:
        self.passed = True
        if self.socket is not None:
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    @contextmanager
    def connected(self, parts: urllib.parse.SplitResult, private: bool) -> Iterator[http.client.HTTPResponse]:
        """The answer of the server. Every failure on the way, also while it is read, becomes a Refused."""
        secure = parts.scheme == "https"
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or (443 if secure else 80)
        connection = http.client.HTTPConnection(host, port, timeout=self.seconds)
        try:
            plain = socket.create_connection((public(host, port, private), port), timeout=self.seconds)
            self.socket = connection.sock = plain
            if secure:
                wrap = ssl.create_default_context().wrap_socket
                self.socket = connection.sock = wrap(plain, server_hostname=host)
            connection.request("GET", _path(parts), headers={"Host": _host(host, parts.port), **_HEADERS})
            yield connection.getresponse()
            # What was cut off can look like what has ended.
            if self.passed:
                raise TimeoutError
        except TimeoutError:
            raise Refused(f"it took more than {self.seconds:g} seconds") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, Refused):
                raise
            if self.passed:
                raise Refused(f"it took more than {self.seconds:g} seconds") from None
            raise Refused(f"the server does not answer as it should: {type(error).__name__}") from None
        finally:
            connection.close()


_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; truces-book)", "Accept": "text/html, text/plain",
            "Accept-Encoding": "identity", "Connection": "close"}  # fmt: skip


def _host(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name


def _path(parts: urllib.parse.SplitResult) -> str:
    path = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = urllib.parse.quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path


def _page(url: str, answer: http.client.HTTPResponse) -> Page:
    if answer.status != 200:
        raise Refused(f"the server answers {answer.status}")
    kind, charset = content_type(answer.headers.get("Content-Type") or "text/html")
    if kind not in _KINDS:
        raise Refused(f"expected a page, it is {kind}")
    raw = answer.read(MOST_RAW + 1)
    if len(raw) > MOST_RAW:
        raise Refused(f"more than {MOST_RAW:,} bytes")
    if answer.length:
        raise Refused("it ends too soon")
    packed = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packed in ("gzip", "x-gzip"):
        raw = inflated(raw, MOST_RAW)
    elif packed != "identity":
        raise Refused(f"it is packed as {packed[:20]!a}, which was not asked for")
    ending = _KINDS[kind]
    return Page(url, raw, ending, raw, plain=ending == ".txt", charset=charset, url=url)
