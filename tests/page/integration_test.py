"""Providers in the settings, and the window that authenticates (issue 6, item 2)."""

import json
import re

import pytest
from browser import NARROW, expect
from desk import PASSPHRASE, SAMPLE_STATE, StandIn


@pytest.fixture
def settings(desk, open_tab):
    desk.make_vault()
    desk.unlock()
    desk.write_profiles(main="alice", other="ci")
    tab = open_tab(desk.start().address)
    tab.part("Settings")
    return tab


def provider(tab, name="AWS Secrets Manager"):
    return tab.page.get_by_role("article", name=name)


def authenticate(tab, within=None):
    tab.button("Connect", provider(tab)).click()
    return tab.window("Authenticate AWS Secrets Manager")


def secret_key(desk, user):
    return desk.cloud.keys(user)[1]


def test_keys_are_typed_and_their_mfa_code_is_asked_for(desk, settings):
    window = authenticate(settings)
    settings.look("integration-authenticate")
    key, secret = desk.cloud.keys("alice")
    settings.field("Access key ID", window).fill(key)
    settings.field("Secret access key", window).fill(secret)
    region = window.get_by_role("combobox", name="Region")
    region.fill("frankf")
    settings.page.get_by_role("option", name=re.compile("eu-central-1")).click()
    settings.button("Authenticate", window).click()
    code = settings.window("MFA code")
    expect(code).to_contain_text("alice-phone")
    settings.look("integration-mfa")
    digits = desk.cloud.mfa_code("alice")
    settings.field("Six digits", code).fill(f"{digits[:3]} {digits[3:]}")  # as authenticators copy it
    settings.button("Go on", code).click()
    expect(settings.page.get_by_role("dialog")).to_have_count(0)
    row = provider(settings).get_by_role("row").filter(has_text="111122223333")
    expect(row).to_contain_text("user/alice")
    expect(row).to_contain_text("eu-central-1")
    expect(row).to_contain_text(re.compile(r"1 h 5\d min|2 h"))
    settings.look("integration-connected")
    # The command line is connected, too.
    connections = json.loads(desk.coffer("aws", "status", "--json").stdout)
    assert "111122223333" in json.dumps(connections)
    # And disconnects.
    settings.button("Disconnect default", provider(settings)).click()
    expect(provider(settings)).to_contain_text("not connected")
    assert "111122223333" not in desk.coffer("aws", "status", "--json", status=None).stdout


def test_autofill_brings_a_profile_and_its_secret_never_comes_to_the_page(desk, settings):
    window = authenticate(settings)
    settings.button("Autofill Access key ID from config file", window).click()
    expect(settings.field("Access key ID", window)).to_have_value(desk.cloud.keys("alice")[0])
    settings.pick("Profile of the config file", re.compile("^other"), window)
    settings.autofill(window)
    expect(settings.field("Access key ID", window)).to_have_value(desk.cloud.keys("ci")[0])
    expect(window.get_by_role("combobox", name="Region")).to_have_value("eu-central-1")
    expect(settings.field("Secret access key", window)).to_have_attribute("placeholder", re.compile("other"))
    settings.button("Authenticate", window).click()
    device = settings.window("MFA device")  # ci may not list devices
    settings.look("integration-device-by-hand")
    settings.button("Go on without MFA", device).click()
    expect(provider(settings).get_by_role("row").filter(has_text="user/ci")).to_be_visible()
    for _, body in settings.traffic + settings.answers():
        for user in "alice", "ci":
            assert secret_key(desk, user).encode() not in body
    assert secret_key(desk, "ci") not in settings.page.content()


def test_wrong_keys_are_told_apart_from_a_wrong_region_beside_their_fields(desk, settings):
    key, secret = desk.cloud.keys("ci")
    window = authenticate(settings)
    settings.field("Access key ID", window).fill("nonsense")
    settings.field("Secret access key", window).fill(secret)
    settings.search("Region", "eu-central-1", window)
    settings.button("Authenticate", window).click()
    expect(settings.field("Access key ID", window)).to_have_attribute("aria-invalid", "true")
    settings.look("integration-refused")
    settings.field("Access key ID", window).fill(key)
    settings.field("Secret access key", window).fill(secret[:-1] + "x")
    settings.button("Authenticate", window).click()
    expect(settings.field("Secret access key", window)).to_have_attribute("aria-invalid", "true")
    settings.field("Secret access key", window).fill(secret)
    settings.search("Region", "eu central", window)
    settings.button("Authenticate", window).click()
    expect(window.get_by_role("combobox", name="Region")).to_have_attribute("aria-invalid", "true")
    settings.button("Cancel", window).click()
    expect(window).to_be_hidden()
    assert desk.cloud.requests() == []


def test_temporary_credentials_take_their_session_token(desk, settings):
    session = desk.cloud.mfa_session("alice")
    window = authenticate(settings)
    settings.press("Temporary", window)
    settings.field("Access key ID", window).fill(session["AccessKeyId"])
    settings.field("Secret access key", window).fill(session["SecretAccessKey"])
    settings.field("Session token", window).fill(session["SessionToken"])
    settings.search("Region", "eu-central-1", window)
    settings.look("integration-temporary")
    settings.button("Authenticate", window).click()
    expect(provider(settings).get_by_role("row").filter(has_text="user/alice")).to_be_visible()


def test_a_named_profile_connects_and_several_devices_are_a_choice(desk, open_tab):
    state = json.loads(SAMPLE_STATE.read_text())
    user = next(user for user in state["accounts"][0]["users"] if user["name"] == "nobody")
    user["policies"] = [{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:ListMFADevices", "Resource": "*"}]}]
    with StandIn(state) as cloud:
        desk.environment["AWS_ENDPOINT_URL"] = cloud.endpoint
        desk.write_profiles(nobody="nobody")
        tab = open_tab(desk.start().address)
        tab.part("Settings")
        window = authenticate(tab)
        tab.press("Named profile or SSO", window)
        tab.search("Profile", "nobody", window)
        tab.look("integration-profile")
        tab.button("Authenticate", window).click()
        choice = tab.window("Choose an MFA device")
        device = user["mfa_devices"][1]["name"]
        choice.locator("label").filter(has_text=device).click()
        tab.look("integration-choose-device")
        tab.button("Go on", choice).click()
        code = tab.window("MFA code")
        expect(code).to_contain_text(device)
        tab.field("Six digits", code).fill("000000")
        tab.button("Go on", code).click()
        expect(tab.field("Six digits", code)).to_have_attribute("aria-invalid", "true")
        tab.field("Six digits", code).fill(cloud.mfa_code(f"arn:aws:iam::111122223333:mfa/{device}"))
        tab.button("Go on", code).click()
        expect(provider(tab).get_by_role("row").filter(has_text="user/nobody")).to_be_visible()


def test_a_question_that_is_cancelled_ends_the_connect_with_words(desk, settings):
    window = authenticate(settings)
    settings.autofill(window)
    settings.button("Authenticate", window).click()
    code = settings.window("MFA code")
    settings.button("Cancel", code).click()
    expect(code).to_be_hidden()
    expect(window.get_by_role("alert").or_(window.locator("[aria-invalid=true]")).first).to_be_visible()
    settings.button("Cancel", window).click()
    expect(provider(settings)).to_contain_text("not connected")


def test_it_fits_a_narrow_window_in_the_dark(desk, open_tab):
    desk.make_vault()
    desk.unlock()
    tab = open_tab(desk.start().address, size=NARROW, scheme="dark")
    tab.part("Settings")
    tab.look("integration-narrow-dark")
    authenticate(tab)
    tab.look("integration-authenticate-narrow-dark")


def test_a_lock_wipes_the_connections(desk, settings):
    window = authenticate(settings)
    settings.pick("Profile of the config file", re.compile("^other"), window)
    settings.autofill(window)
    settings.button("Authenticate", window).click()
    settings.button("Go on without MFA", settings.window("MFA device")).click()
    expect(provider(settings).get_by_role("row").filter(has_text="user/ci")).to_be_visible()
    settings.button("Lock now").click()
    expect(provider(settings)).to_contain_text("not connected")
    settings.part("Vault")
    settings.field("Passphrase").fill(PASSPHRASE)
    settings.button("Unlock").click()
    expect(settings.page.get_by_text("The vault is empty.")).to_be_visible()
