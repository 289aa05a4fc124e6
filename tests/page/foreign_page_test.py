"""Another site, open in the browser that is signed in to Coffer's page (spec 9.2): it reads nothing, changes nothing and frames nothing."""

import contextlib
import http.server
import threading

import pytest
from browser import expect
from desk import Desk

VALUE = "sk_live_the-planted-one"
# Each attack ends with what it got hold of; null is nothing.
ATTACKS = {
    "fetch": "fetch(page + '/api/secrets/list', {method: 'POST', body: '{}', credentials: 'include', headers: {'Content-Type': 'application/json'}}).then(answer => answer.text())",
    "fetch as text": "fetch(page + '/api/secrets/remove', {method: 'POST', body: '{\"name\":\"stripe\"}', credentials: 'include', mode: 'no-cors', headers: {'Content-Type': 'text/plain'}}).then(answer => answer.text())",
    "the token of calls": "fetch(page + '/session', {method: 'POST', body: '{}', credentials: 'include', mode: 'no-cors'}).then(answer => answer.text())",
    "fetch of the page": "fetch(page + '/', {credentials: 'include'}).then(answer => answer.text())",
    "its script": "new Promise(done => { const script = document.createElement('script'); script.src = page + '/page.js'; script.type = 'module'; script.onload = () => done('ran'); script.onerror = () => done(null); document.body.append(script) })",
    "its style": "new Promise(done => { const link = document.createElement('link'); link.rel = 'stylesheet'; link.href = page + '/page.css'; link.onload = () => done('there'); link.onerror = () => done(null); document.head.append(link) })",
    "events": "new Promise(done => { const events = new EventSource(page + '/events', {withCredentials: true}); events.onopen = () => done('open'); events.onmessage = event => done(event.data); events.onerror = () => done(null) })",
    "socket": "new Promise(done => { const socket = new WebSocket(page.replace('http', 'ws') + '/events'); socket.onopen = () => done('open'); socket.onerror = () => done(null) })",
    "beacon": "(navigator.sendBeacon(page + '/api/vault/lock', new Blob(['{}'], {type: 'text/plain'})), null)",
    "form": "new Promise(done => { const frame = document.createElement('iframe'); frame.name = 'into'; frame.onload = () => { try { done(frame.contentDocument.body.innerText || null) } catch { done(null) } }; document.body.append(frame);"
    " const form = document.createElement('form'); form.action = page + '/api/secrets/remove'; form.method = 'POST'; form.enctype = 'text/plain'; form.target = 'into'; const field = document.createElement('input');"
    " field.name = '{\"name\":\"stripe\",\"x\":\"'; field.value = '\"}'; form.append(field); document.body.append(form); form.submit() })",
    "frame": "new Promise(done => { const frame = document.createElement('iframe'); frame.src = page + '/'; frame.onload = () => { try { done(frame.contentDocument.body.innerText || null) } catch { done(null) } }; document.body.append(frame) })",
    "image": "new Promise(done => { const image = new Image(); image.onload = () => done('there'); image.onerror = () => done(null); image.src = page + '/icon.svg' })",
}  # fmt: skip


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><p>elsewhere")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def around(shared_cloud, tmp_path_factory, browser):
    """The desk, its page and a context of the browser that is signed in to it."""
    desk = Desk(tmp_path_factory.mktemp("desk"), shared_cloud)
    desk.make_vault(stripe=VALUE)
    desk.unlock()
    ui = desk.start()
    tab = browser.tab(ui.address)
    tab.part("Vault")
    expect(tab.page.get_by_role("rowheader", name="stripe")).to_be_visible()
    yield desk, ui, tab
    tab.context.close()
    desk.end()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "evil.localhost", "coffer-0000000000000000.localhost"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_site_elsewhere_gets_nothing(around, site, host, attack):
    desk, ui, tab = around
    evil = tab.context.new_page()
    evil.goto(f"http://{host}:{site}/")
    got = evil.evaluate(f"(page) => Promise.resolve().then(() => {ATTACKS[attack]}).catch(() => null)", ui.origin)
    assert not got, got
    evil.close()
    assert desk.coffer("secret", "list").stdout.count("stripe") == 1
    tab.page.reload()  # and whoever is signed in still is
    tab.part("Vault")
    expect(tab.page.get_by_role("rowheader", name="stripe")).to_be_visible()


def test_a_site_that_opens_the_page_has_no_hold_of_it(around, site):
    desk, ui, tab = around
    evil = tab.context.new_page()
    evil.goto(f"http://127.0.0.1:{site}/")
    with tab.context.expect_page() as opened:
        evil.evaluate("(page) => { window.hold = window.open(page + '/') }", ui.origin)
    # It is the user's page, in a tab of its own; what has opened it sees nothing of it and cannot move it.
    expect(opened.value.get_by_role("tab", name="Vault")).to_be_visible()
    assert opened.value.evaluate("window.opener") is None
    assert evil.evaluate("window.hold.closed")  # Cross-Origin-Opener-Policy has cut the two apart
    with contextlib.suppress(Exception):
        evil.evaluate("(page) => window.hold.postMessage({do: 'vault/lock'}, '*')", ui.origin)
    evil.close()
    opened.value.close()


def test_a_message_to_the_page_does_nothing(around):
    _, _, tab = around
    before = tab.page.get_by_role("row").count()
    tab.page.evaluate("for (const data of ['vault/lock', {do: 'reveal'}, '<img src=x onerror=alert(1)>']) window.postMessage(data, '*')")
    assert tab.page.get_by_role("row").count() == before


def test_a_link_from_elsewhere_is_not_signed_in(around, site):
    _, ui, tab = around
    evil = tab.context.new_page()
    evil.goto(f"http://127.0.0.1:{site}/")
    evil.evaluate("(page) => { const link = document.createElement('a'); link.href = page + '/#launch=guessed'; link.textContent = 'go'; document.body.append(link) }", ui.origin)
    evil.get_by_text("go").click()
    evil.wait_for_url(f"{ui.origin}/**")
    expect(evil.get_by_text("This browser is not signed in")).to_be_visible()
    assert "stripe" not in evil.content()
    evil.close()


def test_nothing_of_the_session_is_where_scripts_of_the_page_can_read_it(around):
    _, _, tab = around
    assert tab.page.evaluate("document.cookie") == ""
    kept = tab.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    assert "launch" not in kept and VALUE not in kept
    assert tab.page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert tab.page.evaluate("caches.keys().then(all => all.length)") == 0


def test_another_profile_of_the_browser_is_a_stranger(around, browser):
    _, ui, _ = around
    stranger = browser.context().new_page()
    stranger.goto(ui.origin)
    expect(stranger.get_by_text("coffer ui")).to_be_visible()
    stranger.goto("about:blank")
    stranger.goto(ui.address)  # a launch token that was used
    expect(stranger.get_by_text("This browser is not signed in")).to_be_visible()
    assert "stripe" not in stranger.content()
    stranger.context.close()


def test_the_page_itself_can_make_no_script_of_text(around):
    """What the policy is worth, should a text ever get where markup is expected."""
    _, _, tab = around
    for program in "document.body.innerHTML = '<p>text</p>'", "eval('1')", "new Function('1')", "document.createElement('script').text = 'window.ran = 1'":
        # In a task of its own: what the debugger evaluates itself may do more.
        assert tab.page.evaluate(f"() => new Promise(done => setTimeout(() => {{ try {{ {program}; done('done') }} catch (refused) {{ done('refused') }} }}))") == "refused", program
    ran = tab.page.evaluate(
        "() => new Promise(done => { const image = document.createElement('img'); image.setAttribute('src', 'data:,'); try { image.setAttribute('onerror', 'window.ran = 1') } catch {} document.body.append(image); setTimeout(() => { image.remove(); done(window.ran) }, 100) })"
    )
    assert ran is None
    assert tab.page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')") == "refused"
