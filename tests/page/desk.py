"""A user's machine with the page: a HOME, a runtime folder, a stand-in cloud, a folder of collections."""

import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from standin import REGION, SAMPLE_STATE, StandIn  # noqa: F401 - tests have them from here
from ui import Ui

COFFER = os.environ["COFFER_BIN"]
PASSPHRASE = "correct horse battery"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


class Desk:
    def __init__(self, folder, cloud):
        self.home, self.runtime, self.work = folder / "home", folder / "run", folder / "work"
        for each in (self.home, self.runtime, self.work, self.home / ".aws"):
            each.mkdir(mode=0o700)
        self.cloud = cloud
        self.environment = {
            "HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "NO_PROXY": "127.0.0.1,localhost", "XDG_RUNTIME_DIR": str(self.runtime),
            "AWS_ENDPOINT_URL": cloud.endpoint, "AWS_MAX_ATTEMPTS": "1", "AWS_EC2_METADATA_DISABLED": "true",
        }  # fmt: skip
        self.uis = []

    # The command line.

    def coffer(self, *arguments, status=0, stdin="", environment={}):
        done = subprocess.run([COFFER, *arguments], env=self.environment | environment, cwd=self.work, input=stdin, capture_output=True, text=True)
        assert status is None or done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done

    def make_vault(self, **values):
        """With local secrets; the page finds it locked unless the agent is given its key."""
        password = self.home / "pw"
        password.write_text(PASSPHRASE + "\n")
        password.chmod(0o600)
        self.coffer("vault", "init", "--passphrase-file", str(password))
        key = self.coffer("vault", "key", "--yes", "--passphrase-file", str(password)).stdout.strip()
        self.unlocked = {"COFFER_VAULT_KEY": key}  # for commands beside the page
        for name, value in values.items():
            self.coffer("secret", "set", name, stdin=value, environment=self.unlocked)

    def unlock(self):
        self.coffer("vault", "unlock", "--passphrase-file", str(self.home / "pw"))

    def write_profiles(self, **users):
        text = "".join("[{}]\naws_access_key_id = {}\naws_secret_access_key = {}\n".format(profile, *self.cloud.keys(user)) for profile, user in users.items())
        (self.home / ".aws" / "credentials").write_text(text)
        (self.home / ".aws" / "config").write_text("".join(f"[{'default' if profile == 'default' else f'profile {profile}'}]\nregion = {REGION}\n" for profile in users))

    def collection(self, items, file="shop.json", name="Shop", **members):
        path = self.work / file
        path.write_text(json.dumps({"info": {"name": name, "schema": SCHEMA}, "item": items} | members, indent=2) + "\n")
        return path

    def variables(self, file, name, **values):
        path = self.work / file
        entries = [{"key": key, "value": value, "type": "default", "enabled": True} for key, value in values.items()]
        path.write_text(json.dumps({"id": name, "name": name, "values": entries, "_postman_variable_scope": "environment"}, indent="\t"))
        return path

    # The page.

    def start(self, *arguments, environment={}):
        ui = Ui(self.environment | environment, self.work, *arguments)
        self.uis.append(ui)
        return ui

    def agent(self):
        """The agent's process."""
        return json.loads(self.coffer("agent", "status", "--json").stdout)["process"]

    def end(self):
        for ui in self.uis:
            if ui.process.poll() is None:
                ui.end()
        self.coffer("agent", "stop", status=None)


def request(name, method, url, **members):
    return {"name": name, "request": {"method": method, "header": [], "url": url} | members}
