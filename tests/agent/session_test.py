"""One authenticates once and then works: the same commands with an agent, without one, and in CI."""

import json
import os
import pathlib
import re

import pexpect
import pytest
from desk import COFFER, LOCAL, PASSPHRASE, is_running, wait_until


@pytest.fixture
def key(desk):
    return desk.make_vault()


def arrived(desk):
    return [request.header("X-Key") for request in desk.cloud.requests()]


def test_it_is_started_by_unlock_and_connect_only(desk, key):
    unlocked = {"COFFER_VAULT_KEY": key}
    desk.send("local", environment=unlocked)
    desk.coffer("secret", "list", environment=unlocked)
    desk.coffer("agent", "lock")
    assert not desk.status()["running"]
    assert not desk.socket_path.exists()
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    assert desk.status()["vaults"] == 1
    desk.coffer("agent", "stop")
    desk.coffer("aws", "connect")
    assert desk.status()["connections"] == 1


@pytest.mark.parametrize("without", [{"COFFER_NO_AGENT": "1"}, {"CI": "true"}])
def test_neither_where_none_is_wanted_nor_in_ci(desk, without):
    assert "account" in desk.coffer("aws", "connect", environment=without).stdout
    assert not desk.socket_path.exists()


def test_no_agent_is_a_flag_too(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    assert "No agent runs" in desk.coffer("aws", "status", "--no-agent").stderr
    assert "is locked" in desk.coffer("secret", "list", "--no-agent", status=4).stderr


def test_an_unlocked_vault_asks_no_more_until_it_is_locked(desk, key):
    desk.send("local", status=4)
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.send("local")
    desk.coffer("secret", "set", "another", stdin="value")
    assert arrived(desk) == [LOCAL]
    desk.coffer("vault", "lock")
    desk.send("local", status=4)
    assert desk.status()["vaults"] == 0


def test_what_other_processes_write_to_the_vault_is_seen(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.coffer("secret", "set", "local", stdin="changed elsewhere", environment={"COFFER_VAULT_KEY": key, "COFFER_NO_AGENT": "1"})
    desk.send("local")
    assert arrived(desk) == ["changed elsewhere"]


def test_a_rotated_key_replaces_the_one_that_the_agent_holds(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.coffer("vault", "rotate", "--passphrase-file", "pw")
    desk.send("local")
    assert arrived(desk) == [LOCAL]


def test_a_key_that_was_rotated_behind_its_back_is_as_none(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.coffer("vault", "rotate", "--passphrase-file", "pw", environment={"COFFER_NO_AGENT": "1"})
    assert "is locked" in desk.send("local", status=4).stderr
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.send("local")


def test_a_connection_and_a_value_are_used_again(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.coffer("aws", "connect")
    desk.cloud.clear_calls()
    first, second = desk.send("stripe", environment={}), desk.coffer("send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}", "-v")
    assert desk.cloud.actions() == ["GetSecretValue"]
    assert "(cached)" in second.stderr
    assert first.returncode == 0
    assert len(set(arrived(desk))) == 1


def test_mfa_is_asked_once_and_the_question_reaches_the_terminal(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.write_profiles(main="alice")
    terminal = desk.type("send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}")
    terminal.expect_exact("MFA code of arn:aws:iam::111122223333:mfa/")
    terminal.sendline(desk.cloud.mfa_code("alice"))
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    desk.send("stripe")
    assert desk.cloud.actions().count("GetSessionToken") == 1
    assert [connection["kind"] for connection in desk.connections()] == ["MFA session"]


def test_whoami_leaves_the_connection_as_it_is(desk):
    desk.write_profiles(main="alice")
    desk.coffer("aws", "connect", environment={"COFFER_MFA_CODE": desk.cloud.mfa_code("alice")})
    assert "user/alice" in desk.coffer("aws", "whoami").stdout
    assert [connection["kind"] for connection in desk.connections()] == ["MFA session"]


def two_terminals(desk):
    """Both want the same connection: the first is asked for a code, the second waits for it."""
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.write_profiles(main="alice")
    command = ("send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}")
    first = desk.type(*command)
    first.expect_exact("MFA code of")
    second = desk.type(*command)
    second.expect_exact("Waiting: another command is making the AWS connection “default”")
    return first, second


def ended_well(terminal):
    terminal.expect(pexpect.EOF)
    terminal.close()
    return terminal.exitstatus == 0


def test_of_two_terminals_one_is_asked_and_the_other_goes_on_with_what_it_got(desk, key):
    first, second = two_terminals(desk)
    first.sendline(desk.cloud.mfa_code("alice"))
    assert ended_well(first) and ended_well(second)
    assert "MFA code" not in second.before
    assert desk.cloud.actions().count("GetSessionToken") == 1
    assert len(arrived(desk)) == 2


def test_if_the_one_that_is_asked_dies_the_other_is_asked(desk, key):
    first, second = two_terminals(desk)
    first.kill(9)
    second.expect_exact("MFA code of")
    second.sendline(desk.cloud.mfa_code("alice"))
    assert ended_well(second)
    first.close()
    assert len(arrived(desk)) == 1


def test_a_wrong_code_can_be_typed_again(desk, key):
    desk.write_profiles(main="alice")
    terminal = desk.type("aws", "connect")
    terminal.expect_exact("MFA code of")
    terminal.sendline("000000")
    terminal.expect_exact("MFA code of")
    terminal.sendline(desk.cloud.mfa_code("alice"))
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert desk.connections()[0]["kind"] == "MFA session"


def test_without_a_terminal_it_says_what_to_do(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.write_profiles(main="alice")
    done = desk.send("stripe", status=4)
    assert "MFA code" in done.stderr and "COFFER_MFA_CODE" in done.stderr
    desk.send("stripe", environment={"COFFER_MFA_CODE": desk.cloud.mfa_code("alice")})
    desk.send("stripe")


def corp_credentials(desk, script):
    """A program `corp-credentials` that only the command's PATH has; returns that PATH. Its keys are in the file `keys`."""
    key_id, secret = desk.cloud.keys("ci")
    (desk.home / "keys").write_text(json.dumps({"Version": 1, "AccessKeyId": key_id, "SecretAccessKey": secret}))
    folder = desk.home / "only here"
    folder.mkdir()
    (folder / "corp-credentials").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "corp-credentials").chmod(0o755)
    (desk.home / ".aws" / "credentials").unlink()
    (desk.home / ".aws" / "config").write_text("[default]\ncredential_process = corp-credentials --for coffer\n")
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def test_a_credential_process_runs_in_the_environment_of_the_command(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    process = desk.status()["process"]
    here = corp_credentials(desk, 'echo "$PPID $TICKET $*" >> "$HOME/runs"; [ "$TICKET" = valid ] && cat "$HOME/keys"')
    done = desk.send("stripe", status=4, environment=here | {"TICKET": "void"})
    assert "credential_process" in done.stderr and "ended with status 1" in done.stderr
    desk.send("stripe", environment=here | {"TICKET": "valid"})
    desk.send("stripe")  # the agent has the connection, whoever comes
    assert [run.split()[1:] for run in (desk.home / "runs").read_text().splitlines()] == [["void", "--for", "coffer"], ["valid", "--for", "coffer"]]
    assert str(process) not in [run.split()[0] for run in (desk.home / "runs").read_text().splitlines()]
    assert desk.connections()[0]["source"] == "process of profile default"
    assert len(arrived(desk)) == 2


def test_a_credential_process_may_ask_at_the_terminal(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    here = corp_credentials(desk, 'printf "Touch the key, and type its PIN: " >&2; read pin; [ "$pin" = 4711 ] && cat "$HOME/keys"')
    terminal = desk.type("send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}", environment=here)
    terminal.expect_exact("type its PIN: ")
    terminal.sendline("4711")
    terminal.expect_exact("MFA device ARN (empty: none): ")  # a question of Coffer's own, after it
    terminal.sendline("")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert len(arrived(desk)) == 1


def test_a_credential_process_says_the_same_with_an_agent_and_without(desk, key):
    unlocked = {"COFFER_VAULT_KEY": key}
    for script in "exit 3", "echo rubbish", "kill -9 $$", "head -c 70000 /dev/zero 2> /dev/null":
        here = corp_credentials(desk, script) | unlocked
        without = desk.coffer("secret", "test", "stripe", status=4, environment=here | {"COFFER_NO_AGENT": "1"})
        desk.coffer("agent", "start")
        agent = desk.coffer("secret", "test", "stripe", status=4, environment=here)
        assert (agent.stdout, agent.stderr) == (without.stdout, without.stderr)
        (desk.home / "only here" / "corp-credentials").unlink()
        (desk.home / "only here").rmdir()
        desk.write_profiles(main="ci")


def test_lock_and_then_everything_asks_again(desk, key):
    desk.write_profiles(main="alice")
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.coffer("aws", "connect", environment={"COFFER_MFA_CODE": desk.cloud.mfa_code("alice")})
    desk.send("stripe")
    desk.coffer("agent", "lock")
    assert desk.connections() == []
    assert "is locked" in desk.send("stripe", status=4).stderr
    assert "MFA code" in desk.send("stripe", status=4, environment={"COFFER_VAULT_KEY": key}).stderr


@pytest.mark.parametrize("other", [
    {"AWS_ACCESS_KEY_ID": "AKIAUNKNOWNEXAMPLE01", "AWS_SECRET_ACCESS_KEY": "x"},
    {"AWS_PROFILE": "alice"},
    {"HTTPS_PROXY": "http://127.0.0.1:9"},
    {"AWS_CONFIG_FILE": "/dev/null"},
    {"AWS_REGION": "eu-west-1"},
])  # fmt: skip
def test_another_environment_sees_nothing_of_it(desk, key, other):
    desk.coffer("aws", "connect")
    assert len(desk.connections()) == 1
    assert desk.connections(environment=other) == []


def test_a_flag_that_names_a_profile_is_not_served_by_another_profile(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    desk.write_profiles(main="ci", alice="alice")
    desk.coffer("aws", "connect")
    assert "MFA code" in desk.coffer("secret", "test", "stripe", "--profile", "alice", status=4).stderr
    assert "user/ci" in desk.coffer("secret", "test", "stripe").stdout
    assert "MFA code" in desk.coffer("aws", "secrets", "--profile", "alice", status=4).stderr


def test_edited_credentials_are_read_again_as_without_an_agent(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    assert "user/ci" in desk.coffer("secret", "test", "stripe").stdout
    desk.write_profiles(main="alice")
    assert "MFA code" in desk.coffer("secret", "test", "stripe", status=4).stderr
    desk.write_profiles(main="ci")
    desk.coffer("aws", "connect", "--name", "kept")
    desk.write_profiles(main="alice")
    assert [connection["name"] for connection in desk.connections()] == ["kept"]


def test_status_shows_each_connection_and_its_time_left(desk):
    desk.coffer("aws", "connect")
    desk.coffer("aws", "connect", "--name", "second")
    for connection, name in zip(desk.connections(), ("default", "second")):
        assert connection.pop("expires")
        assert 7100 < connection.pop("seconds_left") <= 7200
        assert connection == {
            "name": name, "kind": "long-lived", "account": "111122223333", "arn": "arn:aws:iam::111122223333:user/ci", "region": "eu-central-1",
            "source": "profile main",
        }  # fmt: skip
    desk.coffer("aws", "disconnect", "second")
    assert [connection["name"] for connection in desk.connections()] == ["default"]
    desk.coffer("aws", "disconnect")
    assert desk.connections() == []


def test_commands_print_the_same_with_an_agent_and_without(desk, key):
    unlocked = {"COFFER_VAULT_KEY": key}
    reference = desk.home / "c.json"
    item = {"name": "a", "request": {"method": "GET", "url": desk.cloud.echo + "/get", "header": [{"key": "X", "value": "{{vault:stripe}}{{vault:nothing}}"}]}}
    reference.write_text(json.dumps({"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [item]}))
    missing = desk.cloud.arn("stripe-key").replace("stripe", "no-such")
    desk.coffer("secret", "link", "missing", "--secret-arn", missing, environment=unlocked)
    desk.coffer("secret", "link", "elsewhere", "--secret-arn", missing, "--connection", "nobody", environment=unlocked)
    desk.coffer("secret", "link", "member", "--secret-arn", desk.cloud.arn("db/main"), "--json-key", "nothing", environment=unlocked)
    commands = [
        ("check", "c.json", "--json"), ("secret", "test", "stripe", "--json"), ("secret", "test", "missing"), ("secret", "test", "member"),
        ("secret", "test", "elsewhere"), ("secret", "test", "local", "--json"), ("aws", "secrets", "--json"), ("aws", "secrets", "--profile", "nobody"),
        ("aws", "versions", desk.cloud.arn("stripe-key"), "--json"), ("aws", "versions", missing), ("aws", "connect", "--region", "eu_central"),
        ("secret", "test", "stripe", "--profile", "nobody"), ("secret", "test", "stripe", "--region", "nonsense"),
    ]  # fmt: skip
    assert not desk.status()["running"]
    without = [desk.coffer(*command, status=None, environment=unlocked) for command in commands]
    desk.coffer("agent", "start")
    for command, before in zip(commands, without):
        after = desk.coffer(*command, status=None, environment=unlocked)
        assert (after.returncode, after.stdout, after.stderr) == (before.returncode, before.stdout, before.stderr), command


def test_typed_keys(desk):
    key_id, secret = desk.cloud.keys("bob")
    terminal = desk.type("aws", "connect", "--type", "long-lived")
    for question, answer in ("Access key ID [AKIA…0001]: ", key_id), ("Secret access key: ", secret):
        terminal.expect_exact(question)
        terminal.sendline(answer)
    terminal.expect(pexpect.EOF)
    assert "user/bob" in terminal.before and secret not in terminal.before
    terminal.close()
    assert desk.connections()[0]["source"] == "typed keys"


@pytest.mark.parametrize("with_agent", [True, False])
def test_a_session_that_expires_in_the_middle_is_asked_for_and_the_request_goes_on(desk, key, with_agent):
    desk.write_profiles(main="alice")
    around = {"COFFER_VAULT_KEY": key} | ({} if with_agent else {"COFFER_NO_AGENT": "1"})
    if with_agent:
        desk.coffer("agent", "start")
    desk.cloud.fault("error", action="GetSecretValue", status=400, code="ExpiredTokenException", message="expired", count=1)
    terminal = desk.type("send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}", environment=around)
    for _ in range(2):
        terminal.expect_exact("MFA code of arn:aws:iam::111122223333:mfa/alice-phone: ")
        terminal.sendline(desk.cloud.mfa_code("alice"))
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0, terminal.before
    assert len(arrived(desk)) == 1
    assert desk.cloud.actions().count("GetSessionToken") == 2


def test_typed_keys_that_have_expired_are_asked_for_where_they_are_needed(desk, key):
    unlocked = {"COFFER_VAULT_KEY": key}
    (desk.home / ".aws" / "credentials").unlink()
    key_id, secret = desk.cloud.keys("alice")

    def answer_the_dialogue(terminal):
        for question, answer in ("Type [long-lived]: ", ""), ("Access key ID: ", key_id), ("Secret access key: ", secret):
            terminal.expect_exact(question)
            terminal.sendline(answer)
        terminal.expect_exact("MFA code of")
        terminal.sendline(desk.cloud.mfa_code("alice"))
        terminal.expect(pexpect.EOF)
        assert secret not in terminal.before
        terminal.close()
        assert terminal.exitstatus == 0, terminal.before

    terminal = desk.type("aws", "connect")
    terminal.expect_exact("No AWS credentials were found")
    answer_the_dialogue(terminal)
    desk.cloud.control("POST", "expire", {})
    gone = desk.send("stripe", status=4, environment=unlocked)
    assert "has expired" in gone.stderr and "Authenticate again: coffer aws connect --type long-lived" in gone.stderr
    terminal = desk.type("send", desk.cloud.echo + "/post", "-H", "X-Key: {{vault:stripe}}", environment=unlocked)
    terminal.expect_exact("The AWS connection “default” (account 111122223333) has expired.")
    answer_the_dialogue(terminal)
    assert len(arrived(desk)) == 1
    desk.send("stripe", environment=unlocked)


def test_one_agent_serves_two_vaults(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    other = ("--vault", str(desk.home / "other.coffer"))
    desk.coffer("vault", "init", "--passphrase-file", "pw", *other)
    assert "is locked" in desk.coffer("secret", "list", *other, status=4).stderr
    desk.coffer("vault", "unlock", "--passphrase-file", "pw", *other)
    assert desk.status()["vaults"] == 2
    desk.coffer("secret", "list", *other)
    desk.coffer("vault", "lock", *other)
    desk.coffer("secret", "list")


def test_at_logout_the_folder_goes_and_the_agent_with_it(desk):
    process = desk.agent()
    desk.socket_path.unlink()
    (desk.socket_path.parent / "agent.lock").unlink()
    desk.socket_path.parent.rmdir()
    wait_until(lambda: not is_running(process))


def test_without_a_runtime_folder_it_is_in_the_state_folder(desk):
    elsewhere = {"XDG_RUNTIME_DIR": ""}
    try:
        desk.coffer("agent", "start", environment=elsewhere)
        folder = desk.home / ".local" / "state" / "coffer" / "agent"
        assert oct(folder.stat().st_mode & 0o777) == "0o700"
        assert oct((folder / "agent.sock").stat().st_mode & 0o777) == "0o600"
        assert json.loads(desk.coffer("agent", "status", "--json", environment=elsewhere).stdout)["running"]
    finally:
        desk.coffer("agent", "stop", environment=elsewhere)
    assert list(folder.iterdir()) == []


def test_a_path_longer_than_an_address(desk):
    deep = desk.runtime / ("long" * 20) / ("longer" * 20)
    deep.mkdir(parents=True, mode=0o700)
    there = {"XDG_RUNTIME_DIR": str(deep)}
    try:
        desk.coffer("agent", "start", environment=there)
        assert json.loads(desk.coffer("agent", "status", "--json", environment=there).stdout)["running"]
    finally:
        desk.coffer("agent", "stop", environment=there)


def test_relative_paths_are_the_commands_own(desk, key):
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    (desk.home / ".aws" / "credentials").rename(desk.home / "creds")
    assert "user/ci" in desk.coffer("secret", "test", "stripe", environment={"AWS_SHARED_CREDENTIALS_FILE": "creds"}).stdout


def test_the_time_it_may_idle_is_a_flag_and_a_variable(desk):
    desk.coffer("agent", "start", "--idle", "5")
    assert desk.status()["idle_minutes"] == 5
    desk.coffer("agent", "start", "--idle", "7")  # one that runs is told
    assert desk.status()["idle_minutes"] == 7
    desk.coffer("agent", "start", environment={"COFFER_AGENT_IDLE": "9"})  # the variable is for one that is started
    assert desk.status()["idle_minutes"] == 7
    desk.coffer("agent", "stop")
    desk.coffer("aws", "connect", environment={"COFFER_AGENT_IDLE": "9"})
    assert desk.status()["idle_minutes"] == 9
    assert "--idle: it must be a number of minutes" in desk.coffer("agent", "start", "--idle", "5000", status=2).stderr
    assert "COFFER_AGENT_IDLE: it must be" in desk.coffer("agent", "start", status=2, environment={"COFFER_AGENT_IDLE": "soon"}).stderr


def test_the_time_it_may_idle_is_a_setting_too(desk):
    assert desk.coffer("settings", "agent-idle").stdout == "60\n"
    desk.coffer("settings", "agent-idle", "15")
    assert desk.coffer("settings", "agent-idle").stdout == "15\n"
    desk.coffer("aws", "connect")
    assert desk.status()["idle_minutes"] == 15
    desk.coffer("settings", "agent-idle", "20")  # one that runs is told
    assert desk.status()["idle_minutes"] == 20
    desk.coffer("agent", "stop")
    desk.coffer("agent", "start", environment={"COFFER_AGENT_IDLE": "9"})  # the environment beats the setting
    assert desk.status()["idle_minutes"] == 9
    desk.coffer("agent", "stop")
    desk.coffer("agent", "start", "--idle", "5", environment={"COFFER_AGENT_IDLE": "9"})  # a flag beats both
    assert desk.status()["idle_minutes"] == 5
    desk.coffer("settings", "agent-idle", "default")
    assert desk.status()["idle_minutes"] == 60
    assert (desk.home / ".config" / "coffer" / "settings.json").stat().st_mode & 0o777 == 0o600


def test_a_settings_file_that_is_none_is_an_error_that_names_it(desk):
    file = desk.home / ".config" / "coffer" / "settings.json"
    file.parent.mkdir(parents=True, mode=0o700)
    for text, word in ("no JSON", "settings.json"), ('{"agent_idle_minutes": -1}', "agent_idle_minutes"):
        file.write_text(text)
        file.chmod(0o600)
        assert word in desk.coffer("agent", "start", status=1).stderr
    file.write_text('{"agent_idle_minutes": 3, "of_tomorrow": [1]}')
    desk.coffer("settings", "agent-idle", "4")
    assert json.loads(file.read_text()) == {"agent_idle_minutes": 4, "of_tomorrow": [1]}


def test_how_long_values_are_cached_is_set_for_the_vault_and_for_each_secret(desk, key):
    unlocked = {"COFFER_VAULT_KEY": key}

    def reads(environment=unlocked):
        desk.cloud.clear_calls()
        desk.send("stripe", environment=environment)
        return desk.cloud.actions().count("GetSecretValue")

    desk.coffer("agent", "start")
    assert desk.coffer("settings", "cache-minutes", environment=unlocked).stdout == "60\n"
    assert [reads(), reads()] == [1, 0]
    desk.coffer("settings", "cache-minutes", "0", environment=unlocked)
    assert [reads(), reads()] == [1, 1]
    desk.coffer("secret", "cache", "stripe", "600", environment=unlocked)  # the secret's own beats the vault's
    assert desk.coffer("secret", "cache", "stripe", environment=unlocked).stdout == "600 s\n"
    assert [reads(), reads()] == [0, 0]  # of the time before cache-minutes was 0
    desk.coffer("agent", "reset-cache")
    assert desk.status()["values"] == 0
    assert [reads(), reads()] == [1, 0]
    desk.coffer("settings", "cache-minutes", "30", environment=unlocked)
    desk.coffer("secret", "cache", "stripe", "0", environment=unlocked)
    assert [reads(), reads()] == [1, 1]
    desk.coffer("secret", "cache", "stripe", "default", environment=unlocked)
    without = unlocked | {"COFFER_NO_AGENT": "1"}  # then it lives as long as the command
    assert [reads(without), reads(without)] == [1, 1]


def test_without_an_agent_a_run_reads_once_unless_the_cache_is_off(desk, key):
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    item = {"name": "r", "request": {"url": desk.cloud.echo + "/get", "header": [{"key": "X-Key", "value": "{{vault:stripe}}"}]}}
    (desk.home / "c.json").write_text(json.dumps({"info": {"name": "c", "schema": schema}, "item": [item] * 3}))
    without = {"COFFER_VAULT_KEY": key, "COFFER_NO_AGENT": "1"}

    def reads():
        desk.cloud.clear_calls()
        desk.coffer("run", "c.json", environment=without)
        return sum(action in ("GetSecretValue", "BatchGetSecretValue") for action in desk.cloud.actions())

    assert reads() == 1
    desk.coffer("settings", "cache-minutes", "0", environment=without)
    assert reads() >= 3
    desk.coffer("settings", "cache-minutes", "default", environment=without)
    assert reads() == 1


def test_in_the_foreground_it_ends_on_a_signal(desk):
    import signal
    import subprocess

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        agent = subprocess.Popen([COFFER, "agent", "start", "--foreground"], env=desk.environment, cwd=desk.home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert agent.stdout.readline() == b"ready\n"
        desk.coffer("aws", "connect")
        assert desk.status()["process"] == agent.pid
        agent.send_signal(each)
        assert agent.wait() == 0
        agent.stdout.close()
        assert os.listdir(desk.socket_path.parent) == []


def test_names_of_secrets_are_completed_while_the_vault_is_unlocked(desk, key):
    assert "stripe" not in desk.coffer("__complete", "secret", "show", "").stdout
    desk.coffer("vault", "unlock", "--passphrase-file", "pw")
    assert "stripe" in desk.coffer("__complete", "secret", "show", "").stdout


def test_the_agent_is_told_every_variable_that_the_sources_read():
    """What is missing in the list would be read in the command without an agent, and not with one."""
    source = pathlib.Path(__file__).resolve().parents[2] / "src"
    read = set()
    for folder in "aws", "http", "secrets":
        for path in (source / folder).rglob("*.cc"):
            if not path.name.endswith("_test.cc") and "testing" not in path.parts:
                read |= set(re.findall(r'"((?:AWS|VAULT|BAO)_[A-Z0-9_]+|[a-zA-Z]+_(?:proxy|PROXY))"', path.read_text()))
    told = set(re.findall(r'"(\w+)"', (source / "agent" / "surroundings.cc").read_text()))
    assert {"AWS_PROFILE", "HTTPS_PROXY", "no_proxy"} <= read
    assert read - told == set()
