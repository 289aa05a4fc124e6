"""The window that links a secret (issue 6, item 3)."""

import json
import re

import pytest
from browser import expect
from vault_test import row


@pytest.fixture
def connected(desk, open_tab):
    """A vault with one secret, and a connection as the administrator of the account."""
    desk.make_vault(stripe="sk_live_local")
    desk.unlock()
    desk.write_profiles(main="admin")
    desk.coffer("aws", "connect", "--type", "profile", "--profile", "main", "--region", "eu-central-1", "--no-input")
    tab = open_tab(desk.start().address)
    tab.part("Vault")
    return tab


def link_window(tab, name="stripe"):
    tab.choose(f"Actions on {name}", "Link to an external vault…")
    return tab.page.get_by_role("dialog")


def arn_field(window):
    return window.get_by_role("combobox", name="Secret ARN")


def test_a_local_value_becomes_a_link_that_was_picked_and_tested(desk, connected):
    arn = desk.cloud.arn("db/main")
    window = link_window(connected)
    connected.look("link-empty")
    window.get_by_role("button", name=re.compile("Show the list.*Secret ARN")).click()
    connected.page.get_by_role("option", name=re.compile("db.main")).click()
    expect(arn_field(window)).to_have_value(arn)
    connected.button("Test", window).click()
    report = window.get_by_role("status", name="Test result")
    expect(report).to_contain_text("It can be read.")
    expect(report).to_contain_text("AWSCURRENT")
    connected.look("link-tested")
    window.get_by_role("button", name=re.compile("Show the list.*JSON key")).click()
    connected.page.get_by_role("option", name="password", exact=True).click()
    connected.button("Use", window).click()
    expect(window).to_be_hidden()
    expect(row(connected, "stripe")).to_contain_text("db/main")
    details = json.loads(desk.coffer("secret", "show", "stripe", "--json").stdout)
    assert arn in json.dumps(details) and "password" in json.dumps(details)
    for _, body in connected.traffic + connected.answers():
        assert b'p\\"a\\\\ss' not in body  # the value of db/main's password never came
    vault = (desk.home / ".config/coffer/vault.coffer").read_bytes()
    assert b"sk_live_local" not in vault


def test_what_is_pasted_is_checked_and_split(desk, connected):
    arn = desk.cloud.arn("db/main")
    window = link_window(connected)
    arn_field(window).fill("arn:aws:secretsmanager:eu-central-1:111122223333:nonsense")
    expect(arn_field(window)).to_have_attribute("aria-invalid", "true")
    expect(connected.button("Use", window)).to_be_disabled()
    connected.look("link-wrong-arn")
    arn_field(window).fill(f"{arn}:password:AWSPREVIOUS:")
    expect(arn_field(window)).to_have_value(arn)
    expect(window.get_by_role("combobox", name="JSON key")).to_have_value("password")
    expect(window.get_by_role("combobox", name="Version")).to_have_value("AWSPREVIOUS")
    connected.field("Role ARN", window).fill("arn:aws:iam::1:nobody")
    expect(connected.field("Role ARN", window)).to_have_attribute("aria-invalid", "true")


def test_a_test_that_fails_says_why(desk, connected):
    window = link_window(connected)
    arn_field(window).fill(desk.cloud.arn("db/main"))
    window.get_by_role("combobox", name="JSON key").fill("passwort")
    connected.button("Test", window).click()
    expect(window).to_contain_text(re.compile("password"))  # names of the keys that there are
    connected.look("link-test-failed")


def test_a_secret_is_added_as_a_link_and_its_details_tell_of_it(desk, connected):
    connected.button("Add secret").click()
    add = connected.window("Add secret")
    connected.field("Name", add).fill("payments")
    connected.press("In an external vault", add)
    connected.look("link-add")
    connected.button("Choose the secret…", add).click()
    window = connected.window("Link “payments”")
    arn_field(window).fill(desk.cloud.arn("payments/api-token"))
    connected.button("Use", window).click()
    expect(add).to_contain_text("payments/api-token")
    connected.button("Add", add).click()
    expect(add).to_be_hidden()
    connected.button("Details of payments").click()
    details = connected.window("Details of “payments”")
    expect(details).to_contain_text(desk.cloud.arn("payments/api-token"))
    connected.button("Test", details).click()
    expect(details.get_by_role("status", name="Test result")).to_contain_text("It can be read.")
    connected.look("link-details")


def test_versions_are_picked(desk, connected):
    desk.cloud.rotate("stripe-key", "sk_live_rotated")
    window = link_window(connected)
    arn_field(window).fill(desk.cloud.arn("stripe-key"))
    window.get_by_role("button", name=re.compile("Show the list.*Version")).click()
    connected.page.get_by_role("option", name=re.compile("AWSPREVIOUS")).first.click()
    connected.button("Test", window).click()
    expect(window.get_by_role("status", name="Test result")).to_contain_text("AWSPREVIOUS")


def test_a_link_is_changed_and_undone(desk, connected):
    desk.coffer("secret", "link", "orders", "--secret-arn", desk.cloud.arn("db/main"), environment=desk.unlocked)
    connected.choose("Actions on orders", "Change the link…")
    window = connected.page.get_by_role("dialog")
    expect(arn_field(window)).to_have_value(desk.cloud.arn("db/main"))
    connected.pick("Provider", re.compile("Parameter Store"), window)
    window.get_by_role("combobox", name="Parameter").fill("/orders/password")
    connected.field("Region", window).fill("eu-central-1")
    connected.look("link-parameter")
    connected.button("Use", window).click()
    expect(window).to_be_hidden()
    expect(row(connected, "orders")).to_contain_text("/orders/password")
    connected.choose("Actions on orders", "Unlink…")
    window = connected.page.get_by_role("dialog")
    connected.field("Value", window).fill("a local one")
    connected.look("link-unlink")
    window.get_by_role("button", name=re.compile("^Unlink")).click()
    expect(window).to_be_hidden()
    assert desk.coffer("secret", "show", "orders", "--reveal").stdout.strip() == "a local one"
