"""A host's no, and whether the same may go well later."""

# Codes after which it may.
PASSING = {"CONNECT_TIMEOUT", "REQUEST_TIMEOUT", "TOO_FAST", "TOO_MANY_CONNECTIONS", "HOST_FULL", "SLOW_READER",
           "SILENT_PEER", "SHUTTING_DOWN", "UNAVAILABLE", "INTERNAL"}


class Refused(Exception):
    """By a code of the host's table. retry_after: seconds until it will listen again; 0 where it named no time."""

    def __init__(self, code, message, retry_after=0):
        super().__init__(message)
        self.code, self.retry_after = code, retry_after
