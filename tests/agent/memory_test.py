"""What the agent holds lies in locked, non-dumpable memory only, and after a lock nowhere."""

import os
import pathlib
import re

import pytest
from desk import LOCAL, copies_in_memory, wait_until

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root may look into a process that is not dumpable")


@pytest.fixture
def planted(desk):
    """An agent that holds a vault key, a session's credentials (from the environment) and a value; what that is, by name."""
    key = desk.make_vault()
    session = desk.cloud.mfa_session("alice")
    desk.environment |= {
        "AWS_ACCESS_KEY_ID": session["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": session["SecretAccessKey"], "AWS_SESSION_TOKEN": session["SessionToken"],
    }  # fmt: skip
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.coffer("aws", "connect")
    desk.coffer("secret", "link", "role", "--secret-arn", desk.cloud.arn("payments/api-token"), "--role-arn",
                "arn:aws:iam::111122223333:role/payments-reader", "--external-id", "coffer-demo")  # fmt: skip
    desk.send("stripe")
    desk.send("role")
    values = [request.header("X-Key") for request in desk.cloud.requests()]
    return {"vault key": key, "secret key": session["SecretAccessKey"], "session token": session["SessionToken"], "value": values[0], "value by role": values[1]}


def held(desk, planted):
    process = desk.status()["process"]
    return {name: copies_in_memory(process, value.encode()) for name, value in planted.items()}


def test_it_is_in_locked_memory_only_and_after_lock_nowhere(desk, planted):
    for name, places in held(desk, planted).items():
        assert places, f"the search does not find the {name}, which must be there"
        for flags in places:
            assert {"lo", "dd", "wf"} <= flags, f"{name}: {flags}"
    desk.coffer("agent", "lock")
    assert not any(held(desk, planted).values())


def test_a_lock_reaches_what_an_idle_client_told(desk, planted):
    idle = desk.talk()
    names = ["AWS_SECRET_ACCESS_KEY", "HOME"]
    assert "error" not in idle.ask(do="open", variables=names, secrets=[b"told-by-an-idle-client", b"/"])
    assert copies_in_memory(desk.status()["process"], b"told-by-an-idle-client")
    desk.coffer("agent", "lock")
    assert idle.read() is None
    wait_until(lambda: not copies_in_memory(desk.status()["process"], b"told-by-an-idle-client"))


def test_after_disconnect_nothing_of_the_connection_is_there(desk, planted):
    desk.coffer("aws", "disconnect")
    left = held(desk, planted)
    assert not left["value"] and not left["value by role"]
    assert left["vault key"]
    # The environment's keys are the surroundings' themselves: they are told anew with each command.
    assert all({"lo", "dd", "wf"} <= flags for flags in left["secret key"])


def test_typed_keys_are_gone_after_disconnect(desk):
    import pexpect

    key_id, secret = desk.cloud.keys("ci")
    (desk.home / ".aws" / "credentials").unlink()
    terminal = desk.type("aws", "connect", "--type", "long-lived")
    for question, answer in ("Access key ID: ", key_id), ("Secret access key: ", secret), ("MFA device ARN (empty: none): ", ""):
        terminal.expect_exact(question)
        terminal.sendline(answer)
    terminal.expect(pexpect.EOF)
    terminal.close()
    process = desk.status()["process"]
    assert copies_in_memory(process, secret.encode())
    desk.coffer("aws", "disconnect")
    assert not copies_in_memory(process, secret.encode())


def test_nobody_but_root_may_look_and_no_crash_leaves_a_core(desk, planted):
    process = pathlib.Path(f"/proc/{desk.status()['process']}")
    assert (process / "mem").stat().st_uid == 0  # what is not dumpable is root's in /proc
    assert re.search(r"Max core file size\s+0\s+0\s", (process / "limits").read_text())
    for name in ("cmdline", "environ"):
        content = (process / name).read_bytes()
        assert not any(value.encode() in content for value in planted.values()), name
    assert b"HOME=" in (process / "environ").read_bytes()
    assert os.readlink(process / "cwd") == "/"


def test_on_disk_it_leaves_an_empty_lock_and_a_socket(desk, planted):
    folder = desk.socket_path.parent
    assert sorted((each.name, each.stat().st_size) for each in folder.iterdir()) == [("agent.lock", 0), ("agent.sock", 0)]
    planted["local"] = LOCAL
    for path in desk.home.rglob("*"):
        if path.is_file():
            assert not any(value.encode() in path.read_bytes() for value in planted.values()), path
