"""Connections to web servers: to the addresses that were checked, and for so long only."""

import contextlib
import ipaddress
import socket
import threading
from functools import partial
from http.client import HTTPConnection, HTTPMessage, HTTPResponse, HTTPSConnection
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
    getproxies,
)

from restyle.errors import UsageError
from restyle.transcript.addresses import is_url

_MOST_REDIRECTS = 5
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # an IPv4 address in its last 32 bits
_WAY_OUT = "--allow-private follows it"


class Deadline:
    """A time after which the connections that it watches are shut, whatever they are doing."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._watched: list[socket.socket] = []
        self.passed = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        for one in self._watched:
            one.close()

    def watch(self, connection: socket.socket) -> None:
        """Shut a connection when the time has passed, under whatever name it is then known."""
        self._watched.append(connection.dup())

    def check(self) -> None:
        """Raise TimeoutError if the time has passed: perhaps before there was anything to shut."""
        if self.passed:
            raise TimeoutError

    def _end(self) -> None:
        self.passed = True
        for one in self._watched:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def opener_for(private: bool | frozenset[str], deadline: Deadline) -> OpenerDirector:
    """Return what opens addresses; of hosts in private networks those of these names, or any."""
    if not isinstance(private, bool):  # a proxy is the user's own
        proxies = {urlsplit(place).hostname or "" for place in getproxies().values()}
        private = private | proxies
    return build_opener(_Checked(private, deadline), _Redirects(private))


def is_private(host: str) -> bool:
    """Return whether a host lies in a private network; not for one that is not found."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False  # it cannot be reached either
    return any(_inside(info[4][0]) for info in found)


def _inside(address: object) -> bool:
    """Whether an address is no public one, or leads to one that is not: RFC 6052, 3056, 4291."""
    found = ipaddress.ip_address(str(address).split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in _TRANSLATED:
            return _inside(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if inner := found.ipv4_mapped or found.sixtofour:
            return _inside(inner)
        if found.is_site_local or found.teredo:
            return True
    return found.is_multicast or not found.is_global


def _allowed(host: str, private: bool | frozenset[str]) -> bool:
    return private if isinstance(private, bool) else host.casefold() in private


def _connected(
    private: bool | frozenset[str], deadline: Deadline, place: tuple[str, int], timeout: Any
) -> socket.socket:
    """Connect to an address of a host that was checked: what a name stands for may change."""
    host, port = place
    refused: OSError | None = None
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        if _inside(address[0]) and not _allowed(host, private):
            raise UsageError(f"{host}: is the private address {address[0]}; {_WAY_OUT}")
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(timeout)
            deadline.watch(connection)
            connection.connect(address)
            deadline.check()
        except OSError as error:
            refused = error
            connection.close()
        else:
            return connection
    raise refused or OSError(f"{host} has no address")


class _Checked(HTTPSHandler, HTTPHandler):
    """Opens http and https addresses by `_connected`."""

    def __init__(self, private: bool | frozenset[str], deadline: Deadline) -> None:
        super().__init__()
        self._private = private
        self._deadline = deadline

    def http_open(self, req: Request) -> HTTPResponse:
        """Return the answer to a request."""
        return self.do_open(partial(self._connection, HTTPConnection), req)

    def https_open(self, req: Request) -> HTTPResponse:
        """Return the answer to a request, after TLS."""
        return self.do_open(partial(self._connection, HTTPSConnection), req)

    def _connection(self, kind: type[HTTPConnection], host: str, **named: Any) -> HTTPConnection:
        def connect(place: tuple[str, int], timeout: Any, source: object = None) -> socket.socket:
            return _connected(self._private, self._deadline, place, timeout)

        made = kind(host, **named)
        made._create_connection = connect  # type: ignore[attr-defined]  # noqa: SLF001
        return made


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, to the web only."""

    max_redirections = _MOST_REDIRECTS

    def __init__(self, private: bool | frozenset[str]) -> None:
        self._private = private

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the next request; refuses what is no web address, or a private one."""
        fp.close()  # nothing of a redirect's own body is read, and a refusal ends here
        if not is_url(newurl):
            raise UsageError(f"{req.full_url}: redirects to {newurl}, which is no web address")
        host = urlsplit(newurl).hostname or ""
        if not _allowed(host, self._private) and is_private(host):
            raise UsageError(
                f"{req.full_url}: redirects to the private address {newurl}; {_WAY_OUT}"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)
