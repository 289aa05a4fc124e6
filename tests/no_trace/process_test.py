"""The process while a secret is in flight: its command line, environment, limits, memory, and what a crash leaves."""

import os
import pathlib
import re
import resource
import signal
import subprocess

import pytest
from world import CREDENTIALS, LINKED, LOCAL

VALUE = LOCAL["quoted"].encode()


@pytest.fixture
def in_flight(world):
    """Starts a command whose request (with a secret in it) has arrived and is not answered; ends it."""
    processes = []

    def start(*arguments, **options):
        world.api.hold_again()
        process = world.start(*arguments, **options)
        processes.append(process)
        world.api.holding.wait()
        return process

    yield start
    world.api.release()
    for process in processes:
        stdout, stderr = process.communicate()
        world.search_output(process.args, stdout, stderr)


def send(world):
    return ("send", world.api.url + "/hold", "-H", "X-Key: {{vault:quoted}}", "-H", "Y: {{vault:linked}}", "-v")


def aws_keys():
    return {"AWS_ACCESS_KEY_ID": "AKIACIEXAMPLE0000001", "AWS_SECRET_ACCESS_KEY": CREDENTIALS["AWS secret key of ci"]}


def proc(process, name):
    return pathlib.Path(f"/proc/{process.pid}/{name}")


def test_neither_command_line_nor_environment_has_a_value(world, in_flight):
    others = world.approle | {"BAO_PASSWORD": CREDENTIALS["userpass password"]}
    process = in_flight(*send(world), "-H", "Z: {{vault:kv}}", environment=aws_keys() | others)
    assert not world.planted.find(proc(process, "cmdline").read_bytes(), "the command line")
    try:
        environment = proc(process, "environ").read_bytes()
    except PermissionError:
        return  # the process is not dumpable: only root may look
    assert b"HOME=" in environment
    assert not world.planted.find(environment, "the environment")


def test_the_process_cannot_be_dumped(world, in_flight):
    process = in_flight(*send(world), environment=aws_keys())
    limits = proc(process, "limits").read_text()
    assert re.search(r"Max core file size\s+0\s+0\s", limits)
    # What is not dumpable belongs to root in /proc; a process of root's shows it by what core dumps would hold.
    if os.getuid() != 0:
        assert proc(process, "mem").stat().st_uid == 0
        with pytest.raises(PermissionError):
            proc(process, "mem").open("rb")


def readable_maps(process):
    """(begin, end, name, flags) of the process's memory."""
    current = None
    for line in proc(process, "smaps").read_text().splitlines():
        if match := re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)", line):
            current = (int(match[1], 16), int(match[2], 16), match[4], match[3])
        elif line.startswith("VmFlags:") and "r" in current[3] and not current[2].startswith("[v"):
            yield (*current[:3], line.split()[1:])


def copies_in_memory(process, what):
    """The flags of each mapping that holds `what`."""
    with proc(process, "mem").open("rb", buffering=0) as memory:
        for begin, end, name, flags in list(readable_maps(process)):
            memory.seek(begin)
            try:
                content = memory.read(end - begin)
            except OSError:
                continue  # a page that is mapped but not there
            if what in content:
                yield name or "anonymous", flags


def test_after_a_send_the_value_is_in_locked_memory_only(world, in_flight):
    """The second request of a run hangs; the first one's secrets are wiped but where the vault and the value cache keep them:
    memory that is locked (lo), left out of dumps (dd) and not given to children (wf)."""
    header = [{"key": "X-Key", "value": "{{vault:quoted}}"}, {"key": "Y", "value": "{{vault:linked}}"}]
    quiet = {"method": "POST", "url": world.api.url + "/", "header": header, "body": {"mode": "raw", "raw": "{{vault:long}}"}}
    items = [{"name": "first", "request": quiet}, {"name": "second", "request": {"method": "GET", "url": world.api.url + "/hold"}}]
    process = in_flight("run", world.collection(items, "memory.json"), "-r", "cli,json", "--verbose", environment=aws_keys())
    assert any(VALUE in sent for sent in world.api.received[-2:-1])
    if os.getuid() != 0:  # only root may look into a process that is not dumpable
        with pytest.raises(PermissionError):
            proc(process, "mem").open("rb")
        return
    kept = 0
    for name in ("quoted", "linked", "long", "AWS secret key of ci", "vault key"):
        value = (LOCAL | LINKED | CREDENTIALS | {"vault key": world.environment["COFFER_VAULT_KEY"]})[name]
        for where, flags in copies_in_memory(process, value.encode()):
            assert {"lo", "dd", "wf"} <= set(flags), f"{name} is in {where}, {flags}"
            kept += 1
    assert kept > 0  # the vault is open: the search does find what is there


def test_the_search_of_memory_finds_a_value_in_ordinary_memory():
    holder = subprocess.Popen(
        ["python3", "-c", "import sys; kept = sys.stdin.read(); print('ready', flush=True); sys.stdin = open('/dev/stdin'); __import__('signal').pause()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        holder.stdin.write(VALUE)
        holder.stdin.close()
        holder.stdout.readline()
        assert any("dd" not in flags for _, flags in copies_in_memory(holder, VALUE[:24]))
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


def allow_cores():
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def how_it_ended(process):
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT).si_code


@pytest.mark.parametrize("how", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("command", ["send", "run"])
def test_a_crash_leaves_nothing(world, in_flight, how, command):
    before = set(world.home.rglob("*")) | set(world.temporary.rglob("*"))
    arguments = send(world)
    if command == "run":
        header = [{"key": "X-Key", "value": "{{vault:quoted}}"}]
        items = [{"name": "a", "request": {"method": "GET", "url": world.api.url + path, "header": header}} for path in ("/", "/hold")]
        arguments = ("run", world.collection(items, "crash.json"), "-r", "cli,json", "--reporter-json-export", "crash-report.json", "--verbose")
        before.add(world.home / "crash.json")
    process = in_flight(*arguments, environment=aws_keys(), preexec_fn=allow_cores)
    process.send_signal(how)
    if how == signal.SIGINT:
        world.api.release()  # a run ends after the request under way
    assert how_it_ended(process) != os.CLD_DUMPED
    left = (set(world.home.rglob("*")) | set(world.temporary.rglob("*"))) - before
    assert not [path for path in left if "core" in path.name], left
    world.search_files()


def test_a_crash_of_another_program_does_leave_a_core(tmp_path):
    """So that the absence of one above means something."""
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        return  # then nothing on this machine does
    other = subprocess.Popen(["sleep", "infinity"], cwd=tmp_path, preexec_fn=allow_cores)
    other.send_signal(signal.SIGSEGV)
    assert how_it_ended(other) == os.CLD_DUMPED
    other.wait()
