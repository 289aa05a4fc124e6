"""Credentials that end while a command runs, or between two: made again by their source, and no request is lost."""

import json
import subprocess

import pytest
from desk import COFFER, wait_until


@pytest.fixture(params=["agent", "no agent"])
def run(desk, request):
    """Starts a run of 100 requests, each of which reads the secret anew; the credentials come from a program."""
    desk.environment["COFFER_VAULT_KEY"] = desk.make_vault()
    desk.coffer("secret", "link", "fresh", "--secret-arn", desk.cloud.arn("stripe-key"), "--cache-seconds", "0")
    (desk.home / ".aws" / "credentials").unlink()
    (desk.home / ".aws" / "config").write_text(f"[default]\ncredential_process = cat {desk.home}/keys\n")
    item = {"name": "a", "request": {"method": "POST", "url": desk.cloud.echo + "/post", "header": [{"key": "X-Key", "value": "{{vault:fresh}}"}]}}
    collection = {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [item]}
    (desk.home / "c.json").write_text(json.dumps(collection))
    if request.param == "agent":
        desk.coffer("agent", "start")
    else:
        desk.environment["COFFER_NO_AGENT"] = "1"
    return lambda *flags: subprocess.Popen(
        [COFFER, "run", "c.json", "-n", "100", "--silent", *flags],
        env=desk.environment, cwd=desk.home, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def new_session(desk):
    """Lets the program print the credentials of a new session; returns their access key ID."""
    made = desk.cloud.client("sts", "ci").get_session_token()["Credentials"]
    printed = {"Version": 1, "AccessKeyId": made["AccessKeyId"], "SecretAccessKey": made["SecretAccessKey"], "SessionToken": made["SessionToken"]}
    (desk.home / "keys.new").write_text(json.dumps(printed))
    (desk.home / "keys.new").rename(desk.home / "keys")
    return made["AccessKeyId"]


def end_session(desk, key_id):
    desk.cloud.control("POST", "expire", {"access_key_id": key_id})


@pytest.mark.parametrize("flags, echo_ms", [((), 5), (("--parallel", "50"), 500)])
def test_a_token_that_ends_in_the_middle_of_a_run_costs_no_request(desk, run, flags, echo_ms):
    desk.cloud.control("POST", "delay", {"echo_ms": echo_ms})  # so that there is a middle
    old = new_session(desk)
    desk.cloud.clear_calls()
    running = run(*flags)
    wait_until(lambda: len(desk.cloud.log()) >= 20)
    new_session(desk)
    end_session(desk, old)
    _, errors = running.communicate()
    assert (running.returncode, errors) == (0, "")
    assert len(desk.cloud.log()) == 100
    assert desk.cloud.actions().count("GetCallerIdentity") == 2


def test_a_token_that_has_ended_between_two_commands_is_made_again(desk, run):
    old = new_session(desk)
    desk.send("fresh")
    new_session(desk)
    end_session(desk, old)
    desk.send("fresh")
    assert len(desk.cloud.requests()) == 2


def test_a_source_that_has_nothing_new_is_asked_once_more_and_then_it_is_said(desk, run):
    old = new_session(desk)
    end_session(desk, old)
    desk.cloud.clear_calls()
    running = run("--bail")
    _, errors = running.communicate()
    assert running.returncode == 4, errors
    assert desk.cloud.log() == []
    assert desk.cloud.actions() == ["GetCallerIdentity"]
