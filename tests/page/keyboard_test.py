"""From nothing to a run by keyboard alone (issue 6): the pointer is never used, and what has the focus is always named."""

import re

import pytest
from browser import expect
from desk import PASSPHRASE, request

FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ').trim();
  const labels = [...(element.labels ?? [])].map(label => label.textContent).join(' ');
  return (by || element.getAttribute('aria-label') || labels || element.textContent || element.getAttribute('title') || '').replace(/\\s+/g, ' ').trim();
}"""


class Keys:
    def __init__(self, tab):
        self.tab, self.keyboard = tab, tab.page.keyboard

    def focused(self):
        return self.tab.page.evaluate(FOCUSED)

    def to(self, name, key="Tab", most=80):
        """Presses a key until what is called so has the focus."""
        pattern = re.compile(name)
        for _ in range(most):
            found = self.focused()
            if found and pattern.search(found):
                return self
            self.keyboard.press(key)
        raise AssertionError(f"{name}: not reached by {key}; last was {self.focused()!r}")

    def press(self, *keys):
        for key in keys:
            self.keyboard.press(key)
        return self

    def type(self, text):
        self.keyboard.insert_text(text)
        return self


@pytest.fixture
def keys(desk, open_tab):
    desk.write_profiles(main="alice")
    desk.collection([request("List orders", "GET", f"{desk.cloud.echo}/anything/orders")])
    tab = open_tab(desk.start().address)
    return Keys(tab)


def go_to_part(keys, name):
    keys.to("^(Requests|Runs|Vault|Settings)$", key="Shift+Tab").to(f"^{name}$", key="ArrowDown").press("Enter")
    expect(keys.tab.page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")


def test_from_the_first_start_to_a_run(desk, keys):
    tab, page = keys.tab, keys.tab.page
    go_to_part(keys, "Vault")
    # The first start.
    keys.to("^Passphrase( \\*)?$").type(PASSPHRASE).press("Tab").type(PASSPHRASE).press("Enter")
    expect(page.get_by_role("heading", name="Keep the recovery key")).to_be_visible()
    keys.to("I have written it down").press("Space").to("^Go on$").press("Enter")
    # A secret.
    keys.to("Add the first secret").press("Enter")
    expect(tab.window("Add secret")).to_be_visible()
    keys.to("^Name").type("stripe").to("^Value").type("sk_live_by_keyboard").press("Enter")
    expect(page.get_by_role("rowheader", name="stripe")).to_be_visible()
    # A connection.
    go_to_part(keys, "Settings")
    keys.to("^Connect$").press("Enter")
    expect(tab.window("Authenticate AWS Secrets Manager")).to_be_visible()
    keys.to("^Autofill all$").press("Enter")
    expect(tab.field("Access key ID")).to_have_value(desk.cloud.keys("alice")[0])
    keys.to("^Authenticate$").press("Enter")
    expect(tab.window("MFA code")).to_be_visible()
    keys.to("Six digits").type(desk.cloud.mfa_code("alice")).press("Enter")
    expect(page.get_by_role("article", name="AWS Secrets Manager")).to_contain_text("user/alice")
    # A request.
    go_to_part(keys, "Requests")
    keys.to("^Shop").press("ArrowRight")
    page.get_by_role("row", name=re.compile("List orders")).wait_for()
    keys.press("ArrowDown", "Enter")
    expect(tab.editor("URL")).to_be_visible()
    keys.to("^URL").press("Control+End").type("?key={{vault:stripe}}").press("Control+Enter")
    expect(page.get_by_role("status", name="Outcome")).to_contain_text("200 OK")
    assert desk.cloud.requests()[-1].target == "/anything/orders?key=sk_live_by_keyboard"
    keys.press("Control+s")
    tab.says("“List orders” is saved.")
    # A run.
    go_to_part(keys, "Runs")
    keys.to("Collection").press("Enter")
    page.get_by_role("option").first.wait_for()
    keys.press("Enter").to("^Run$").press("Enter")
    expect(tab.button("Run again")).to_be_visible()
    assert len(desk.cloud.requests()) == 2
    tab.look("keyboard-run")


def test_a_window_holds_the_focus_and_gives_it_back(desk, keys):
    desk.make_vault(stripe="sk_live_first")
    desk.unlock()
    go_to_part(keys, "Vault")
    expect(keys.tab.page.get_by_role("rowheader", name="stripe")).to_be_visible()
    keys.to("^Add secret$").press("Enter")
    window = keys.tab.window("Add secret")
    expect(window).to_be_visible()
    for _ in range(20):
        keys.press("Tab")
        assert keys.tab.page.evaluate("document.querySelector('[role=dialog]').contains(document.activeElement)"), keys.focused()
    keys.press("Escape")
    expect(window).to_be_hidden()
    expect(keys.tab.button("Add secret")).to_be_focused()
    keys.to("^stripe").to("Actions on stripe", key="ArrowRight").press("Enter", "ArrowDown", "Escape")
    expect(keys.tab.button("Actions on stripe")).to_be_focused()


@pytest.mark.parametrize("part", ["Requests", "Runs", "Vault", "Settings"])
def test_whatever_has_the_focus_is_named_and_seen(desk, keys, part):
    desk.make_vault(stripe="sk_live_first")
    desk.unlock()
    go_to_part(keys, part)
    if part == "Vault":
        expect(keys.tab.page.get_by_role("rowheader", name="stripe")).to_be_visible()
    seen = set()
    for _ in range(60):
        keys.press("Tab")
        name = keys.focused()
        if name is None:  # beyond the page
            break
        assert name, keys.tab.page.evaluate("document.activeElement.outerHTML")
        assert keys.tab.page.evaluate("(() => { const box = document.activeElement.getBoundingClientRect(); return box.width > 0 && box.height > 0 })()"), name
        seen.add(name)
    assert len(seen) >= 3
