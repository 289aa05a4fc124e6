"""Makes the pictures of docs/page.md and the README, on made-up data; not a test. From the top folder, after a build:

    build/venv/bin/python tests/page/pictures.py
"""

import os
import pathlib
import re
import shutil
import sys
import tempfile

top = pathlib.Path(__file__).resolve().parent.parent.parent
build = pathlib.Path(os.environ.get("COFFER_BUILD", top / "build/dev"))
os.environ.setdefault("COFFER_BIN", str(build / "bin/coffer"))
os.environ.setdefault("COFFER_STAND_IN", str(build / "libexec/coffer/coffer-stand-in"))
os.environ.setdefault("COFFER_CHROMIUM", "/usr/bin/chromium")
os.environ.setdefault("COFFER_AXE", str(top / "build/axe/node_modules/axe-core/axe.min.js"))
os.environ["COFFER_PAGE_SHOTS"] = str(top / "docs/pictures")
sys.path.insert(0, str(top / "tests/page"))
from browser import Browser, expect
from desk import Desk, StandIn, request

SIZE = (1200, 750)


def test(*lines):
    return {"event": [{"listen": "test", "script": {"exec": list(lines), "type": "text/javascript"}}]}


def make_world(desk):
    desk.make_vault(**{"stripe-key": "sk_live_made_up_0123456789", "github-token": "ghp_made_up_9876543210"})
    arn = desk.cloud.arn("db/main")
    for name, more in {"orders-db-password": ["--json-key", "password"], "orders-db-user": ["--json-key", "username"]}.items():
        desk.coffer("secret", "link", name, "--secret-arn", arn, *more, environment=desk.unlocked)
    for name, domains in {"stripe-key": desk.cloud.echo, "github-token": "api.github.com", "orders-db-password": desk.cloud.echo}.items():
        desk.coffer("secret", "domains", name, domains, environment=desk.unlocked)
    desk.unlock()
    desk.write_profiles(main="admin")
    passes, wants = test("pm.test('is paid', () => pm.response.to.have.status(200));"), test("pm.test('is there', () => pm.response.to.have.status(200));")
    key = [{"key": "Authorization", "value": "Bearer {{vault:stripe-key}}"}]
    desk.collection([
        {"name": "Charges", "item": [
            request("List charges", "GET", "{{base}}/anything/charges?limit={{limit}}", header=key) | passes,
            request("Create a charge", "POST", "{{base}}/anything/charges", header=key, body={"mode": "raw", "raw": '{"amount": 2000}', "options": {"raw": {"language": "json"}}}) | passes,
        ]},
        {"name": "Orders", "item": [request("An order that is gone", "GET", "{{base}}/status/404") | wants]},
    ], name="Payments", variable=[{"key": "limit", "value": "10"}])  # fmt: skip
    desk.variables("local.json", "Local", base=desk.cloud.echo)


def take(desk, browser):
    tab = browser.tab(desk.start().address, size=SIZE)
    tab.part("Vault")
    expect(tab.page.get_by_role("row").filter(has_text="github-token")).to_be_visible()
    tab.shot("vault")

    tab.part("Settings")
    tab.button("Connect", tab.page.get_by_role("article", name="AWS Secrets Manager")).click()
    window = tab.window("Authenticate AWS Secrets Manager")
    tab.autofill(window)
    expect(tab.field("Access key ID", window)).not_to_have_value("")
    tab.shot("authenticate")
    tab.button("Authenticate", window).click()
    expect(window).to_be_hidden()

    tab.part("Vault")
    tab.choose("Actions on github-token", "Link to an external vault…")
    window = tab.page.get_by_role("dialog")
    window.get_by_role("combobox", name="Secret ARN").fill(desk.cloud.arn("db/main"))
    tab.button("Test", window).click()
    expect(window.get_by_role("status", name="Test result")).to_contain_text("It can be read.")
    tab.shot("link")
    tab.button("Cancel", window).click()

    tab.part("Requests")
    tree = tab.page.get_by_role("treegrid", name="Collections")
    for name in ("Payments", "Charges"):
        tab.button(f"Expand {name}", tree).click()
    tree.get_by_role("row", name="List charges").click()
    tab.pick("Environment", "Local")
    tab.button("Send").click()
    expect(tab.page.get_by_role("status", name="Outcome")).to_be_visible()
    tab.shot("request")
    tab.page.get_by_role("button", name=re.compile("^Console")).click()
    tab.page.get_by_role("region", name="Console").get_by_role("row").filter(has_text="charges").click()
    tab.shot("console")
    tab.page.get_by_role("button", name=re.compile("^Console")).click()

    tab.part("Runs")
    tab.pick("Collection", re.compile("^Payments"))
    tab.field("Iterations").fill("2")
    tab.button("Run").click()
    expect(tab.button("Run again")).to_be_visible()
    tab.page.get_by_role("row").filter(has_text="An order that is gone").first.click()
    tab.shot("run")
    tab.check()


folder = pathlib.Path(tempfile.mkdtemp(prefix="coffer-pictures-"))
browser = Browser(folder)
with StandIn() as cloud:
    (folder / "desk").mkdir()
    desk = Desk(folder / "desk", cloud)
    try:
        make_world(desk)
        take(desk, browser)
    finally:
        desk.end()
        browser.close()
        shutil.rmtree(folder)
