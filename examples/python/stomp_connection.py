"""One STOMP 1.2 connection over WebSocket, in Python's standard library alone: frames out, frames in, heart-beats."""
import base64, contextlib, http.client, os, ssl, struct, threading, urllib.parse
from refused import Refused

HEART_BEAT = 10  # seconds, from the host alone: TCP tells it when we are gone
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


class StompConnection:
    def __init__(self, address, headers):
        """Raises OSError where there is no way to the host."""
        url = urllib.parse.urlsplit(address)
        secure = ssl.create_default_context() if url.scheme == "https" else None
        connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        opening = connect(url.netloc, timeout=2 * HEART_BEAT, **({"context": secure} if secure else {}))
        opening.connect()
        self._socket, self._writing = opening.sock, threading.Lock()
        self._stream = self._socket.makefile("rb")
        self._open(url.netloc)
        self.send("CONNECT", {"accept-version": "1.2", "heart-beat": f"0,{HEART_BEAT * 1000}", **headers})

    def _open(self, host):
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(f"GET /ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                             f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: v12.stomp\r\n"
                             f"Sec-WebSocket-Key: {key}\r\n\r\n".encode())
        status = self._stream.readline().decode()
        if " 101 " not in status:
            raise ConnectionError(status.strip())
        while self._stream.readline().strip():
            pass  # the headers of the answer

    def send(self, command, headers, body=""):
        """Also from another thread. What is sent on a connection that is gone is lost: only a receipt says that it came."""
        lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
        self._write(TEXT, f"{command}\n{lines}\n{body}\0".encode())

    def frames(self):
        """Each frame that comes, as (command, headers, body). Raises Refused for an ERROR, OSError when the host is silent."""
        while True:
            kind, payload = self._read()
            if kind == CLOSE:
                return
            if kind == PING:
                self._write(PONG, payload)
            elif kind == TEXT and payload != b"\n":  # a heart-beat
                yield self._to_frame(payload.decode())

    def close(self):
        self._stream.close(), self._socket.close()

    def _to_frame(self, text):
        """Escapes are left as they are: of the headers that the chat reads none can have any."""
        head, body = text[:text.rindex("\0")].split("\n\n", 1)
        command, *lines = head.split("\n")
        headers = dict(line.split(":", 1) for line in lines)
        if command == "ERROR":
            raise Refused(headers["code"], body, int(headers.get("retry-after", 0)))
        return command, headers, body

    def _write(self, kind, payload):
        """A client masks what it sends (RFC 6455 5.3)."""
        size, mask = len(payload), os.urandom(4)
        if size < 126:
            length = bytes([0x80 | size])
        else:
            length = struct.pack(">BH", 0xFE, size) if size < 65536 else struct.pack(">BQ", 0xFF, size)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
        with self._writing, contextlib.suppress(OSError):  # whoever reads is told
            self._socket.sendall(bytes([0x80 | kind]) + length + mask + masked)

    def _read(self):
        """The host sends each frame, and each heart-beat, as a message of its own, in one piece."""
        kind, size = self._exactly(2)
        if size == 126:
            (size,) = struct.unpack(">H", self._exactly(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", self._exactly(8))
        return kind & 0x0F, self._exactly(size)

    def _exactly(self, size):
        piece = self._stream.read(size)
        if len(piece) < size:
            raise ConnectionError("The connection broke.")
        return piece
