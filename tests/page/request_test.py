"""The request builder and its response (issue 6, item 4)."""

import json
import re

import pytest
from browser import NARROW, expect
from desk import request


@pytest.fixture
def shop(desk, open_tab):
    """A folder with a collection, an environment and an open vault; the first request is open."""
    echo = desk.cloud.echo
    desk.make_vault(stripe="sk_live_4eC39HqLyjWDarjt", elsewhere="only-for-others")
    desk.coffer("secret", "set", "elsewhere", "--domains", "api.example.com", stdin="only-for-others", environment=desk.unlocked)
    desk.unlock()
    desk.collection([
        request("List orders", "GET", "{{base}}/anything/orders?limit={{limit}}", header=[{"key": "X-Key", "value": "{{vault:stripe}}"}]),
        request("Page", "GET", "{{base}}/html"),
    ], variable=[{"key": "limit", "value": "10"}])  # fmt: skip
    desk.variables("local.json", "Local", base=echo)
    tab = open_tab(desk.start().address)
    open_request(tab, "List orders")
    tab.pick("Environment", "Local")
    return tab


def open_request(tab, name, collection="Shop"):
    tree = tab.page.get_by_role("treegrid", name="Collections")
    if not tree.get_by_role("row", name=name).is_visible():
        tab.open_row(tree.get_by_role("row", name=collection))
    tree.get_by_role("row", name=name).click()
    expect(tab.editor("URL")).to_be_visible()


def new_request(tab):
    tab.button("New request").first.click()
    expect(tab.editor("URL")).to_be_visible()


def send(tab):
    tab.button("Send").click()
    expect(tab.page.get_by_role("status", name="Outcome")).to_be_visible()


def outcome(tab):
    return tab.page.get_by_role("status", name="Outcome")


def body(tab):
    return tab.page.get_by_role("textbox", name="Response body")


def test_a_request_is_sent_with_its_secret_and_what_comes_back_is_redacted(desk, shop):
    variables = shop.page.get_by_role("complementary", name="Variables")
    expect(variables.get_by_role("listitem").filter(has_text="vault:stripe")).to_contain_text("resolves")
    expect(variables.get_by_role("listitem").filter(has_text="limit")).to_contain_text("collection")
    expect(variables.get_by_role("listitem").filter(has_text="base")).to_contain_text("environment")
    shop.look("request-before")
    send(shop)
    expect(outcome(shop)).to_contain_text("200 OK")
    expect(body(shop)).to_contain_text("/anything/orders")
    expect(body(shop)).to_contain_text("{{vault:stripe}}")
    shop.look("request-response")
    sent = desk.cloud.requests()[-1]
    assert sent.header("X-Key") == "sk_live_4eC39HqLyjWDarjt" and sent.target == "/anything/orders?limit=10"
    shop.page.get_by_role("tab", name=re.compile("^Secrets")).click()
    shop.says(re.compile("vault"))
    for _, answer in shop.answers():
        assert b"sk_live_4eC39HqLyjWDarjt" not in answer
    assert "sk_live_4eC39HqLyjWDarjt" not in shop.page.content()


def test_a_new_request_is_built_from_nothing(desk, shop):
    new_request(shop)
    shop.page.get_by_role("combobox", name="Method").fill("POST")
    shop.page.keyboard.press("Tab")
    shop.write("URL", "{{base}}/post?first=1")
    expect(shop.editor("Param 1, key")).to_have_text("first")
    shop.write("New param, key", "second")
    shop.write("Param second, value", "{{limit}} & more")
    shop.page.get_by_role("tab", name=re.compile("^Headers")).click()
    shop.write("New header, key", "X-Trace")
    shop.page.keyboard.press("Escape")
    shop.write("Header X-Trace, value", "on")
    shop.page.get_by_role("tab", name=re.compile("^Auth")).click()
    shop.pick("Type", "Bearer token")
    shop.write("Token", "{{vault:stripe}}")
    shop.page.get_by_role("tab", name=re.compile("^Body")).click()
    shop.pick("Body", "Raw")
    shop.write("Body text", '{"name": "ann"}')
    shop.look("request-built")
    shop.page.keyboard.press("Control+Enter")
    expect(outcome(shop)).to_contain_text("200 OK")
    sent = desk.cloud.requests()[-1]
    assert sent.method == "POST" and sent.header("Authorization") == "Bearer sk_live_4eC39HqLyjWDarjt" and sent.header("X-Trace") == "on"
    assert sent.target.startswith("/post?first=1&second=") and json.loads(sent.body) == {"name": "ann"}


def test_the_editor_completes_variables_and_secrets(shop):
    new_request(shop)
    url = shop.editor("URL")
    url.click()
    shop.page.keyboard.type("{{ba")
    shop.page.get_by_role("option", name=re.compile("^base")).first.click()
    expect(url).to_have_text(re.compile(r"\{\{base\}\}"))
    shop.page.keyboard.type("/{{vault:str")
    shop.page.get_by_role("option", name=re.compile("^(vault:)?stripe")).first.click()
    expect(url).to_have_text(re.compile(r"\{\{vault:stripe\}\}"))


def test_what_would_not_resolve_says_why_before_and_after_a_send(desk, shop):
    new_request(shop)
    url = shop.editor("URL")
    shop.write("URL", "{{base}}/get?a={{vault:no-such}}&b={{vault:elsewhere}}")
    variables = shop.page.get_by_role("complementary", name="Variables")
    expect(variables.get_by_role("listitem").filter(has_text="no-such")).to_contain_text("there is no vault secret")
    expect(variables.get_by_role("listitem").filter(has_text="elsewhere")).to_contain_text("api.example.com")
    expect(url).to_have_accessible_description(re.compile("no-such"))
    shop.look("request-unresolved")
    shop.button("Send").click()
    expect(shop.page.get_by_role("alert").filter(has_text="no-such")).to_be_visible()
    shop.look("request-refused")
    assert desk.cloud.requests() == []


def test_a_send_that_takes_its_time_is_cancelled(desk, shop):
    new_request(shop)
    shop.write("URL", "{{base}}/delay/600")
    shop.button("Send").click()
    shop.says("Sending")
    shop.button("Cancel").click()
    expect(shop.button("Send")).to_be_visible()
    shop.says(re.compile("cancelled", re.IGNORECASE))


def test_a_send_that_needs_authentication_asks_in_place_and_then_sends(desk, shop):
    desk.write_profiles(work="alice")  # neither main nor default: nothing is taken unasked
    desk.coffer("secret", "link", "payments", "--secret-arn", desk.cloud.arn("stripe-key"), environment=desk.unlocked)
    new_request(shop)
    shop.write("URL", "{{base}}/get")
    shop.page.get_by_role("tab", name=re.compile("^Auth")).click()
    shop.pick("Type", "Bearer token")
    shop.write("Token", "{{vault:payments}}")
    shop.button("Send").click()
    window = shop.window("Authenticate AWS Secrets Manager")
    expect(window).to_be_visible()
    shop.look("request-authenticate")
    shop.pick("Profile of the config file", re.compile("^work"), window)
    shop.autofill(window)
    shop.button("Authenticate", window).click()
    code = shop.window("MFA code")
    shop.field("Six digits", code).fill(desk.cloud.mfa_code("alice"))
    shop.button("Go on", code).click()
    expect(outcome(shop)).to_contain_text("200 OK")
    assert desk.cloud.requests()[-1].header("Authorization").startswith("Bearer sk_")


def test_it_is_saved_and_nothing_else_in_the_file_changes(desk, shop):
    before = (desk.work / "shop.json").read_text()
    shop.write("URL", "{{base}}/anything/other?limit={{limit}}")
    shop.page.keyboard.press("Control+s")
    shop.says("“List orders” is saved.")
    after = (desk.work / "shop.json").read_text()
    assert after == before.replace("/anything/orders", "/anything/other")


def test_a_file_that_changed_meanwhile_is_not_overwritten_unasked(desk, shop):
    shop.write("URL", "{{base}}/mine")
    path = desk.work / "shop.json"
    path.write_text(path.read_text().replace("/anything/orders", "/theirs"))
    shop.page.keyboard.press("Control+s")
    shop.says("The file has another version of this by now.")
    assert "/theirs" in path.read_text()
    shop.look("request-conflict")
    shop.button("Save mine over it").click()
    shop.says("“List orders” is saved.")
    assert "/mine" in path.read_text()


def test_drafts_outlive_a_reload(shop):
    shop.write("URL", "{{base}}/not-saved-yet")
    expect(shop.page.get_by_role("img", name="not saved").first).to_be_visible()
    shop.page.reload()
    expect(shop.editor("URL")).to_have_text("{{base}}/not-saved-yet")


def test_a_curl_command_becomes_a_request(desk, shop):
    new_request(shop)
    shop.editor("URL").click()
    shop.page.evaluate("text => { const data = new DataTransfer(); data.setData('text/plain', text); document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }", f"curl -X PUT '{desk.cloud.echo}/put' -H 'X-From: curl' -d 'a=1'")  # fmt: skip
    expect(shop.editor("URL")).to_have_text(f"{desk.cloud.echo}/put")
    send(shop)
    sent = desk.cloud.requests()[-1]
    assert sent.method == "PUT" and sent.header("X-From") == "curl" and sent.body == b"a=1"


def test_scripts_run_and_their_tests_are_shown(desk, shop):
    shop.page.get_by_role("tab", name=re.compile("^Scripts")).first.click()
    shop.pick("Script", re.compile("After the response"))
    shop.write("Script after the response", "console.log('from the script'); pm.test('is ok', () => pm.response.to.have.status(200)); pm.test('is no teapot', () => pm.response.to.have.status(418));")
    send(shop)
    shop.page.get_by_role("tab", name=re.compile(r"^Tests")).click()
    tests = shop.page.get_by_role("list", name="Tests")
    expect(tests.get_by_role("listitem").filter(has_text="is ok")).to_contain_text("passed")
    expect(tests.get_by_role("listitem").filter(has_text="is no teapot")).to_contain_text("failed")
    shop.look("request-tests")


def test_it_fits_a_narrow_window_in_the_dark(desk, open_tab):
    desk.make_vault()
    desk.unlock()
    desk.collection([request("List orders", "GET", f"{desk.cloud.echo}/anything/orders")])
    tab = open_tab(desk.start().address, size=NARROW, scheme="dark")
    tab.page.get_by_role("button", name="Folder", exact=True).click()
    tab.look("request-folder-narrow-dark")
    open_request(tab, "List orders")
    send(tab)
    tab.look("request-narrow-dark")
