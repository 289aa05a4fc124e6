"""A collection, responses and secrets of somebody who wants their script to run in the page, or a value to leave it (issue 6, "Security")."""

import http.server
import json
import re
import threading

import pytest
from browser import expect
from desk import request

VALUE = "sk_live_4eC39HqLyjWDarjt-planted"
OTHER = "never-used-by-any-request-planted"


class Canary(http.server.BaseHTTPRequestHandler):
    """An API whose every answer is an attack, and a server that must hear nothing: /canary."""

    heard, asked = [], []

    def attack(self):
        here = f"http://127.0.0.1:{self.server.server_address[1]}/canary"
        return f"""<!doctype html><html><head><link rel=stylesheet href="{here}/style"><meta http-equiv="refresh" content="0;url={here}/refresh"><base href="{here}/">
<script>window.top.ran = 1; fetch("{here}/script")</script><script src="{here}/source"></script></head>
<body onload="fetch('{here}/onload')" background="{here}/background"><img src="{here}/image" onerror="top.ran = 2"><svg onload="top.ran = 3"><image href="{here}/svg"/></svg>
<iframe src="{here}/frame"></iframe><iframe srcdoc="<script>top.ran = 4</script>"></iframe><object data="{here}/object"></object><embed src="{here}/embed"><video src="{here}/video" autoplay></video>
<style>@import url("{here}/import"); body {{ background: url({here}/css) }} @font-face {{ font-family: x; src: url({here}/font) }} p {{ font-family: x }}</style>
<form action="{here}/form"><input autofocus onfocus="top.ran = 5"></form><a href="{here}/link" ping="{here}/ping" target=_top>click here</a><p>a harmless paragraph</p>
<link rel=preconnect href="{here}/preconnect"><link rel=prefetch href="{here}/prefetch"></body></html>"""

    def do_GET(self):
        if self.path.startswith("/canary"):
            Canary.heard.append(self.path)
        else:
            Canary.asked.append((self.path, dict(self.headers)))
        echoed = self.headers.get("X-Key", "")
        kinds = {
            "/html": ("text/html", self.attack() + echoed),
            "/svg": ("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" onload="top.ran = 6"><script>top.ran = 7</script><image href="http://127.0.0.1:{self.server.server_address[1]}/canary/svg"/></svg>'),
            "/json": ("application/json", json.dumps({"</script><script>top.ran = 8</script>": "<img src=x onerror='top.ran = 9'>", "echo": echoed})),
            "/xml": ("application/xml", f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{self.server.server_address[1]}/canary/entity">]><?xml-stylesheet href="http://127.0.0.1:{self.server.server_address[1]}/canary/xsl"?><x>&e;</x>'),
            "/type": ('text/html"><script>top.ran = 10</script>', self.attack()),
        }  # fmt: skip
        type_, body = kinds.get(self.path, ("text/plain", "canary"))
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", type_)
        self.send_header("X-Markup", "<script>top.ran = 11</script><img src=x onerror='top.ran = 12'>")
        self.send_header("Refresh", f"0; url=http://127.0.0.1:{self.server.server_address[1]}/canary/header")
        self.send_header("Link", f"<http://127.0.0.1:{self.server.server_address[1]}/canary/early>; rel=preload; as=image")
        self.send_header("Set-Cookie", "coffer_session=mine; Path=/")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_PUT = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def api():
    Canary.heard, Canary.asked = [], []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


MARKUP = "<img src=x onerror=\"top.ran = 20\"><script>top.ran = 21</script>{{constructor}}javascript:top.ran=22"


@pytest.fixture
def tab(desk, api, open_tab):
    desk.make_vault(stripe=VALUE, other=OTHER)
    desk.coffer("secret", "set", MARKUP.replace("{{constructor}}", ""), stdin=OTHER, environment=desk.unlocked)
    desk.unlock()
    visualizer = f"console.log({MARKUP!r}); pm.visualizer.set('<script>top.ran = 30</script><img src=\"{api}/canary/visualizer\">', {{}}); pm.test({MARKUP!r}, () => {{ throw new Error({MARKUP!r}) }});"
    key = [{"key": "X-Key", "value": "{{vault:stripe}}"}]
    desk.collection(
        [{"name": MARKUP, "description": MARKUP, "item": [request(f"{kind} {MARKUP}", "GET", f"{api}/{kind}", header=key) | {"event": [{"listen": "test", "script": {"exec": [visualizer]}}]} for kind in ("html", "svg", "json", "xml", "type")]}],
        name=MARKUP, description=MARKUP, variable=[{"key": MARKUP, "value": MARKUP}],
    )  # fmt: skip
    desk.variables("hostile.json", MARKUP, **{MARKUP: MARKUP})
    tab = open_tab(desk.start().address)
    return tab


def expand(tab):
    tree = tab.page.get_by_role("treegrid", name="Collections")
    for level in range(2):
        tab.open_row(tree.get_by_role("row", name=re.compile("^" + re.escape(MARKUP[:20]))).nth(level))
    return tree


def check(tab, api):
    """Nothing ran, nothing was fetched."""
    assert tab.page.evaluate("window.ran") is None
    assert Canary.heard == []
    assert not [url for url, _ in tab.answers() if api in url]


@pytest.mark.parametrize("kind", ["html", "svg", "json", "xml", "type"])
def test_a_response_with_script_is_text_and_a_picture_without_script_or_network(desk, api, tab, kind):
    tree = expand(tab)
    tree.get_by_role("row", name=re.compile(f"{kind} <img")).click()
    tab.button("Send").click()
    expect(tab.page.get_by_role("status", name="Outcome")).to_contain_text("200")
    views = tab.page.get_by_role("radiogroup", name="View").get_by_role("radio")
    for view in range(views.count()):
        views.nth(view).click()
        check(tab, api)
    if kind == "html":
        views.nth(2).click()
        frame = tab.page.frame_locator("iframe[title='Preview of the response']")
        expect(frame.get_by_text("a harmless paragraph")).to_be_visible()
        tab.shot("hostile-preview")
        frame.get_by_text("click here").click()
        tab.forgive("sandbox|Content Security Policy|Blocked script|violates|ERR_BLOCKED|unsafe|frame")  # each refusal is told
    for part in "Headers", "Tests", "Scripts", "Secrets", "Sent":
        shown = tab.page.get_by_role("tablist", name="Parts of the response").get_by_role("tab", name=re.compile(f"^{part}"))
        if shown.count():
            shown.click()
            check(tab, api)
    assert Canary.asked[-1][1]["X-Key"] == VALUE
    check(tab, api)


def test_names_with_markup_are_shown_as_they_are(desk, api, tab):
    expand(tab)
    expect(tab.page.get_by_role("treegrid", name="Collections")).to_contain_text("<img src=x onerror")
    for part in "Vault", "Settings", "Runs", "Requests":
        tab.part(part)
        tab.page.get_by_role("tab", name=part, exact=True).wait_for()
        check(tab, api)
    tab.part("Vault")
    expect(tab.page.get_by_role("grid", name="Secrets")).to_contain_text("<script>top.ran = 21</script>")
    tab.shot("hostile-names")


def test_a_run_of_it_shows_and_exports_text(desk, api, tab):
    tab.part("Runs")
    tab.pick("Collection", re.compile("^<img"))
    tab.button("Run").click()
    expect(tab.button("Run again")).to_be_visible()
    table = tab.page.get_by_role("grid", name="Requests of this run")
    table.get_by_role("row").nth(1).click()
    expect(tab.page.get_by_role("region", name=re.compile("^Details of"))).to_be_visible()
    tab.page.get_by_role("button", name=re.compile("^Console")).click()
    check(tab, api)
    with tab.page.expect_download() as download:
        tab.choose("Export", "HTML")
    # The report, opened as a file by whoever gets it.
    report = tab.context.new_page()
    text = open(download.value.path(), encoding="utf-8").read()
    assert VALUE not in text
    report.set_content(text)
    assert report.evaluate("window.ran") is None and Canary.heard == []
    report.close()
    check(tab, api)


def test_no_value_is_anywhere_in_the_page_or_its_traffic(desk, api, tab):
    for kind in "html", "json":
        tree = expand(tab) if kind == "html" else tab.page.get_by_role("treegrid", name="Collections")
        tree.get_by_role("row", name=re.compile(f"{kind} <img")).click()
        tab.button("Send").click()
        expect(tab.page.get_by_role("status", name="Outcome")).to_contain_text("200")
    for part in "Runs", "Vault", "Settings", "Requests":
        tab.part(part)
    client = tab.context.request  # with the cookie of the browser
    events = read_events(desk, tab)
    kept = tab.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    for secret in VALUE, OTHER:
        assert secret not in tab.page.content() and secret not in kept and secret.encode() not in events
        for url, body in tab.traffic + tab.answers():
            assert secret.encode() not in body, url
    assert client
    check(tab, api)


def read_events(desk, tab):
    """All that the page was told so far, as bytes: up to a secret that is changed now."""
    desk.coffer("secret", "set", "the-last-one", stdin="x", environment=desk.unlocked)
    return tab.page.evaluate(
        """async () => {
          const reader = (await fetch('/events')).body.getReader();
          let text = '';
          while (!/event: vault[^]*$/.test(text)) text += new TextDecoder().decode((await reader.read()).value);
          await reader.cancel();
          return text;
        }"""
    ).encode()
