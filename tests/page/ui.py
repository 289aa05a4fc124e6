"""`coffer ui` as a child process, and what speaks to it without a browser.

    ui = Ui(environment, folder)
    client = ui.launch()                      # uses the address up
    client.call("secrets/list")["secrets"]    # a CallError where the answer is an error

Needs the environment variable COFFER_BIN (ctest sets it).
"""

import http.client
import json
import os
import subprocess
import threading
import urllib.parse


class CallError(Exception):
    """{code, what, mend, field} of docs/page-calls.md."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['what']} {error['mend']}")
        self.code, self.what, self.mend, self.field = error["code"], error["what"], error["mend"], error["field"]


class Ui:
    def __init__(self, environment, folder, *arguments):
        self.process = subprocess.Popen(
            [os.environ["COFFER_BIN"], "ui", "--no-browser", *arguments], env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise RuntimeError(f"coffer ui did not start: {self.process.communicate()[1]}")
        self.messages = []
        self._reader = threading.Thread(target=lambda: self.messages.extend(self.process.stderr), daemon=True)
        self._reader.start()
        parts = urllib.parse.urlsplit(self.address)
        self.host, self.port, self.token = parts.netloc, parts.port, parts.fragment.removeprefix("launch=")
        self.origin = f"http://{self.host}"

    def request(self, method, path, body=None, headers=(), host=None):
        """As a stranger, who connects to 127.0.0.1 and may say what they like; returns (status, headers, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        try:
            connection.request(method, path, body, {"Host": host or self.host} | dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def launch(self):
        body = json.dumps({"token": self.token})
        status, headers, answer = self.request("POST", "/launch", body, self.json_headers())
        assert status == 200, answer
        return Client(self, headers["Set-Cookie"].split(";")[0])

    def json_headers(self):
        return {"Content-Type": "application/json", "Origin": self.origin}

    def end(self):
        """As by Ctrl-C; returns what the program said and its exit status."""
        self.process.terminate()
        status = self.process.wait()
        self._reader.join()
        rest = self.process.stdout.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return rest + "".join(self.messages), status


class Client:
    """Somebody with a session, who was told the token that every call must carry."""

    def __init__(self, ui, cookie):
        self.ui, self.cookie = ui, cookie
        status, _, answer = ui.request("POST", "/session", "{}", ui.json_headers() | {"Cookie": cookie})
        assert status == 200, answer
        self.token = json.loads(answer)["token"]

    def headers(self):
        return self.ui.json_headers() | {"Cookie": self.cookie, "Coffer-Token": self.token}

    def answer(self, name, /, **arguments):
        """The answer's bytes."""
        status, _, body = self.ui.request("POST", "/api/" + name, json.dumps(arguments), self.headers())
        assert status == 200, (name, status, body)
        return body

    def call(self, name, /, **arguments):
        answer = json.loads(self.answer(name, **arguments))
        if isinstance(answer, dict) and "error" in answer and isinstance(answer["error"], dict) and len(answer) == 1:
            raise CallError(answer["error"])
        return answer

    def events(self, after=0):
        """(name, data), one after the other, without end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ui.port)
        try:
            connection.request("GET", "/events", headers={"Host": self.ui.host, "Cookie": self.cookie, "Last-Event-ID": str(after)})
            stream, event = connection.getresponse(), {}
            assert stream.status == 200, stream.status
            for line in stream:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name in ("id", "event", "data"):
                    event[name] = value
                elif not name and "data" in event:
                    yield event["event"], json.loads(event["data"])
                    event = {}
        finally:
            connection.close()

    def wait_for(self, name, wanted=lambda data: True):
        """The data of the first event of that name that is wanted; those that were told before count, too."""
        return next(data for each, data in self.events() if each == name and wanted(data))
