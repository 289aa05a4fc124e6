"""How the page feels: what it weighs, when it is seen, whether typing and large responses keep up. Prints figures, and judges none.

    build/venv/bin/python bench/page_cases.py --build build/release

On an idle machine, with Debian's Chromium. Lag is what is between a key and the next frame; the longest task is the longest time for which
the page answers nothing.
"""

import argparse
import gzip
import http.server
import json
import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAG = """text => new Promise(done => {
  const lags = [], element = document.activeElement;
  const next = at => {
    if (at === text.length) return done(lags);
    const begun = performance.now();
    document.execCommand('insertText', false, text[at]);
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => { lags.push(performance.now() - begun); next(at + 1); }; channel.port2.postMessage(0); });
  };
  element.focus();
  next(0);
})"""
TASKS = """() => { window.longest = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration) }).observe({type: 'longtask', buffered: false}) }"""


class Api(http.server.BaseHTTPRequestHandler):
    rows = [{"id": number, "name": f"customer {number}", "balance": number / 7, "tags": ["a", "b"], "active": number % 2 == 0} for number in range(210_000)]
    body = json.dumps(rows).encode()

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_):
        pass


def say(what, figure):
    print(f"{what:<58} {figure}")


def weigh(ui):
    sizes = [len(gzip.compress(ui.request("GET", name)[2])) for name in ("/", "/page.js", "/page.css", "/page.svg")]
    say("bundle, compressed", f"{sum(sizes) / 1000:.0f} kB")


def first_paint(browser, desk):
    paints = []
    for _ in range(7):
        tab = browser.tab(desk.start().address)
        paints.append(tab.page.evaluate("performance.getEntriesByType('paint').find(({name}) => name === 'first-contentful-paint').startTime"))
        tab.context.close()
    say("first contentful paint, median of 7 (first excluded)", f"{statistics.median(paints[1:]):.0f} ms")


def typing(browser, desk):
    tab = browser.tab(desk.start().address)
    tab.button("New request").first.click()
    tab.write("URL", "http://127.0.0.1:9/")
    tab.page.get_by_role("tab", name="Body").click()
    tab.pick("Body", "Raw")
    editor = tab.editor("Body text")
    editor.click()
    for size, text in ("empty", ""), ("1 MB", json.dumps(Api.rows[:11_000], indent=1)[:1_000_000]):
        if text:
            tab.page.evaluate("text => { const data = new DataTransfer(); data.setData('text/plain', text); document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }", text)
            tab.page.keyboard.press("Control+Home")
            tab.page.wait_for_timeout(3000)  # the draft is kept, and looked at
        lags = sorted(tab.page.evaluate(LAG, "typing this line of text, as a person would"))
        say(f"typing in a body, {size}: median, worst lag", f"{statistics.median(lags):.0f} ms, {lags[-1]:.0f} ms")
    tab.context.close()


def large_response(browser, desk, url):
    tab = browser.tab(desk.start().address)
    tab.button("New request").first.click()
    tab.write("URL", url)
    tab.page.evaluate(TASKS)
    took = tab.page.evaluate(
        """() => new Promise(done => {
          const begun = performance.now();
          [...document.querySelectorAll('button')].find(button => button.textContent.trim() === 'Send').click();
          const look = () => document.querySelector('[aria-label="Response body"]')?.textContent.includes('customer 0') ? done(performance.now() - begun) : requestAnimationFrame(look);
          look();
        })"""
    )
    say(f"a JSON response of {len(Api.body) / 1e6:.0f} MB, from Send to seen", f"{took:.0f} ms")
    say("  the longest task meanwhile", f"{tab.page.evaluate('window.longest'):.0f} ms")
    tab.page.evaluate(TASKS)
    tab.page.get_by_role("textbox", name="Response body").click()
    for key in ["PageDown"] * 30 + ["Control+End", "Control+Home"]:
        tab.page.keyboard.press(key)
    say("  scrolling in it: the longest task", f"{tab.page.evaluate('window.longest'):.0f} ms")
    tab.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=pathlib.Path)
    build = parser.parse_args().build.resolve()
    os.environ |= {
        "COFFER_BIN": str(build / "bin/coffer"), "COFFER_STAND_IN": str(build / "libexec/coffer/coffer-stand-in"), "COFFER_CHROMIUM": shutil.which("chromium"),
        "COFFER_AXE": str(ROOT / "build/axe/node_modules/axe-core/axe.min.js"), "COFFER_PAGE_SHOTS": str(ROOT / "build/page-shots"),
    }  # fmt: skip
    sys.path.insert(0, str(ROOT / "tests/page"))
    from browser import Browser
    from desk import Desk, StandIn

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder, StandIn() as cloud:
        desk = Desk(pathlib.Path(folder), cloud)
        (pathlib.Path(folder) / "browser").mkdir()
        browser = Browser(pathlib.Path(folder) / "browser")
        desk.make_vault(stripe="sk_live_first")
        desk.unlock()
        try:
            weigh(desk.start())
            first_paint(browser, desk)
            typing(browser, desk)
            large_response(browser, desk, f"http://127.0.0.1:{server.server_address[1]}/")
        finally:
            browser.close()
            desk.end()


if __name__ == "__main__":
    main()
