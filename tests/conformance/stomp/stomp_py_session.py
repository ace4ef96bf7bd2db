"""Plays a whole session by Debian's python3-stomp, and prints what it heard: a JSON list a line.

    python3 stomp_py_session.py VERSION PORT TOKEN ROOM
"""

import collections
import json
import queue
import sys
import uuid

import stomp

# Seconds after which what was waited for has not come.
PATIENCE = 30

CONNECTIONS = {
    "1.0": stomp.StompConnection10,
    "1.1": stomp.StompConnection11,
    "1.2": stomp.StompConnection12,
}


class Ear(stomp.ConnectionListener):
    """Keeps what comes, each kind in its order: between a MESSAGE and a RECEIPT there is none."""

    def __init__(self):
        self.heard = collections.defaultdict(queue.Queue)

    def on_connected(self, frame):
        self.heard["CONNECTED"].put(frame)

    def on_message(self, frame):
        self.heard["MESSAGE"].put(frame)

    def on_receipt(self, frame):
        self.heard["RECEIPT"].put(frame)

    def on_error(self, frame):
        self.heard["ERROR"].put(frame)

    def on_disconnected(self):
        self.heard["DISCONNECTED"].put(None)

    def on_heartbeat(self):
        self.heard["beat"].put(None)

    def next(self, kind):
        return self.heard[kind].get(timeout=PATIENCE)


class Client:
    """A connection in one version, and what is said on it."""

    def __init__(self, version, port, token):
        self.version = version
        self.ear = Ear()
        # By itself it gives a server up that beats half a second late, as any may on a busy machine.
        beating = {"heartbeats": (2000, 1000), "heart_beat_receive_scale": PATIENCE}
        beats = {} if version == "1.0" else beating
        self.connection = CONNECTIONS[version]([("127.0.0.1", port)], **beats)
        self.connection.set_listener("ear", self.ear)
        self.connection.connect(wait=True, headers={"Authorization": f"Bearer {token}"})

    def hear(self, kind):
        """The next frame of this kind, which is printed."""
        frame = self.ear.next(kind)
        print(json.dumps([kind, *told(frame)], ensure_ascii=False), flush=True)
        return frame

    def talk(self, room, message, **headers):
        body = json.dumps({"message": message, "nonce": str(uuid.uuid4())}, ensure_ascii=False)
        self.connection.send(f"/app/rooms/{room}/talk", body, "application/json", headers)

    def acknowledge(self, message, how, **more):
        """`how`: ack or nack. Each version names the message in its own way."""
        say = getattr(self.connection, how)
        if self.version == "1.2":
            say(message.headers["ack"], **more)
        elif self.version == "1.1":
            say(message.headers["message-id"], message.headers["subscription"], **more)
        else:
            say(message.headers["message-id"], **more)


def told(frame):
    if frame is None:
        return []
    if frame.cmd == "CONNECTED":
        return [frame.headers["version"]]
    if frame.cmd == "RECEIPT":
        return [frame.headers["receipt-id"]]
    if frame.cmd == "ERROR":
        return [frame.headers["code"], frame.headers["receipt-id"], frame.body]
    return [json.loads(frame.body)["message"]]


def converse(version, port, token, room):
    """Everything that a client does, and its leave."""
    client = Client(version, port, token)
    client.hear("CONNECTED")
    headers = {"prefetch-count": "1", "receipt": "subscribed"}
    client.connection.subscribe(f"/topic/rooms/{room}", id="log", ack="client", headers=headers)
    client.hear("RECEIPT")

    client.talk(room, "하나: \\ 둘", receipt="kept")
    client.hear("RECEIPT")
    first = client.hear("MESSAGE")

    aborted = client.connection.begin()
    client.talk(room, "없던 말", transaction=aborted)
    client.connection.abort(aborted)

    committed = client.connection.begin()
    client.talk(room, "셋", transaction=committed)
    client.acknowledge(first, "ack", transaction=committed)
    client.connection.commit(committed)
    second = client.hear("MESSAGE")

    client.talk(room, "넷")
    client.acknowledge(second, "ack" if version == "1.0" else "nack")
    client.hear("MESSAGE")

    if version != "1.0":
        for _ in range(3):
            client.ear.next("beat")

    client.connection.unsubscribe(id="log", headers={"receipt": "unsubscribed"})
    client.hear("RECEIPT")
    client.connection.disconnect(receipt="bye")
    client.hear("RECEIPT")
    client.hear("DISCONNECTED")


def offend(version, port, token):
    """A frame that lacks its header."""
    client = Client(version, port, token)
    client.hear("CONNECTED")
    client.connection.send_frame("SEND", {"receipt": "wrong"})
    client.hear("ERROR")
    client.hear("DISCONNECTED")


if __name__ == "__main__":
    VERSION, PORT, TOKEN, ROOM = sys.argv[1:]
    converse(VERSION, int(PORT), TOKEN, ROOM)
    offend(VERSION, int(PORT), TOKEN)
