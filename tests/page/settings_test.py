"""The settings (issue 6, item 7)."""

import json
import re

import pytest
from browser import expect


@pytest.fixture
def settings(desk, open_tab):
    desk.make_vault(stripe="sk_live_first")
    desk.unlock()
    tab = open_tab(desk.start().address)
    tab.part("Settings")
    expect(tab.page.get_by_role("heading", name="Settings")).to_be_visible()
    return tab


def command_line_says(desk):
    return desk.coffer("settings", environment=desk.unlocked).stdout


def keep(tab, label, text):
    tab.field(label).fill(text)
    tab.page.keyboard.press("Enter")


def test_how_long_values_are_cached_and_when_it_locks(desk, settings):
    settings.look("settings")
    keep(settings, "Values are cached for", "5")
    keep(settings, "Lock when not used for", "15")
    back = settings.button("Default of Lock when not used for")
    expect(back).to_be_visible()
    said = command_line_says(desk)
    assert re.search(r"cache-minutes\s+5\b", said) and re.search(r"agent-idle\s+15\b", said), said
    back.click()
    expect(settings.field("Lock when not used for")).to_have_value("60")
    settings.button("Forget the cached values").click()
    settings.says("The cached values are forgotten.")


def test_what_cannot_be_is_said_beside_its_field(settings):
    for label, text in ("Values are cached for", "soon"), ("Proxy", "no proxy at all"), ("CA certificates", "/no/such/file.pem"):
        keep(settings, label, text)
        expect(settings.field(label)).to_have_attribute("aria-invalid", "true")
    settings.look("settings-refused")


def test_the_theme_is_kept(settings):
    settings.press("Dark")
    expect(settings.page.locator("html")).to_have_css("color-scheme", "dark")
    settings.look("settings-dark")
    settings.page.reload()
    expect(settings.page.locator("html")).to_have_css("color-scheme", "dark")


def test_a_value_is_seen_while_it_is_typed_where_masking_is_off(settings):
    settings.press("Mask values")
    settings.part("Vault")
    settings.button("Add secret").click()
    window = settings.window("Add secret")
    settings.field("Value", window).fill("seen while typed")
    settings.shot("settings-not-masked")
    expect(settings.field("Value", window)).to_have_value("seen while typed")


def test_lock_now_locks(desk, settings):
    settings.button("Lock now").click()
    settings.part("Vault")
    expect(settings.field("Passphrase")).to_be_visible()
    assert desk.coffer("secret", "list", "--no-input", status=None).returncode != 0


def test_network_settings_hold_for_a_send(desk, settings):
    keep(settings, "A request may take", "1")
    expect(settings.button("Default of A request may take")).to_be_visible()
    settings.part("Requests")
    settings.button("New request").first.click()
    settings.write("URL", f"{desk.cloud.echo}/delay/600")
    settings.button("Send").click()
    expect(settings.page.get_by_role("alert")).to_contain_text(re.compile("time", re.IGNORECASE))


def test_settings_are_kept_in_their_file(desk, settings):
    settings.press("Follow redirects")
    settings.part("Requests")
    settings.button("New request").first.click()
    settings.write("URL", f"{desk.cloud.echo}/redirect/1")
    settings.button("Send").click()
    expect(settings.page.get_by_role("status", name="Outcome")).to_contain_text("302")
    assert json.loads((desk.home / ".config/coffer/settings.json").read_text())["page"]["follow_redirects"] is False
