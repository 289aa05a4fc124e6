"""`coffer demo --page`: the page on the sample data, and nothing left of it."""

import os
import pathlib
import signal
import subprocess
import urllib.parse

from ui import Ui


class Demo(Ui):
    """What speaks to a page that somebody else has started."""

    def __init__(self, address):
        parts = urllib.parse.urlsplit(address)
        self.host, self.port, self.token, self.origin = parts.netloc, parts.port, parts.fragment.removeprefix("launch="), f"http://{parts.netloc}"


def test_it_shows_the_sample_data_and_leaves_nothing_behind(folder):
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": str(folder), "AWS_EC2_METADATA_DISABLED": "true"}
    demo = subprocess.Popen([os.environ["COFFER_BIN"], "demo", "--page"], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        first = demo.stdout.readline()
        client = Demo(first.split()[-1]).launch()
        client.call("vault/unlock", passphrase="correct horse battery staple")
        names = {secret["name"] for secret in client.call("secrets/list")["secrets"]}
        assert names == {"stripe-test-key", "github-token", "payments-api-key", "orders-db-password"}
        files = {(file["kind"], file["name"]) for file in client.call("folder/state")["files"]}
        assert files == {("collection", "Payments"), ("environment", "Local")}
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait()
        demo.stdout.close()
    assert list(pathlib.Path(folder).glob("coffer-demo-*")) == []
