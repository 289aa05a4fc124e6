"""Requests, responses, runs and the console, as the page's calls have them (docs/page-calls.md), with no browser."""

import base64
import json
import threading

import pytest
from desk import request
from ui import CallError

SECRET = "sk-live-51Habcdefgh"


@pytest.fixture
def page(desk):
    desk.make_vault(**{"key": SECRET})
    desk.unlock()
    return desk.start(str(desk.work)).launch()


def item(method, url, **members):
    return request("It", method, url, **members)


def send(page, what, name="s1", **place):
    return page.call("requests/send", send=name, item=what, **place)


def body_of(page, sent, view="raw"):
    return page.answer("responses/body", response=sent["response"]["number"], view=view).decode()


def link_stripe(page, cloud):
    page.call("secrets/link", name="stripe", add=True, provider="aws", secret=cloud.arn("stripe-key"))


def meanwhile(work):
    """Does it beside the test; what it came to is in the list once the thread is joined."""
    results = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    return thread, results


def answer(page, kind, text):
    number = page.wait_for("question", lambda asked: asked["kind"] == kind)["number"]
    page.call("questions/answer", number=number, text=text)


def told(page):
    """All events so far, as text: up to a line of the console that is made now."""
    page.call("console/clear")
    lines = []
    for name, data in page.events():
        lines.append(json.dumps(data))
        if name == "console-cleared":
            return "\n".join(lines)


def forms_of(value):
    """Those that a careless program would show."""
    return [value, base64.b64encode(value.encode()).decode(), base64.b64encode(f"me:{value}".encode()).decode(), value.encode().hex()]


def test_a_value_reaches_the_server_and_nobody_else(desk, page, cloud):
    basic = {"type": "basic", "basic": [{"key": "username", "value": "me"}, {"key": "password", "value": "{{vault:key}}"}]}
    header = [{"key": "X-Key", "value": "{{vault:key}}"}]
    what = item("POST", f"{cloud.echo}/pay?key={{{{vault:key}}}}", header=header, auth=basic, body={"mode": "raw", "raw": '{"key": "{{vault:key}}"}'})
    sent = send(page, what)
    assert sent["response"]["status"] == 200, sent
    received = cloud.requests()[-1]
    assert received.header("X-Key") == SECRET and SECRET in received.target and SECRET.encode() in received.body
    assert sent["references"][0] | {"took_ms": 0} == {"name": "key", "source": "local vault", "cached": False, "took_ms": 0}

    number = sent["response"]["number"]
    answers = [sent] + [page.call(name, response=number) for name in ("responses/save", "requests/har")]
    answers += [page.call(name, item=what) for name in ("requests/look", "requests/curl")]
    everything = json.dumps(answers) + body_of(page, sent) + body_of(page, sent, "pretty") + told(page)
    assert "{{vault:key}}" in everything
    assert [form for form in forms_of(SECRET) if form in everything] == []


def test_look_uses_no_network_unless_it_is_told_to(desk, page, cloud):
    desk.write_profiles(default="ci")
    link_stripe(page, cloud)
    cloud.clear_calls()
    what = item("GET", f"{cloud.echo}/{{{{vault:stripe}}}}")
    assert page.call("requests/look", item=what)["references"][0]["state"] == "authenticate"
    assert cloud.calls() == []
    looking, found = meanwhile(lambda: page.call("requests/look", item=what, fetch=True)["references"][0])
    answer(page, "mfa-device", "")  # this user may not list them
    looking.join()
    assert found[0]["state"] == "resolves", found
    assert "GetSecretValue" in "".join(cloud.actions()) or "BatchGetSecretValue" in cloud.actions()
    cloud.clear_calls()
    assert page.call("requests/look", item=what)["references"][0]["state"] == "resolves"
    assert cloud.calls() == []


def test_a_send_that_needs_authentication_asks_and_goes_on(desk, page, cloud):
    link_stripe(page, cloud)
    sending, done = meanwhile(lambda: send(page, item("GET", f"{cloud.echo}/live?k={{{{vault:stripe}}}}")))
    key, secret = cloud.keys("ci")
    answer(page, "connect", json.dumps({"type": "long-lived", "access_key_id": key, "secret_access_key": secret, "region": "eu-central-1"}))
    answer(page, "mfa-device", "")
    sending.join()
    assert done[0]["response"]["status"] == 200, done
    assert done[0]["references"][0]["source"].startswith("aws arn:")
    everything = json.dumps(done) + told(page)
    value = cloud.requests()[-1].target.split("k=")[1]
    assert value and value not in everything and secret not in everything


def test_cancel_ends_a_send_that_waits_for_an_answer(desk, page, cloud):
    link_stripe(page, cloud)
    sending, done = meanwhile(lambda: send(page, item("GET", f"{cloud.echo}/{{{{vault:stripe}}}}"), name="mine"))
    question = page.wait_for("question")
    page.call("requests/cancel", send="mine")
    sending.join()
    assert done[0]["failure"]["code"] == "cancelled", done
    assert page.call("questions/open")["questions"] == []
    assert page.wait_for("answered")["number"] == question["number"]


def test_cancel_cuts_a_request_that_is_under_way(page, cloud):
    sending, done = meanwhile(lambda: send(page, item("GET", f"{cloud.echo}/delay/60"), name="slow"))
    while not cloud.requests():
        pass
    page.call("requests/cancel", send="slow")
    sending.join()
    assert done[0]["failure"]["code"] == "cancelled", done


def test_scripts_run_and_what_they_set_counts_later(desk, page, cloud):
    desk.variables("test.json", "Test", host=cloud.echo)
    scripts = [
        {"listen": "prerequest", "script": {"exec": ["pm.environment.set('token', 't-' + 123); console.log('set', pm.environment.get('token'))"]}},
        {"listen": "test", "script": {"exec": ["pm.test('is well', () => pm.response.to.have.status(200)); pm.test('is not', () => pm.expect(1).to.equal(2))"]}},
    ]
    sent = send(page, item("GET", "{{host}}/{{token}}") | {"event": scripts}, environment="test.json")
    assert [(test["name"], test["passed"]) for test in sent["tests"]] == [("is well", True), ("is not", False)]
    assert sent["scripts"][0]["console"] == [{"level": "log", "text": "set t-123"}]
    assert cloud.requests()[-1].target == "/t-123"
    seen = page.call("requests/look", item=item("GET", "{{host}}/{{token}}"), environment="test.json")
    assert {each["name"]: each["source"] for each in seen["variables"]} == {"host": "environment", "token": "script"}
    assert (desk.work / "test.json").read_text().find("t-123") == -1


def test_a_script_gets_the_vault_by_a_grant_only(desk, page, cloud):
    desk.collection([item("GET", cloud.echo + "/")])
    script = {"listen": "prerequest", "script": {"exec": ["pm.request.headers.add({key: 'X-Key', value: await pm.vault.get('key')})"]}}
    what = item("GET", cloud.echo + "/") | {"event": [script]}
    refused = send(page, what, collection="shop.json", at="0")
    assert "denied" in refused["scripts"][0]["error"].lower(), refused["scripts"]
    page.call("settings/set", scripts=True)
    sending, done = meanwhile(lambda: send(page, what, collection="shop.json", at="0"))
    answer(page, "grant", "once")
    sending.join()
    assert cloud.requests()[-1].header("X-Key") == SECRET
    assert SECRET not in json.dumps(done) + told(page)


def test_a_run_is_told_browsed_and_exported(desk, page, cloud):
    tests = [{"listen": "test", "script": {"exec": ["pm.test('row ' + pm.iterationData.get('row'), () => pm.response.to.have.status(200))"]}}]
    desk.collection([request("One", "GET", f"{cloud.echo}/{{{{row}}}}?k={{{{vault:key}}}}") | {"event": tests}, request("Two", "GET", f"{cloud.echo}/status/404")])
    number = page.call("runs/start", collection="shop.json", data="row\n1\n2\n3\n")["run"]
    run = page.wait_for("run", lambda data: data["run"] == number and data["state"] != "running")
    assert (run["state"], run["items"], run["assertions"], run["failed_assertions"], run["exit_status"]) == ("finished", 6, 3, 0, 0), run
    rows = page.call("runs/items", run=number, **{"from": 0})
    assert [row["name"] for row in rows["items"]] == ["One", "Two"] * 3 and rows["total"] == 6
    details = page.call("runs/item", run=number, number=0)
    reports = {each: page.call("runs/export", run=number, format=each)["text"] for each in ("json", "junit", "html")}
    assert json.loads(reports["json"])["run"]["stats"]["requests"]["total"] == 6
    everything = json.dumps([rows, details, reports]) + body_of(page, details) + told(page)
    assert [form for form in forms_of(SECRET) if form in everything] == []
    with pytest.raises(CallError) as failure:
        page.call("runs/export", run=number, format="pdf")
    assert failure.value.field == "format"


def test_a_run_is_stopped_and_its_reports_go_with_the_page(desk, cloud, folder):
    temporary = folder / "tmp"
    temporary.mkdir()
    desk.collection([request("Slow", "GET", f"{cloud.echo}/delay/60")])
    ui = desk.start(str(desk.work), environment={"TMPDIR": str(temporary)})
    page = ui.launch()
    number = page.call("runs/start", collection="shop.json", iterations=5)["run"]
    while not cloud.requests():
        pass
    assert len(list(temporary.glob("coffer-page-*"))) == 1
    page.call("runs/stop", run=number)
    assert page.wait_for("run", lambda data: data["state"] != "running")["state"] == "stopped"
    _, status = ui.end()
    assert status == 0 and list(temporary.iterdir()) == []
