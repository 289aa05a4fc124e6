"""The vault in the page (issue 6, item 1)."""

import re

import pytest
from browser import expect
from desk import PASSPHRASE


@pytest.fixture
def opened(desk, open_tab):
    """A page whose vault has two secrets, and is open."""
    desk.make_vault(stripe="sk_live_first", github="ghp_second")
    desk.unlock()
    tab = open_tab(desk.start().address)
    tab.part("Vault")
    return tab


def row(tab, name):
    return tab.page.get_by_role("row").filter(has=tab.page.get_by_role("rowheader", name=name, exact=True))


def expect_names(tab, *names):
    expect(tab.page.get_by_role("rowheader")).to_have_text(list(names))


def test_the_first_start_leads_to_a_vault_and_its_recovery_key(desk, open_tab):
    tab = open_tab(desk.start().address)
    tab.part("Vault")
    tab.look("vault-first-start")
    tab.field("Passphrase").fill(PASSPHRASE)
    tab.field("Passphrase, again").fill("something else")
    tab.says("The two are not the same.")
    tab.field("Passphrase, again").fill(PASSPHRASE)
    tab.button("Make the vault").click()
    key = tab.page.get_by_text(re.compile(r"^coffer-recovery-1-\S+$")).inner_text()
    tab.look("vault-recovery-key")
    expect(tab.button("Go on")).to_be_disabled()
    tab.page.get_by_text("I have written it down").click()
    tab.button("Go on").click()
    tab.says("The vault is empty.")
    tab.look("vault-empty")
    # The key that was shown is good: it opens the file that was made.
    desk.coffer("vault", "lock")
    tab.button("Use the recovery key").click()
    tab.field("Recovery key").fill("coffer-recovery-1-nonsense")
    tab.button("Unlock").click()
    expect(tab.field("Recovery key")).to_be_visible()
    tab.field("Recovery key").fill(key)
    tab.button("Unlock").click()
    tab.says("The vault is empty.")
    assert key not in tab.page.content()


def test_a_locked_vault_opens_with_the_passphrase(desk, open_tab):
    desk.make_vault(stripe="sk_live_first")
    tab = open_tab(desk.start().address)
    tab.part("Vault")
    tab.look("vault-locked")
    tab.field("Passphrase").fill("wrong")
    tab.button("Unlock").click()
    tab.says("That is not the passphrase")
    tab.field("Passphrase").fill(PASSPHRASE)
    tab.button("Unlock").click()
    expect(row(tab, "stripe")).to_be_visible()


def test_a_secret_is_added_edited_renamed_and_switched_off(desk, opened):
    opened.button("Add secret").click()
    window = opened.window("Add secret")
    opened.look("vault-add")
    opened.field("Name", window).fill("twilio")
    opened.field("Value", window).fill("SKtwilio-value")
    opened.field("Allowed domains", window).fill("api.twilio.com")
    opened.button("Add", window).click()
    expect(window).to_be_hidden()
    expect(row(opened, "twilio")).to_contain_text("api.twilio.com")
    opened.look("vault-table")
    show = ["secret", "show", "twilio", "--reveal"]
    assert desk.coffer(*show).stdout.strip() == "SKtwilio-value"

    opened.choose("Actions on twilio", "Edit")
    window = opened.window("Edit “twilio”")
    opened.field("Name", window).fill("twilio-key")
    opened.button("Save", window).click()
    expect(window).to_be_hidden()
    expect(row(opened, "twilio-key")).to_be_visible()
    show[2] = "twilio-key"
    assert desk.coffer(*show).stdout.strip() == "SKtwilio-value"  # it was not typed again

    row(opened, "twilio-key").get_by_role("switch").locator("xpath=ancestor-or-self::label").click()
    expect(row(opened, "twilio-key").get_by_role("switch")).not_to_be_checked()
    listed = desk.coffer("secret", "list").stdout
    assert re.search(r"twilio-key.*off", listed), listed


def test_what_cannot_be_is_said_beside_the_field(opened):
    opened.button("Add secret").click()
    window = opened.window("Add secret")
    opened.field("Name", window).fill("stripe")
    opened.field("Value", window).fill("another")
    opened.button("Add", window).click()
    expect(opened.field("Name", window)).to_have_accessible_description(re.compile("stripe.*(exists|already)"))
    opened.field("Name", window).fill("fine")
    opened.field("Allowed domains", window).fill("https://*/")
    opened.button("Add", window).click()
    expect(opened.field("Allowed domains", window)).to_have_attribute("aria-invalid", "true")
    opened.look("vault-refused")
    opened.page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect_names(opened, "github", "stripe")


def test_a_secret_that_was_removed_comes_back(desk, opened):
    opened.choose("Actions on stripe", "Delete")
    expect(row(opened, "stripe")).to_have_count(0)
    opened.button("Undo").click()
    expect(row(opened, "stripe")).to_be_visible()
    assert desk.coffer("secret", "show", "stripe", "--reveal").stdout.strip() == "sk_live_first"


def test_the_table_is_searched_and_sorted(opened):
    expect_names(opened, "github", "stripe")
    opened.page.get_by_role("columnheader", name="Name").click()
    expect(opened.page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "descending")
    expect_names(opened, "stripe", "github")
    opened.page.get_by_role("searchbox", name="Search secrets").fill("hub")
    expect(row(opened, "stripe")).to_have_count(0)
    expect(row(opened, "github")).to_be_visible()
    opened.page.get_by_role("searchbox", name="Search secrets").fill("nothing-like-it")
    opened.says("No secret")


def test_one_value_is_revealed_and_hidden_and_no_other_is_in_the_page(desk, opened):
    assert "sk_live_first" not in opened.page.content()
    opened.choose("Actions on stripe", "Reveal value")
    expect(row(opened, "stripe")).to_contain_text("sk_live_first")
    assert "ghp_second" not in opened.page.content()
    opened.choose("Actions on stripe", "Hide value")
    expect(row(opened, "stripe")).not_to_contain_text("sk_live_first")
    log = (desk.home / ".local/state/coffer/audit.jsonl").read_text()
    assert '"stripe"' in log and "sk_live_first" not in log


def test_a_value_is_copied_without_being_shown_and_leaves_the_clipboard_again(desk, browser, open_tab):
    desk.make_vault(stripe="sk_live_first")
    desk.unlock()
    ui = desk.start()
    context = browser.context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=ui.origin)
    context.clock.install()
    tab = open_tab(ui.address, context=context)
    tab.part("Vault")
    tab.choose("Actions on stripe", "Copy value")
    tab.says("Copied “stripe”. The clipboard forgets it in 60 seconds.")
    assert tab.clipboard() == "sk_live_first"
    assert "sk_live_first" not in tab.page.content()
    context.clock.fast_forward(61_000)
    assert tab.clipboard() == ""
