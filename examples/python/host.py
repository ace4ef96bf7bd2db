"""The REST side of a host: signing in, and finding a room."""
import json, urllib.error, urllib.request, uuid
from refused import Refused

PATIENCE = 20  # seconds for an answer


class Host:
    def __init__(self, address):
        """Such as http://127.0.0.1:7420."""
        self.address, self._signed_in = address, None
        # By it the host knows a refresh that is asked for again, as its answer was lost.
        self._nonce = str(uuid.uuid4())

    @property
    def authorization(self):
        return "Bearer " + self._signed_in["token"]

    def sign_in(self, nickname, password):
        """A token lives for minutes, and a connection as long as its token: each needs a new one. It is of the same person, again and again."""
        knock = {"password": password} if password else {}
        if self._signed_in:
            self._signed_in = self._rest(
                "auth/refresh", {"refreshToken": self._signed_in["refreshToken"], "nonce": self._nonce, **knock}
            )
        else:
            self._signed_in = self._rest("auth/guest", {"nickname": nickname, **knock})

    def find_room(self, name):
        """The room of this name, made where there is none, and where its log ends: roomId, seq, epoch."""
        same_name = [room for room in self._rest("rooms")["rooms"] if room["name"] == name]
        room = same_name[0] if same_name else self._rest("rooms", {"name": name})
        return self._rest("rooms/" + room["roomId"])

    def _rest(self, path, body=None):
        """POST where there is a body, GET where there is none."""
        headers = {"Content-Type": "application/json"}
        if self._signed_in:
            headers["Authorization"] = self.authorization
        data = body and json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            no, retry_after = json.load(error), int(error.headers.get("Retry-After", 0))
            raise Refused(no["code"], no["message"], retry_after) from None
