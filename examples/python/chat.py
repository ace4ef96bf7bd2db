"""A guest of a Sarangbang host, in Python's standard library alone.

    python3 chat.py http://127.0.0.1:7420 NICKNAME ROOM

Enters the room, made where there is none of that name, and says each line that you type. When the connection breaks it
comes back by itself, shows what it missed, and says again what has no receipt. At the end of the input it takes its leave.
A host with a password wants it in the variable SARANGBANG_PASSWORD.
"""
import http.client, json, os, random, sys, threading, time, uuid
from host import Host
from refused import PASSING, Refused
from stomp_connection import StompConnection

LOOK_BACK = 20  # how many of the room's last entries a newcomer is shown
LATER = 1  # seconds, where the host names no time


class Chat:
    def __init__(self, address, nickname, room_name):
        self.host, self.nickname, self.room_name = Host(address), nickname, room_name
        self.room = self.connection = None
        self.seen, self.epoch = 0, None  # the last entry that was shown: the next replay begins after it
        self.unsent = []  # has no receipt yet, oldest first; a program that people rely on keeps this on disk
        self.entered = self.input_ended = False  # entered: what is typed can go out at once
        self.turn = threading.RLock()  # one thread types, one hears

    def converse(self):
        """Returns when the connection has ended; raises Refused where the host said why."""
        self.host.sign_in(self.nickname, os.environ.get("SARANGBANG_PASSWORD"))
        if self.room is None:
            self.choose_room()
        self.connection = StompConnection(self.host.address, {"Authorization": self.host.authorization})
        try:
            for command, headers, body in self.connection.frames():
                with self.turn:
                    self.hear(command, headers, body)
        except Refused as refusal:
            if refusal.code != "TOKEN_EXPIRED":  # the next connection has a new one
                raise
        finally:
            self.connection.close()

    def choose_room(self):
        room = self.host.find_room(self.room_name)
        self.seen, self.epoch = max(0, room["seq"] - LOOK_BACK), room["epoch"]
        self.room = room["roomId"]

    def hear(self, command, headers, body):
        if command == "CONNECTED":
            self.arrive()
        elif command == "RECEIPT":
            self.kept(headers["receipt-id"])
        elif headers["subscription"] == "log":
            self.show(json.loads(body))
        else:
            self.refused(json.loads(body))

    def arrive(self):
        show("CONNECTED")
        self.connection.send("SUBSCRIBE", {"id": "refusals", "destination": "/user/queue/errors"})
        self.listen()
        self.enter()

    def listen(self):
        since = {"since": self.seen, **({"epoch": self.epoch} if self.epoch else {})}
        headers = {"id": "log", "destination": f"/topic/rooms/{self.room}", "receipt": "listen"}
        self.connection.send("SUBSCRIBE", {**headers, **since})

    def enter(self):
        """Changes nothing for somebody who is in."""
        self.connection.send("SEND", {"destination": f"/app/rooms/{self.room}/enter", "receipt": "enter"})

    def say_next(self):
        """One talk at a time: so they are kept in the order in which they were typed, whatever happens in between."""
        if self.entered and self.unsent:
            headers = {"destination": f"/app/rooms/{self.room}/talk", "receipt": self.unsent[0]["nonce"]}
            self.connection.send("SEND", headers, json.dumps(self.unsent[0]))
        elif self.entered and self.input_ended:
            self.connection.send("DISCONNECT", {"receipt": "bye"})

    def kept(self, receipt):
        if receipt == "bye":
            leave()
        if receipt == "enter":
            self.entered = True
        elif self.unsent and receipt == self.unsent[0]["nonce"]:
            show("KEPT", self.unsent.pop(0)["message"])
        else:
            return
        self.say_next()

    def show(self, message):
        if message["type"] == "CAUGHT_UP":
            show("CAUGHT_UP", message["seq"])
        elif message["type"] == "GAP":
            # The log does not hold what came before. If it is another log, its next entry tells its epoch.
            self.seen, self.epoch = message["to"], None
            show("GAP", message["from"], message["to"])
        else:
            self.seen, self.epoch = message["seq"], message["epoch"]
            show(message["type"], message["seq"], message["sender"], message["message"])

    def refused(self, refusal):
        if refusal["code"] == "TOKEN_EXPIRING":
            return self.stay()
        show("REFUSED", refusal["code"], refusal["message"])
        again = {"listen": self.listen, "enter": self.enter}.get(refusal["receipt"], self.say_next)
        if refusal["code"] in PASSING:
            wait = refusal.get("retryAfter", LATER * 1000) / 1000
            threading.Timer(wait, self.on_connection, [self.connection, again]).start()
        elif refusal["nonce"] is None:
            leave(refusal["message"])
        else:
            if self.unsent and refusal["nonce"] == self.unsent[0]["nonce"]:
                self.unsent.pop(0)
            self.say_next()

    def stay(self):
        """The host is shown a new token before the old one ends, and goes on with this connection."""
        self.host.sign_in(self.nickname, os.environ.get("SARANGBANG_PASSWORD"))
        self.connection.send("SEND", {"destination": "/app/token", "Authorization": self.host.authorization})

    def type_lines(self):
        for line in map(str.strip, sys.stdin):
            if line:
                self.in_turn(self.say, line)
        self.in_turn(self.end_input)

    def say(self, line):
        self.unsent.append({"message": line, "nonce": str(uuid.uuid4())})
        if len(self.unsent) == 1:  # otherwise another is on its way, and this one's turn comes
            self.say_next()

    def end_input(self):
        self.input_ended = True
        if not self.unsent:
            self.say_next()

    def in_turn(self, act, *what):
        with self.turn:
            act(*what)

    def on_connection(self, connection, act):
        """The next connection begins with all of it anyway."""
        with self.turn:
            if connection is self.connection:
                act()

    def stay_connected(self):
        wait = LATER
        while True:
            at_least = 0
            try:
                self.converse()
            except Refused as refusal:
                if refusal.code not in PASSING:
                    leave(refusal)
                at_least = refusal.retry_after
            except (OSError, http.client.HTTPException):
                pass  # a network that fails
            wait = LATER if self.entered else min(wait * 2, 30)
            self.entered = False
            show("AWAY")
            # Not all at once, when a host comes back that many wait for.
            time.sleep(max(at_least, wait * random.uniform(0.5, 1)))


def show(*words):
    print(*words, flush=True)


def leave(why=None):
    """The other thread waits for a line, and would hold up an ordinary exit."""
    if why:
        print(why, file=sys.stderr, flush=True)
    os._exit(1 if why else 0)


if len(sys.argv) != 4:
    sys.exit(__doc__)
chat = Chat(*sys.argv[1:])
threading.Thread(target=chat.type_lines, daemon=True).start()
chat.stay_connected()
