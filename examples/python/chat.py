"""A guest of a Sarangbang host in Python's standard library alone: STOMP 1.2 in the messages of a WebSocket.

    python3 chat.py http://127.0.0.1:7420 NICKNAME ROOM

Enters the room, made where there is none of that name, and says each line that you type. A blank line hangs up; the next
line connects again and shows first what was missed.
"""
import base64, http.client, json, os, socket, struct, sys, urllib.parse, uuid

if len(sys.argv) != 4:
    sys.exit(__doc__)
url, nickname, room_name = urllib.parse.urlsplit(sys.argv[1]), sys.argv[2], sys.argv[3]
token, last_seq = "", 0


def rest(method, path, body=None):
    headers = {"Content-Type": "application/json"} if body else {}
    connection = http.client.HTTPConnection(url.netloc)
    connection.request(method, "/api/" + path, json.dumps(body) if body else None, {**headers, "X-Auth-Token": token})
    return json.load(connection.getresponse())


class Stomp:
    def __init__(self):
        self.socket = socket.create_connection((url.hostname, url.port))
        self.stream = self.socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET /ws HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode())
        while self.stream.readline().strip():
            pass  # the headers of the answer
        self.send("CONNECT", {"accept-version": "1.2", "Authorization": "Bearer " + token})
        self.send("SUBSCRIBE", {"id": "refusals", "destination": "/user/queue/errors"})
        self.send("SUBSCRIBE", {"id": "log", "destination": f"/topic/rooms/{room}", "since": last_seq})
        self.show_until("CAUGHT_UP")
        self.command("enter")  # changes nothing for somebody who is in

    def send(self, command, headers, body=""):
        payload = "\n".join([command, *(f"{name}:{value}" for name, value in headers.items()), "", body + "\0"]).encode()
        size = bytes([0x80 | len(payload)]) if len(payload) < 126 else struct.pack(">BH", 0xFE, len(payload))
        mask = os.urandom(4)
        self.socket.sendall(b"\x81" + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload)))

    def command(self, name, **body):
        """The RECEIPT says that it is kept."""
        self.send("SEND", {"destination": f"/app/rooms/{room}/{name}", "receipt": name}, json.dumps(body))
        self.show_until("RECEIPT", "REFUSED")

    def show_until(self, *last):
        global last_seq
        while True:
            kind, size = self.stream.read(2)
            if size == 126:
                (size,) = struct.unpack(">H", self.stream.read(2))
            payload = self.stream.read(size).decode(errors="replace")
            if kind == 0x88 or payload.startswith("ERROR"):
                sys.exit(payload)
            head, body = payload.rstrip("\0").split("\n\n", 1)
            said = json.loads(body) if body else {}
            what = said.get("type") or ("REFUSED" if said else head.split("\n")[0])
            last_seq = said.get("seq", last_seq)
            print(what, *(said[part] for part in ("seq", "code", "sender", "message") if part in said), flush=True)
            if what in last:
                return


token = rest("POST", "auth/guest", {"nickname": nickname})["token"]
same_name = [room for room in rest("GET", "rooms")["rooms"] if room["name"] == room_name]
room = (same_name or [rest("POST", "rooms", {"name": room_name})])[0]["roomId"]
stomp = Stomp()
for line in map(str.strip, sys.stdin):
    if line:
        stomp = stomp or Stomp()
        stomp.command("talk", message=line, nonce=str(uuid.uuid4()))
    elif stomp:
        stomp.stream.close(), stomp.socket.close()
        stomp = None
        print("AWAY", flush=True)
