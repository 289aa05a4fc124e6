"""Two tabs, the command line beside the page, and an agent that is started again (issue 6)."""

import re

import pytest
from browser import expect
from desk import request
from request_test import open_request
from vault_test import row


@pytest.fixture
def two(desk, open_tab):
    """Two tabs of one browser, at the vault."""
    desk.make_vault(stripe="sk_live_first")
    desk.unlock()
    desk.collection([request("List orders", "GET", f"{desk.cloud.echo}/get")])
    ui = desk.start()
    first = open_tab(ui.address)
    second = open_tab(ui.origin, context=first.context)
    for tab in first, second:
        tab.part("Vault")
        expect(row(tab, "stripe")).to_be_visible()
    return first, second


def test_what_one_tab_does_the_other_shows(two):
    first, second = two
    first.button("Add secret").click()
    window = first.window("Add secret")
    first.field("Name", window).fill("twilio")
    first.field("Value", window).fill("SK1")
    first.button("Add", window).click()
    expect(row(second, "twilio")).to_be_visible()
    second.choose("Actions on stripe", "Delete")
    expect(row(first, "stripe")).to_have_count(0)


def test_what_the_command_line_does_both_show(desk, two):
    desk.coffer("secret", "set", "from-the-terminal", stdin="typed there")
    for tab in two:
        expect(row(tab, "from-the-terminal")).to_be_visible()
    desk.coffer("secret", "rm", "stripe")
    desk.coffer("secret", "rename", "from-the-terminal", "renamed")
    for tab in two:
        expect(row(tab, "renamed")).to_be_visible()
    desk.coffer("vault", "lock")
    for tab in two:
        expect(tab.field("Passphrase")).to_be_visible()
    desk.unlock()
    for tab in two:
        expect(row(tab, "renamed")).to_be_visible()


def test_connections_of_the_command_line_are_those_of_the_page(desk, two):
    first, second = two
    for tab in two:
        tab.part("Settings")
        expect(tab.page.get_by_role("article", name="AWS Secrets Manager")).to_contain_text("not connected")
    desk.write_profiles(main="admin")
    desk.coffer("aws", "connect", "--type", "profile", "--profile", "main", "--no-input")
    for tab in two:
        expect(tab.page.get_by_role("article", name="AWS Secrets Manager")).to_contain_text("user/admin")
    first.button("Disconnect default").click()
    expect(second.page.get_by_role("article", name="AWS Secrets Manager")).to_contain_text("not connected")


def test_a_question_is_answered_in_whatever_tab(desk, two):
    first, second = two
    desk.write_profiles(main="alice")
    first.part("Settings")
    first.button("Connect", first.page.get_by_role("article", name="AWS Secrets Manager")).click()
    first.autofill()
    first.button("Authenticate").click()
    code = second.window("MFA code")
    expect(first.window("MFA code")).to_be_visible()
    second.field("Six digits", code).fill(desk.cloud.mfa_code("alice"))
    second.button("Go on", code).click()
    expect(first.page.get_by_role("dialog")).to_have_count(0)
    expect(first.page.get_by_role("article", name="AWS Secrets Manager")).to_contain_text("user/alice")


def test_an_agent_that_is_killed_costs_no_draft(desk, two):
    first, _ = two
    first.part("Requests")
    open_request(first, "List orders")
    first.write("URL", "http://draft.example/not-saved")
    desk.coffer("agent", "stop")
    first.part("Vault")
    expect(first.field("Passphrase")).to_be_visible()  # it held the key
    desk.coffer("agent", "start")
    desk.unlock()
    expect(row(first, "stripe")).to_be_visible()
    first.part("Requests")
    expect(first.editor("URL")).to_have_text("http://draft.example/not-saved")


def test_a_page_whose_coffer_has_ended_says_so_and_keeps_the_draft(desk, two):
    first, second = two
    for tab in two:
        tab.forgive("ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_ABORTED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE")
    first.part("Requests")
    open_request(first, "List orders")
    first.write("URL", "http://draft.example/not-saved")
    port = desk.uis[0].port
    output, status = desk.uis[0].end()
    assert status == 0, output
    for tab in two:
        expect(tab.page.get_by_role("alert")).to_contain_text("Coffer does not answer")
    first.shot("together-ended")
    expect(first.editor("URL")).to_have_text("http://draft.example/not-saved")
    first.button("Send").click()
    expect(first.page.get_by_role("alert").filter(has_text=re.compile("coffer ui")).first).to_be_visible()
    assert port


def test_the_page_comes_back_by_itself_after_a_pause_of_coffer(desk, two):
    """Stopped and continued, as a laptop that slept."""
    import signal

    first, _ = two
    process = desk.uis[0].process
    process.send_signal(signal.SIGSTOP)
    process.send_signal(signal.SIGCONT)
    desk.coffer("secret", "set", "after-the-pause", stdin="x")
    expect(row(first, "after-the-pause")).to_be_visible()
