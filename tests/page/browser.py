"""Chromium, and tabs that tell what went wrong in them.

Whatever the page's console complains of, what its policy refuses and what fails to load is a failure of the story, unless the
story expects it: `tab.forgive(pattern)`.

Needs COFFER_CHROMIUM, COFFER_AXE (axe.min.js) and COFFER_PAGE_SHOTS (a folder for pictures); ctest sets them.
"""

import os
import pathlib
import re

from playwright.sync_api import expect, sync_playwright

DESKTOP, NARROW = (1440, 900), (800, 900)
AXE = pathlib.Path(os.environ["COFFER_AXE"]).read_text()
SHOTS = pathlib.Path(os.environ["COFFER_PAGE_SHOTS"])
# No story is about time: what is not there after this never comes.
PATIENCE = int(os.environ.get("COFFER_PATIENCE", 60_000))  # ms
expect.set_options(timeout=PATIENCE)


class Browser:
    def __init__(self, home):
        self._playwright = sync_playwright().start()
        environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TMPDIR": str(home)}
        self.chromium = self._playwright.chromium.launch(executable_path=os.environ["COFFER_CHROMIUM"], args=["--no-proxy-server"], env=environment)

    def tab(self, address, size=DESKTOP, scheme="light", context=None, **options):
        return Tab(context or self.context(size, scheme, **options), address)

    def context(self, size=DESKTOP, scheme="light", **options):
        context = self.chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        return context

    def close(self):
        self.chromium.close()
        self._playwright.stop()


class Tab:
    """A page in a context (another tab of the same context has the same session)."""

    def __init__(self, context, address):
        self.context, self._problems = context, []
        self._forgiven = [re.compile(r"failed: \S*: net::ERR_ABORTED")]  # of a page that was left meanwhile
        self.traffic = []  # (url, bytes) of what the page has sent
        self.page = context.new_page()
        self.page.on("console", lambda message: message.type in ("error", "warning") and self._problems.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self._problems.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("requestfinished", self._keep)
        self._answers = []
        self.page.goto(address)
        expect(self.page.get_by_role("heading", name="Coffer", exact=True)).to_be_visible()  # the way in is gone

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # by the tab itself: it was reloaded meanwhile
            self._problems.append(f"failed: {request.url}: {request.failure}")

    def _keep(self, request):
        if request.post_data_buffer:
            self.traffic.append((request.url, request.post_data_buffer))
        self._answers.append(request)

    def answers(self):
        """(url, bytes) of all that came back so far, but for the stream of events, which has no end."""
        return [(request.url, request.response().body()) for request in self._answers if request.response()]

    def forgive(self, pattern):
        self._forgiven.append(re.compile(pattern))

    def check(self):
        """Fails on whatever nobody has forgiven."""
        problems = [problem for problem in self._problems if not any(pattern.search(problem) for pattern in self._forgiven)]
        assert not problems, "\n".join(problems)

    def close(self):
        self.page.close()

    # What a story is told in: roles and labels.

    def part(self, name):
        """Goes to a part of Coffer by the rail: "Vault"."""
        self.page.get_by_role("tablist", name="Parts of Coffer").get_by_role("tab", name=name, exact=True).click()

    def button(self, name, within=None, **options):
        return (within or self.page).get_by_role("button", name=name, exact=True, **options)

    def field(self, label, within=None):
        return (within or self.page).get_by_label(label, exact=True)

    def window(self, name=None):
        return self.page.get_by_role("dialog", name=name) if name else self.page.get_by_role("dialog")

    def choose(self, menu, item, within=None):
        """An item of the menu that a button opens."""
        self.button(menu, within).click()
        self.page.get_by_role("menuitem", name=item, exact=True).click()

    def press(self, label, within=None):
        """A switch, check or radio: what one clicks on is its label."""
        switch, check, radio = (self.page.get_by_role(role, name=label, exact=True) for role in ("switch", "checkbox", "radio"))
        (within or self.page).locator("label").filter(has=switch.or_(check).or_(radio)).click()

    def pick(self, label, option, within=None):
        """One of a list that drops down; its button is named by what is chosen and its label."""
        (within or self.page).get_by_role("button", name=re.compile(rf"{re.escape(label)}$")).click()
        self.page.get_by_role("option", name=option).first.click()

    def search(self, label, text, within=None):
        """Types into a field that has a list, and leaves it."""
        (within or self.page).get_by_role("combobox", name=label, exact=True).fill(text)
        self.page.keyboard.press("Tab")

    def autofill(self, within=None):
        """All fields of the window that authenticates, from the profile that is chosen there."""
        self.button("Autofill all", within).click()
        expect(self.field("Access key ID", within)).not_to_have_value("")
        expect((within or self.page).get_by_role("combobox", name="Region", exact=True)).not_to_have_value("")

    def editor(self, label, within=None):
        return (within or self.page).get_by_role("textbox", name=label, exact=True)

    def write(self, label, text, within=None):
        """Into an editor, in place of what is there. Deleted first: what Chromium puts over coloured text itself it styles inline, which the policy refuses."""
        self.editor(label, within).click()
        for key in "ControlOrMeta+a", "Delete":
            self.page.keyboard.press(key)
        self.page.keyboard.insert_text(text)

    def says(self, text):
        expect(self.page.get_by_text(text).first).to_be_visible()

    def open_row(self, row):
        """A row of a tree, by the arrow keys: once more does no harm, should the tree have been drawn anew meanwhile."""
        while row.get_attribute("aria-expanded") != "true":
            row.focus()
            self.page.keyboard.press("ArrowRight")

    def clipboard(self):
        return self.page.evaluate("navigator.clipboard.readText()")

    # What judges look at.

    def axe(self):
        """No violation of axe's rules (https://dequeuniversity.com/rules/axe/), in what is on the screen now.

        Without react-aria's announcer, which holds what it has just said to a screen reader, for seconds.
        """
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({exclude: ['[data-live-announcer]']}, {resultTypes: ['violations']}).then(({violations}) => violations)")
        lines = [f"{each['id']}: {each['help']}: {node['html']}\n  {node['failureSummary']}" for each in found for node in each["nodes"]]
        assert not lines, "\n".join(lines)

    def shot(self, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")

    def look(self, name):
        """Both, and: nothing is wider than the window."""
        self.shot(name)
        self.axe()
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name}: {wide} px wider than the window"
