"""Speaks to coffer-sandbox as Coffer does: frames over its descriptor 3 (docs/script-protocol.md)."""

import json
import os
import socket
import struct
import subprocess

REQUEST = {
    "method": "GET",
    "url": {"protocol": "http", "host": ["api", "example"], "path": ["get"], "query": [{"key": "q", "value": "1"}]},
    "header": [{"key": "X-Own", "value": "yes"}],
}
RESPONSE = {
    "code": 200,
    "status": "OK",
    "header": [{"key": "Content-Type", "value": "application/json"}, {"key": "X-Two", "value": "2"}],
    "responseTime": 5,
}
BODY = json.dumps({"args": {"foo": "bar"}, "list": [1, 2, 3]}).encode()
COOKIE = {"name": "sid", "value": "abc", "domain": "api.example", "path": "/"}


class Outcome:
    """What a script brought: `console` and `asserted` in short, `done` and all `frames` as they came."""

    def __init__(self, frames):
        self.frames = frames
        self.done = frames[-1]
        self.console = [" ".join(each["args"]) for each in frames if each["type"] == "console"]
        self.warned = [each["args"][0] for each in frames if each["type"] == "console" and each["level"] == "warn"]
        self.errors = [each["error"] for each in frames if each["type"] == "error"]
        self.calls = [each for each in frames if each["type"] == "call"]
        self.assertions = [each for each in frames if each["type"] == "assertion"]

    @property
    def asserted(self):
        return {each["name"]: True if each["passed"] else each["error"]["message"] for each in self.assertions}

    @property
    def error(self):
        return self.done.get("error")


class Sandbox:
    def __init__(self):
        ours, theirs = socket.socketpair()
        self.socket, self.buffer = ours, b""
        command = [os.environ["COFFER_SANDBOX"], str(os.getpid()), str(256 << 20), "UTC", "C.UTF-8"]
        at = theirs.fileno()
        self.process = subprocess.Popen(command, pass_fds=[3, at], preexec_fn=lambda: os.dup2(at, 3), env={})
        theirs.close()
        assert self.take()[0] == {"type": "ready"}

    def close(self):
        self.socket.close()
        self.process.wait()

    def put(self, frame, blob=b""):
        text = json.dumps(frame).encode()
        self.socket.sendall(struct.pack("<II", len(text), len(blob)) + text + blob)

    def read(self, size):
        while len(self.buffer) < size:
            got = self.socket.recv(1 << 16)
            assert got, f"the sandbox is gone: {self.process.wait()}"
            self.buffer += got
        out, self.buffer = self.buffer[:size], self.buffer[size:]
        return out

    def take(self):
        text, blob = struct.unpack("<II", self.read(8))
        frame = json.loads(self.read(text))
        return frame, self.read(blob)

    def run(self, source, event="test", answer=None, body=BODY, **members):
        """`answer(call, blob)` gives the members of an answer and its blob, for each call of the script's."""
        frame = {
            "type": "run", "event": event, "source": source, "path": ["Collection", "Folder", "Request"], "owner": "Folder / Request",
            "item": {"id": "an-id", "name": "Request"}, "iteration": 1, "iterations": 3, "request": REQUEST, "cookies": [COOKIE],
            "environment": {"id": "e", "name": "env", "values": [{"key": "a", "value": "1", "type": "any"}]},
            "globals": {"id": "g", "values": [{"key": "g", "value": "2", "type": "any"}]},
            "collectionVariables": {"values": [{"key": "c", "value": "3", "type": "any"}]},
            "variables": {"values": []},
        }
        if event == "test":
            frame["response"] = RESPONSE
        self.put(frame | members, body if event == "test" else b"")
        frames = []
        while True:
            got, blob = self.take()
            frames.append(got | {"blob": blob} if blob else got)
            if got["type"] == "done":
                return Outcome(frames)
            if got["type"] == "call" and answer:
                said, given = answer(got, blob)
                self.put({"type": "answer", "call": got["call"]} | said, given)
