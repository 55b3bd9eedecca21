"""Pages as files keep them: HTML, plain text, MHTML (as browsers save it), WARC, or a folder of these."""

import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

from analysis.intake import Refused

MOST_RAW = 20_000_000
"""Bytes of one file or one download, and of one page taken out of an archive."""
MOST_UNPACKED = 200_000_000
"""Bytes of an archive once it is unpacked: most of them are pictures."""
_MOST_PAGES = 50
ENDINGS = (".html", ".htm", ".txt", ".mhtml", ".mht", ".warc", ".warc.gz")
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `body` is its HTML or, if `plain`, its text; `raw` is the file as it came, to be kept.

    `charset` and `url` are what stands beside the page, not in it: None where nothing does.
    """

    name: str
    raw: bytes
    ending: str
    body: bytes
    plain: bool = False
    charset: str | None = None
    url: str | None = None


def files(path: Path) -> list[Path]:
    """The file, or the files of a folder that can be read, by name. Raises Refused.

    Links in a folder are left aside: whoever named the folder has not named what they lead to.
    """
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.iterdir() if _ending(p) and p.is_file() and not p.is_symlink())
    if not found:
        raise Refused(f"no file in it ends in {', '.join(ENDINGS)}")
    return found


def read(path: Path) -> Iterator[Page]:
    """The pages of a file. Raises Refused when it isn't a file of a known kind, or is too large or broken."""
    ending = _ending(path)
    if ending is None:
        raise Refused(f"expected a file that ends in {', '.join(ENDINGS)}")
    raw = _bytes(path)
    match ending:
        case ".mhtml" | ".mht":
            yield _mhtml(str(path), raw, ending)
        case ".warc" | ".warc.gz":
            yield from _warc(str(path), raw, ending)
        case _:
            yield Page(str(path), raw, ending, raw, plain=ending == ".txt")


def inflated(raw: bytes, most: int) -> bytes:
    """What gzip packed, all of its members. Raises Refused when it is broken or more than `most` bytes."""
    out, rest = bytearray(), raw
    while rest:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            out += member.decompress(rest, most + 1 - len(out))
        except zlib.error as error:
            raise Refused(f"cannot be unpacked: {error}") from None
        if len(out) > most:
            raise Refused(f"more than {most:,} bytes once unpacked")
        if not member.eof:
            raise Refused("cannot be unpacked: it ends too soon")
        rest = member.unused_data.lstrip(b"\0")
    return bytes(out)


def _ending(path: Path) -> str | None:
    return next((ending for ending in reversed(ENDINGS) if path.name.lower().endswith(ending)), None)


def _bytes(path: Path) -> bytes:
    try:
        # A pipe would wait for ever without this flag.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise Refused("expected a file")
            raw = file.read(MOST_RAW + 1)
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror}") from None
    if len(raw) > MOST_RAW:
        raise Refused(f"more than {MOST_RAW:,} bytes")
    return raw


def _mhtml(name: str, raw: bytes, ending: str) -> Page:
    """The first HTML part, which is the page; the others are frames in it."""
    message = message_from_bytes(raw, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in _HTML and isinstance(part, EmailMessage):
            body = part.get_payload(decode=True)
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            if isinstance(body, bytes):
                return Page(name, raw, ending, body, charset=part.get_content_charset(), url=url and str(url))
    raise Refused("there is no page in it")


def _warc(name: str, raw: bytes, ending: str) -> Iterator[Page]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = inflated(raw, MOST_UNPACKED) if raw.startswith(b"\x1f\x8b") else raw
    found = 0
    try:
        for record in ArchiveIterator(BytesIO(records)):
            http = record.http_headers
            if record.rec_type != "response" or not http or http.get_statuscode() != "200":
                continue
            kind, charset = content_type(http.get_header("Content-Type") or "")
            if kind not in _HTML:
                continue
            found += 1
            if found > _MOST_PAGES:
                raise Refused(f"more than {_MOST_PAGES} pages")
            body = record.content_stream().read(MOST_RAW + 1)
            if len(body) > MOST_RAW:
                raise Refused(f"a page in it has more than {MOST_RAW:,} bytes")
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield Page(f"{name} ({url})", raw, ending, body, charset=charset, url=url)
    except (ArchiveLoadFailed, zlib.error, EOFError) as error:
        raise Refused(f"not a web archive: {str(error).strip().splitlines()[0]}") from None
    if not found:
        raise Refused("there is no page in it")


def content_type(header: str) -> tuple[str, str | None]:
    """The kind and the charset that a Content-Type header names."""
    message = EmailMessage()
    message["Content-Type"] = " ".join(header.split())
    return message.get_content_type(), message.get_content_charset()
