"""What the program carries of the page: small, whole, and with nothing that is loaded from elsewhere."""

import gzip
import re

MOST = 900_000  # bytes, compressed (issue 6)


def files(ui):
    names = ["/"]
    page = ui.request("GET", "/")[2].decode()
    names += re.findall(r'(?:src|href)="([^"]+)"', page)
    return page, {name: ui.request("GET", name) for name in names}


def test_the_bundle_is_small_and_whole(desk):
    ui = desk.start()
    page, found = files(ui)
    assert set(found) == {"/", "/page.js", "/page.css", "/page.svg"}
    assert all(status == 200 for status, _, _ in found.values())
    assert sum(len(gzip.compress(body)) for _, _, body in found.values()) < MOST
    assert "style=" not in page and "<style" not in page and not re.search(r"<script(?![^>]* src=)", page)


def test_nothing_of_it_is_loaded_from_elsewhere(desk):
    _, found = files(desk.start())
    css = found["/page.css"][2].decode()
    assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", css)
    script = found["/page.js"][2].decode()
    assert not re.search(r"import\(|importScripts|new Worker|sourceMappingURL", script)
    assert not re.search(r"eval\(|new Function\(", script)


def test_the_browser_asks_for_nothing_else(desk, open_tab):
    ui = desk.start()
    tab = open_tab(ui.address)
    for part in "Runs", "Vault", "Settings", "Requests":
        tab.part(part)
    assert {url.removeprefix(ui.origin).split("/")[1].split("#")[0] for url, _ in tab.answers()} <= {"", "page.js", "page.css", "page.svg", "launch", "session", "api"}
