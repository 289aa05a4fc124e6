"""The folder: collections, environments, import, links files (issue 6, item 5)."""

import json
import re

import pytest
from browser import expect
from desk import request
from request_test import open_request, send

ORDERS = [
    {"name": "Orders", "item": [request("List orders", "GET", "{{base}}/anything/orders"), request("Add an order", "POST", "{{base}}/anything/orders")]},
    request("Health", "GET", "{{base}}/status/200"),
]


@pytest.fixture
def folder_tab(desk, open_tab):
    desk.make_vault(stripe="sk_live_4eC39HqLyjWDarjt")
    desk.unlock()
    desk.collection(ORDERS, unknown={"kept": [1.0, 2e3]})
    desk.variables("local.json", "Local", base=desk.cloud.echo)
    return open_tab(desk.start().address)


def tree(tab):
    return tab.page.get_by_role("treegrid", name="Collections")


def tree_row(tab, name):
    return tree(tab).get_by_role("row", name=re.compile(rf"{re.escape(name)}$")).first


def act(tab, name, action):
    tab.button(f"Actions on {name}", tree(tab)).click()
    tab.page.get_by_role("menuitem", name=action, exact=True).click()


def name_it(tab, name, action):
    window = tab.page.get_by_role("dialog")
    window.get_by_role("textbox").first.fill(name)
    tab.button(action, window).click()
    expect(window).to_be_hidden()


def in_file(desk, file="shop.json"):
    return json.loads((desk.work / file).read_text())


def test_a_collection_is_a_tree_that_is_searched(folder_tab):
    tab = folder_tab
    tab.open_row(tree_row(tab, "Shop"))
    tab.open_row(tree_row(tab, "Orders"))
    expect(tree_row(tab, "Add an order")).to_be_visible()
    tab.look("collections-tree")
    tab.page.get_by_role("searchbox", name="Search requests").fill("health")
    expect(tree_row(tab, "Health")).to_be_visible()
    expect(tree(tab).get_by_text("Add an order")).to_have_count(0)


def test_items_are_made_renamed_duplicated_and_deleted_with_a_way_back(desk, folder_tab):
    tab = folder_tab
    tab.open_row(tree_row(tab, "Shop"))
    before = (desk.work / "shop.json").read_text()
    act(tab, "Health", "Delete")
    expect(tree(tab).get_by_text("Health")).to_have_count(0)
    tab.button("Undo").click()
    expect(tree(tab).get_by_text("Health")).to_be_visible()
    assert (desk.work / "shop.json").read_text() == before
    act(tab, "Health", "Rename")
    name_it(tab, "Is it up?", "Rename")
    expect(tree(tab).get_by_text("Is it up?")).to_be_visible()
    assert (desk.work / "shop.json").read_text() == before.replace('"Health"', '"Is it up?"')
    act(tab, "Shop", "New folder")
    name_it(tab, "Customers", "Create")
    expect(tree(tab).get_by_text("Customers")).to_be_visible()
    act(tab, "Customers", "New request")
    name_it(tab, "Find a customer", "Create")
    expect(tab.editor("URL")).to_be_visible()
    act(tab, "Is it up?", "Duplicate")
    expect(tree(tab).get_by_text(re.compile("^Is it up"))).to_have_count(2)
    collection = in_file(desk)
    assert [item["name"] for item in collection["item"]][0] == "Orders"
    assert sorted(item["name"] for item in collection["item"])[0] == "Customers" and len(collection["item"]) == 4
    assert next(item for item in collection["item"] if item["name"] == "Customers")["item"][0]["name"] == "Find a customer"
    assert collection["unknown"] == {"kept": [1.0, 2e3]} and '"kept": [\n      1.0,\n      2000.0' in (desk.work / "shop.json").read_text()


def test_a_curl_command_and_an_environment_are_imported(desk, folder_tab):
    tab = folder_tab
    tab.button("Import").click()
    window = tab.window("Import")
    tab.look("collections-import")
    tab.field("Collection, environment or cURL command", window).fill(f"curl -X DELETE {desk.cloud.echo}/anything/7 -H 'X-Why: gone'")
    tab.button("Import", window).click()
    expect(window).to_be_hidden()
    expect(tab.editor("URL")).to_have_text(f"{desk.cloud.echo}/anything/7")
    tab.button("Import").click()
    tab.field("Collection, environment or cURL command", tab.window("Import")).fill(json.dumps({"name": "Staging", "values": [{"key": "base", "value": "https://staging.example", "enabled": True}], "_postman_variable_scope": "environment"}))
    tab.button("Import", tab.window("Import")).click()
    expect(tab.window("Import")).to_be_hidden()
    tab.pick("Environment", "Staging")


def test_files_are_dropped_on_the_page(desk, folder_tab):
    tab = folder_tab
    dropped = json.dumps({"info": {"name": "Dropped", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [request("One", "GET", "https://x.example")]})
    tab.page.evaluate(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'dropped.json', {type: 'application/json'}));"
        " for (const name of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true})) }",
        dropped,
    )
    expect(tree_row(tab, "Dropped")).to_be_visible()
    assert len(list(desk.work.glob("*.json"))) == 3


def test_an_environment_is_edited_and_its_file_otherwise_left_alone(desk, folder_tab):
    tab = folder_tab
    tab.pick("Environment", "Local")
    before = (desk.work / "local.json").read_text()
    tab.button("Values").click()
    window = tab.window("Local")
    tab.look("collections-environment")
    window.get_by_role("textbox", name=re.compile("value", re.IGNORECASE)).first.fill("http://changed.example")
    tab.button("Save", window).click()
    expect(window).to_be_hidden()
    assert (desk.work / "local.json").read_text() == before.replace(desk.cloud.echo, "http://changed.example")


def test_a_links_file_counts_once_it_is_trusted(desk, folder_tab, open_tab):
    tab = folder_tab
    (desk.work / "coffer.links.json").write_text(json.dumps({"version": 1, "links": {"api-key": {"provider": "aws", "secret_arn": desk.cloud.arn("stripe-key")}}}))
    tab.page.reload()
    tab.open_row(tree_row(tab, "Shop"))
    tab.says("It is not trusted yet")
    tab.page.get_by_role("region", name="Folder").get_by_role("button", name=re.compile("^(Look|Show|See|Trust)")).click()
    window = tab.window("Trust the links file?")
    expect(window.get_by_role("row").filter(has_text="api-key")).to_contain_text("stripe-key")
    tab.look("collections-links-file")
    tab.button("Trust it", window).click()
    expect(tab.page.get_by_text("It is not trusted yet")).to_have_count(0)
    assert "coffer.links.json" in desk.coffer("trust", "--list").stdout


def test_what_another_program_does_to_the_folder_is_seen(desk, folder_tab):
    tab = folder_tab
    tab.open_row(tree_row(tab, "Shop"))
    path = desk.work / "shop.json"
    path.write_text(path.read_text().replace('"Health"', '"Renamed by an editor"'))
    expect(tree(tab).get_by_text("Renamed by an editor")).to_be_visible()
    new = desk.collection([request("Only", "GET", "https://x.example")], file="new.postman_collection.json", name="Put here by git")
    expect(tree_row(tab, "Put here by git")).to_be_visible()
    new.write_text(new.read_text()[:-10])
    expect(tree(tab)).to_contain_text("not valid JSON")


def test_another_folder_is_opened(desk, folder_tab):
    tab = folder_tab
    other = desk.home / "other"
    other.mkdir()
    (other / "c.json").write_text(json.dumps({"info": {"name": "Of the other folder", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}))
    tab.page.get_by_role("button", name=re.compile("open another$")).click()
    window = tab.window("Open a folder")
    tab.look("collections-open-folder")
    tab.field("Folder", window).fill(str(other))
    tab.button("Open", window).click()
    expect(window).to_be_hidden()
    expect(tree_row(tab, "Of the other folder")).to_be_visible()


def test_scripts_ask_for_the_vault_on_first_use(desk, folder_tab):
    tab = folder_tab
    script = "pm.vault.get('stripe').then(value => { pm.test('it has a length', () => pm.expect(value.length).to.equal(24)); });"
    desk.collection([request("With a script", "GET", "{{base}}/get") | {"event": [{"listen": "test", "script": {"exec": [script], "type": "text/javascript"}}]}], file="scripted.json", name="Scripted")
    desk.coffer("settings", "scripts", "on", status=None)
    tab.part("Settings")
    if not tab.page.get_by_role("switch", name="Scripts may use the vault").is_checked():
        tab.press("Scripts may use the vault")
    tab.part("Requests")
    tab.pick("Environment", "Local")
    open_request(tab, "With a script", collection="Scripted")
    tab.button("Send").click()
    window = tab.window("May its scripts use the vault?")
    expect(window).to_contain_text("Scripted")
    tab.look("collections-grant")
    tab.press("Remember the answer for this collection, as its scripts are now", window)
    tab.button("Allow", window).click()
    tab.page.get_by_role("tab", name=re.compile("^Tests")).click()
    expect(tab.page.get_by_role("list", name="Tests")).to_contain_text("passed")
    tab.part("Settings")
    expect(tab.page.get_by_role("table", name="Collections that were allowed or denied")).to_contain_text("scripted.json")
    for _, answer in tab.answers():
        assert b"sk_live_4eC39HqLyjWDarjt" not in answer
