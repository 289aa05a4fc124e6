"""Runs and the console (issue 6, items 5 and 6)."""

import json
import re

import pytest
from browser import NARROW, expect
from desk import request
from request_test import open_request, send

VALUE = "sk_live_4eC39HqLyjWDarjt"


def test_script(*lines):
    return {"event": [{"listen": "test", "script": {"exec": list(lines), "type": "text/javascript"}}]}


test_script.__test__ = False


@pytest.fixture
def runs(desk, open_tab):
    desk.make_vault(stripe=VALUE)
    desk.unlock()
    desk.collection([
        request("Who", "GET", "{{base}}/get?who={{user}}", header=[{"key": "X-Key", "value": "{{vault:stripe}}"}]) | test_script("console.log('user is ' + pm.iterationData.get('user'));", "pm.test('is ok', () => pm.response.to.have.status(200));"),
        request("Teapot", "GET", "{{base}}/status/418") | test_script("pm.test('is ok', () => pm.response.to.have.status(200));"),
    ])  # fmt: skip
    desk.variables("local.json", "Local", base=desk.cloud.echo)
    return open_tab(desk.start().address)


def start_run(tab, data=None, iterations=None):
    tab.part("Runs")
    tab.pick("Collection", re.compile("^Shop"))
    tab.pick("Environment", "Local")
    if data:
        tab.field("Data, CSV or JSON").fill(data)
    if iterations:
        tab.field("Iterations").fill(str(iterations))
    tab.button("Run").click()
    expect(tab.button("Run again")).to_be_visible()


def summary(tab):
    return tab.page.get_by_role("region", name="Run of Shop").get_by_role("status").first


def test_a_collection_is_run_with_data_and_its_results_are_browsed(desk, runs):
    runs.part("Runs")
    runs.look("runs-form")
    start_run(runs, data="user,amount\nann,1\nbob,2\n")
    expect(summary(runs)).to_contain_text("4 requests")
    expect(summary(runs)).to_contain_text("2 failed")
    runs.look("runs-done")
    assert [each.target for each in desk.cloud.requests()] == ["/get?who=ann", "/status/418", "/get?who=bob", "/status/418"]
    runs.press("Failed 2")
    table = runs.page.get_by_role("grid", name="Requests of this run")
    expect(table).not_to_contain_text("Who")
    runs.press("All 4")
    table.get_by_text("Who").first.click()
    details = runs.page.get_by_role("region", name="Details of Who")
    expect(details).to_contain_text("stripe")
    expect(details).to_contain_text("passed: is ok")
    runs.look("runs-details")
    for _, answer in runs.answers():
        assert VALUE.encode() not in answer


@pytest.mark.parametrize(("choice", "kind"), [("JSON, as Newman writes it", "json"), ("JUnit XML", "junit"), ("HTML", "html")])
def test_results_are_exported_as_the_command_line_writes_them(desk, runs, choice, kind):
    start_run(runs)
    with runs.page.expect_download() as download:
        runs.choose("Export", choice)
    text = open(download.value.path(), encoding="utf-8").read()
    assert VALUE not in text
    if kind == "json":
        report = json.loads(text)
        assert report["collection"]["info"]["name"] == "Shop" and len(report["run"]["executions"]) == 2
    else:
        assert ("<testsuites" if kind == "junit" else "<html") in text and "Teapot" in text


def test_a_run_is_stopped(desk, runs):
    desk.collection([request("Slow", "GET", "{{base}}/delay/1")], file="slow.json", name="Slow ones")
    runs.part("Runs")
    runs.pick("Collection", re.compile("^Slow ones"))
    runs.pick("Environment", "Local")
    runs.field("Iterations").fill("1000")
    runs.button("Run").click()
    expect(runs.page.get_by_role("progressbar", name="Progress")).to_be_visible()
    runs.button("Stop").click()
    expect(runs.button("Run again")).to_be_visible()
    runs.says("stopped")
    assert len(desk.cloud.requests()) < 1000


def test_a_folder_is_run_from_the_tree(desk, runs):
    tree = runs.page.get_by_role("treegrid", name="Collections")
    runs.button("Actions on Shop", tree).click()
    runs.page.get_by_role("menuitem", name="Run", exact=True).click()
    expect(runs.page.get_by_role("tab", name="Runs")).to_have_attribute("aria-selected", "true")


def test_a_thousand_iterations_are_shown_as_they_come(desk, runs):
    start_run(runs, iterations=500)
    expect(summary(runs)).to_contain_text("1,000 requests")
    table = runs.page.get_by_role("grid", name="Requests of this run")
    assert table.get_by_role("row").count() < 200  # only what is seen is drawn
    expect(runs.page.get_by_role("radio", name="Failed 500")).to_be_visible()


def test_the_console_tells_of_every_send_without_its_values(desk, runs):
    open_request(runs, "Who")
    runs.pick("Environment", "Local")
    send(runs)
    runs.page.get_by_role("button", name=re.compile("^Console")).click()
    console = runs.page.get_by_role("region", name="Console")
    lines = console.get_by_role("grid", name="Console lines")
    expect(lines.get_by_role("row").filter(has_text="/get")).to_be_visible()
    expect(lines.get_by_role("row").filter(has_text="user is")).to_be_visible()
    lines.get_by_role("row").filter(has_text="/get").first.click()
    details = runs.page.get_by_role("region", name="Details of the line")
    expect(details.get_by_role("table", name="Secrets")).to_contain_text("stripe")
    expect(details).to_contain_text("{{vault:stripe}}")
    runs.look("console")
    runs.page.get_by_role("searchbox", name="Filter lines").fill("user is")
    expect(lines.get_by_role("row").filter(has_text="/get")).to_have_count(0)
    runs.page.get_by_role("searchbox", name="Filter lines").fill("")
    runs.pick("Kind of lines", "Scripts")
    expect(lines.get_by_role("row").filter(has_text="user is")).to_be_visible()
    runs.button("Clear", console).click()
    expect(console.get_by_text("Nothing was sent yet.")).to_be_visible()
    for _, answer in runs.answers():
        assert VALUE.encode() not in answer


def test_runs_and_console_fit_a_narrow_window_in_the_dark(desk, runs, open_tab):
    tab = open_tab(desk.start().address, size=NARROW, scheme="dark")
    start_run(tab)
    tab.page.get_by_role("button", name=re.compile("^Console")).click()
    tab.look("runs-narrow-dark")
