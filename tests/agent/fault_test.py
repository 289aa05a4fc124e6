"""The agent under fault: killed in use, many clients, clients that stall, send half a message or rubbish, other users, other versions."""

import ctypes
import json
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import threading

import pexpect
import pytest
from desk import COFFER, PROTOCOL, VERSION, Talk, is_running, kill, wait_until

NOBODY = 65534
IS_ROOT = os.getuid() == 0


@pytest.fixture
def key(desk):
    desk.environment["COFFER_VAULT_KEY"] = desk.make_vault()


@pytest.fixture
def connected(desk, key):
    """Returns the agent's process."""
    desk.coffer("aws", "connect")
    return desk.status()["process"]


def finish(terminal):
    terminal.expect(pexpect.EOF)
    terminal.close()
    return terminal.exitstatus


# Killed.


def test_killed_while_it_asks_the_command_asks_itself(desk, key):
    process = desk.agent()
    desk.write_profiles(main="alice")
    terminal = desk.type("send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}")
    terminal.expect_exact("MFA code of")
    kill(process)
    terminal.sendline("000000")  # goes to an agent that is no more
    terminal.expect_exact("the agent is gone, going on without it")
    terminal.expect_exact("MFA code of")
    terminal.sendline(desk.cloud.mfa_code("alice"))
    assert finish(terminal) == 0
    assert len(desk.cloud.requests()) == 1


def test_killed_while_it_reads_the_request_goes_out_once_all_the_same(desk, connected):
    desk.cloud.fault("slow", action="GetSecretValue", ms=2000, count=1)
    sending = subprocess.Popen(
        [COFFER, "send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}"], env=desk.environment, cwd=desk.home, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_until(lambda: "GetSecretValue" in desk.cloud.actions())
    kill(connected)
    _, errors = sending.communicate()
    assert sending.returncode == 0
    assert "the agent is gone, going on without it" in errors
    assert len(desk.cloud.requests()) == 1


def test_killed_between_two_commands_leaves_a_socket_that_is_replaced(desk, connected):
    kill(connected)
    assert desk.socket_path.exists()
    assert not desk.status()["running"]
    desk.send("stripe")
    desk.coffer("aws", "connect")
    assert desk.status()["process"] != connected
    assert len(desk.connections()) == 1


def test_killed_in_the_middle_of_a_run(desk, connected):
    item = {"name": "a", "request": {"method": "POST", "url": desk.cloud.echo + "/post", "header": [{"key": "X-Key", "value": "{{vault:stripe}}"}]}}
    collection = {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [item]}
    (desk.home / "c.json").write_text(json.dumps(collection))
    run = subprocess.Popen([COFFER, "run", "c.json", "-n", "300", "--silent"], env=desk.environment, cwd=desk.home, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: desk.cloud.log())
    kill(connected)
    _, errors = run.communicate()
    assert run.returncode == 0, errors
    assert len(desk.cloud.log()) == 300


# Many.


def test_two_hundred_commands_at_once_fetch_once(desk, connected):
    item = {"name": "a", "request": {"method": "POST", "url": desk.cloud.echo + "/post", "header": [{"key": "X-Key", "value": "{{vault:stripe}}"}]}}
    collection = {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [item]}
    (desk.home / "c.json").write_text(json.dumps(collection))
    desk.cloud.clear_calls()
    desk.cloud.fault("slow", action="GetSecretValue", ms=1000, count=1)
    commands = [subprocess.Popen([COFFER, "check", "c.json"], env=desk.environment, cwd=desk.home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(200)]
    for command in commands:
        _, errors = command.communicate()
        assert (command.returncode, errors) == (0, b"")
    assert desk.cloud.actions() == ["GetSecretValue"]
    assert desk.status()["process"] == connected


def test_two_hundred_conversations_at_once(desk, connected):
    talks = [desk.talk() for _ in range(200)]
    problems = []

    def chat(talk):
        for _ in range(20):
            if talk.ask(do="status")["process"] != connected:
                problems.append(talk)

    threads = [threading.Thread(target=chat, args=(talk,)) for talk in talks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    for talk in talks:
        talk.close()


def threads_of(process):
    return len(os.listdir(f"/proc/{process}/task"))


def test_a_flood_of_idle_clients_makes_room_and_does_not_grow(desk, connected):
    talks = [desk.talk() for _ in range(600)]
    assert threads_of(connected) < 300
    assert talks[0].read() is None  # was idle longest
    assert talks[-1].ask(do="status")["process"] == connected
    desk.send("stripe")
    for talk in talks:
        talk.close()
    wait_until(lambda: threads_of(connected) < 5)


# Stalled, cut off, mad.


def test_clients_that_stall_keep_nobody_waiting(desk, connected):
    stalled = [Talk(desk.socket_path, greet=False) for _ in range(100)]
    for number, talk in enumerate(stalled):
        talk.socket.sendall(Talk.frame({"do": "hello", "version": VERSION, "protocol": PROTOCOL})[: 1 + number % 40])
    desk.send("stripe")
    assert desk.status()["process"] == connected
    for talk in stalled:
        assert talk.read() is None  # its time for a message is over
        talk.close()


def test_a_client_that_does_not_read_its_answers(desk, connected):
    deaf = desk.talk()
    names, values = ["HOME"], [str(desk.home).encode()]
    deaf.ask(do="open", variables=names, secrets=values)
    deaf.socket.settimeout(0.2)
    try:
        while True:
            deaf.write({"do": "connections"})
    except TimeoutError:
        pass
    desk.send("stripe")
    deaf.close()


def test_a_command_that_is_stopped_at_a_question_keeps_nobody_waiting(desk, key):
    process = desk.agent()
    terminal = desk.type("secret", "test", "stripe", "--profile", "alice")
    terminal.expect_exact("MFA code of")
    os.kill(terminal.pid, signal.SIGSTOP)
    desk.send("stripe")
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.sendline(desk.cloud.mfa_code("alice"))
    assert finish(terminal) == 0
    assert desk.status()["process"] == process


def test_half_messages_and_clients_that_die(desk, connected):
    whole = Talk.frame({"do": "hello", "version": VERSION, "protocol": PROTOCOL}) + Talk.frame({"do": "open", "variables": ["HOME"]}, [b"/"])
    for size in range(1, len(whole), 7):
        with Talk(desk.socket_path, greet=False) as talk:
            talk.socket.sendall(whole[:size])
    for _ in range(20):  # and while it works for them
        talk = desk.talk()
        talk.write({"do": "status"})
        talk.close()
    assert desk.status()["process"] == connected
    wait_until(lambda: threads_of(connected) < 5)


def test_rubbish(desk, connected):
    dice = random.Random(1)
    rubbish = [b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\0" * 100, b"\xff" * 100, struct.pack("<II", 5, 0) + b"{]}[x", struct.pack("<II", 2, 9) + b"{}\xff\xff\xff\xff12345"]
    rubbish += [dice.randbytes(dice.randrange(1, 5000)) for _ in range(200)]
    for each in rubbish:
        with Talk(desk.socket_path, greet=False) as talk:
            try:
                talk.socket.sendall(each)
            except (BrokenPipeError, ConnectionResetError):
                continue
    for each in rubbish[:5]:
        with desk.talk() as talk:
            talk.socket.sendall(each)
    assert desk.status()["process"] == connected


@pytest.mark.parametrize("message", [
    {}, {"do": 7}, {"do": "nothing"}, {"do": "read"}, {"do": "open"}, {"do": "open", "variables": ["A", "B"]}, {"do": "vault-key-put", "vault": "x"},
    {"do": "vault-key-explode", "vault": "x"}, {"do": "idle", "minutes": -1}, {"do": "idle", "minutes": "x"}, {"do": "connect", "name": "x"},
])  # fmt: skip
def test_messages_that_make_no_sense_are_answered_by_an_error(desk, connected, message):
    with desk.talk() as talk:
        assert talk.ask(**message)["error"]["code"] in ("malformed", "invalid-argument")
        assert talk.ask(do="status")["process"] == connected


def test_nothing_is_answered_before_the_greeting(desk, connected):
    for message in {"do": "status"}, {"do": "stop"}, {"do": "vault-key-get", "vault": "x"}:
        with Talk(desk.socket_path, greet=False) as talk:
            assert talk.ask(**message)["error"]["code"] == "malformed"
            assert talk.read() is None
    assert desk.status()["process"] == connected


# Other users.


def as_nobody(script, *arguments):
    """Runs Python as another user; returns what it printed."""
    drop = f"import os, socket, sys; os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    return subprocess.run([sys.executable, "-c", drop + script, *map(str, arguments)], capture_output=True, text=True, check=True, cwd="/").stdout.strip()


KNOCK = """
knocking = socket.socket(socket.AF_UNIX)
try:
    knocking.connect(sys.argv[1])
    knocking.sendall(bytes.fromhex(sys.argv[2]))
    print("answered" if knocking.recv(1) else "hung up")
except (BrokenPipeError, ConnectionResetError):
    print("hung up")
except PermissionError:
    print("no entry")
"""


@pytest.mark.skipif(not IS_ROOT, reason="only root can become another user")
def test_another_user_is_refused_by_the_folder_and_by_the_agent(desk, connected):
    hello = Talk.frame({"do": "hello", "version": VERSION, "protocol": PROTOCOL}).hex()
    assert as_nobody(KNOCK, desk.socket_path, hello) == "no entry"
    folder = desk.socket_path.parent
    for each in (folder, folder.parent, folder.parent.parent):
        each.chmod(0o755)
    desk.socket_path.chmod(0o666)
    assert as_nobody(KNOCK, desk.socket_path, hello) == "hung up"
    folder.chmod(0o700)
    assert desk.status()["process"] == connected


@pytest.mark.skipif(not IS_ROOT, reason="only root can become another user")
def test_an_agent_of_another_user_gets_nothing(desk, key):
    folder = desk.socket_path.parent
    folder.mkdir(mode=0o700)
    trap = "listening = socket.socket(fileno=int(sys.argv[1])); listening.listen(); print('ready', flush=True)\ntalking, _ = listening.accept(); print(talking.recv(1000))"
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(desk.socket_path))
        drop = f"import os, socket, sys; os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        other = subprocess.Popen([sys.executable, "-c", drop + trap, str(bound.fileno())], pass_fds=[bound.fileno()], stdout=subprocess.PIPE, text=True)
        assert other.stdout.readline() == "ready\n"
        done = desk.coffer("aws", "connect", status=1)
    assert "is another user's" in done.stderr
    assert other.communicate()[0] == "b''\n"


def test_a_folder_that_others_can_enter_is_refused(desk, connected):
    desk.socket_path.parent.chmod(0o755)
    done = desk.send("stripe")
    assert "going on without the agent" in done.stderr and "can be entered by others" in done.stderr
    assert "can be entered by others" in desk.coffer("aws", "connect", status=1).stderr
    desk.socket_path.parent.chmod(0o700)


def test_a_folder_that_is_a_symbolic_link_is_refused(desk):
    elsewhere = desk.home / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    desk.socket_path.parent.symlink_to(elsewhere)
    assert "agent's folder" in desk.coffer("agent", "start", status=1).stderr
    assert list(elsewhere.iterdir()) == []


# The place.


def test_a_file_where_the_socket_should_be(desk, key):
    desk.socket_path.parent.mkdir(mode=0o700)
    desk.socket_path.write_text("mine")
    assert "is no socket" in desk.coffer("agent", "start", status=1).stderr
    done = desk.send("stripe")
    assert "going on without the agent" in done.stderr
    assert desk.socket_path.read_text() == "mine"


def test_started_many_times_at_once_there_is_one(desk):
    starts = [subprocess.Popen([COFFER, "agent", "start"], env=desk.environment, cwd=desk.home, stderr=subprocess.PIPE, text=True) for _ in range(12)]
    said = {start.communicate()[1] for start in starts}
    assert [start.returncode for start in starts] == [0] * 12, said
    assert said == {f"The agent runs (process {desk.status()['process']}).\n"}


def test_stop_and_start_in_a_hurry(desk):
    for _ in range(10):
        process = desk.agent()
        desk.coffer("agent", "stop")
        wait_until(lambda: not is_running(process))
    assert not desk.status()["running"]


def test_ends_though_aws_does_not_answer(desk, connected):
    desk.cloud.fault("slow", action="GetSecretValue", ms=3000, count=1)
    sending = subprocess.Popen([COFFER, "secret", "test", "stripe"], env=desk.environment, cwd=desk.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: "GetSecretValue" in desk.cloud.actions())
    desk.coffer("agent", "stop")
    wait_until(lambda: not is_running(connected))
    assert not desk.socket_path.exists()
    assert sending.wait() == 0


@pytest.mark.skipif(not IS_ROOT, reason="only root can mount")
def test_a_disk_without_room(desk, key):
    """It writes nothing, but its socket and its lock need a name each."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", str(desk.runtime).encode(), b"tmpfs", 0, b"size=4k,nr_inodes=2,mode=700") != 0:
        pytest.skip("nothing can be mounted here")
    try:
        done = desk.coffer("agent", "start", status=1)
        assert "No space left on device" in done.stderr
        assert not desk.status()["running"]
        desk.send("stripe")
    finally:
        libc.umount2(str(desk.runtime).encode(), 2)


# Other versions.

OLD_AGENT = """
import json, os, socket, struct, sys
os.makedirs(os.path.dirname(sys.argv[1]), 0o700, exist_ok=True)
listening = socket.socket(socket.AF_UNIX); listening.bind(sys.argv[1]); listening.listen()
print("ready", flush=True)
while True:
    talking, _ = listening.accept()
    talking.recv(1000)
    text = json.dumps({"error": {"code": "unsupported", "what": "the agent that runs is of Coffer 0.0.1", "mend": "End it: coffer agent stop.", "field": ""}}).encode()
    talking.sendall(struct.pack("<II", len(text), 0) + text)
    talking.close()
"""


def test_a_client_of_another_version_is_told(desk, connected):
    for other in {"version": "9.9.9", "protocol": PROTOCOL}, {"version": VERSION, "protocol": PROTOCOL + 1}:
        with Talk(desk.socket_path, greet=False) as talk:
            error = talk.ask(do="hello", **other)["error"]
            assert error["code"] == "unsupported"
            assert f"is of Coffer {VERSION}" in error["what"] and "coffer agent stop" in error["mend"]
            assert talk.read() is None


def test_an_agent_of_another_version(desk, key):
    old = subprocess.Popen([sys.executable, "-c", OLD_AGENT, str(desk.socket_path)], stdout=subprocess.PIPE, text=True)
    assert old.stdout.readline() == "ready\n"
    for command in ("aws", "connect"), ("vault", "unlock"), ("agent", "status"), ("agent", "lock"), ("agent", "start"):
        assert "is of Coffer 0.0.1" in desk.coffer(*command, status=1).stderr
    done = desk.send("stripe")
    assert "going on without the agent: the agent that runs is of Coffer 0.0.1" in done.stderr
    desk.coffer("agent", "stop")
    assert old.wait() == -signal.SIGTERM
    old.stdout.close()
    desk.coffer("aws", "connect")
    assert len(desk.connections()) == 1
