"""The flags of `coffer run` from outside: where input comes from, what is refused, what is left behind, and Ctrl-C."""

import http.server
import json
import os
import pathlib
import signal
import socketserver
import subprocess
import threading
import xml.etree.ElementTree

import pytest

COFFER = os.environ["COFFER_BIN"]
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
SECRET = "pl4nted <s3cret> & \"value\""


class Api(http.server.BaseHTTPRequestHandler):
    """Echoes what it got, in the body and in a cookie; /files/… serves what the test put there; /hang answers when it is let."""

    def do_GET(self):
        self.server.seen.append(self.path)
        if self.path.startswith("/files/"):
            return self.reply(self.server.files.get(self.path.removeprefix("/files/")))
        if self.path == "/moved":
            return self.reply(b"", 302, Location="/files/collection")
        if self.path == "/hang":
            self.server.hanging.set()
            self.server.go_on.wait()
        told = self.headers.get("X-Key", "")
        return self.reply(json.dumps({"told": told}).encode(), 200, **{"Set-Cookie": f"told={self.headers.get('X-Cookie', '')}; Path=/"})

    def reply(self, body, status=200, **headers):
        self.send_response(404 if body is None else status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


@pytest.fixture
def api():
    server = Server(("127.0.0.1", 0), Api)
    server.seen, server.files = [], {}
    server.hanging, server.go_on = threading.Event(), threading.Event()
    server.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.go_on.set()
    server.shutdown()
    server.server_close()


class Desk:
    def __init__(self, folder):
        self.folder = folder
        self.environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "NO_PROXY": "127.0.0.1"}

    def write(self, name, content):
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    def run(self, *args, **more):
        return subprocess.run([COFFER, *args], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False,
                              **({"stdin": subprocess.DEVNULL} if "input" not in more else {}), **more)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def collection(*requests):
    items = [request if isinstance(request, dict) else {"name": request, "request": {"method": "GET", "url": request}} for request in requests]
    return {"info": {"name": "Flags", "schema": SCHEMA}, "item": items}


def environment(**values):
    return {"id": "e", "name": "E", "values": [{"key": key, "value": value} for key, value in values.items()]}


def test_collection_environment_and_data_come_from_urls(desk, api):
    api.files["collection"] = json.dumps(collection(api.url + "/{{a}}/{{b}}")).encode()
    api.files["environment"] = json.dumps(environment(a="from-environment")).encode()
    api.files["data"] = b"b\none\ntwo\n"
    done = desk.run("run", api.url + "/moved", "-e", api.url + "/files/environment", "-d", api.url + "/files/data")
    assert done.returncode == 0, done.stderr
    assert api.seen[-2:] == ["/from-environment/one", "/from-environment/two"]


@pytest.mark.parametrize("what", ["collection", "environment"])
def test_dash_is_standard_input(desk, api, what):
    made = {"collection": collection(api.url + "/{{a}}"), "environment": environment(a="read")}
    place = {name: "-" if name == what else desk.write(name + ".json", content) for name, content in made.items()}
    done = desk.run("run", place["collection"], "-e", place["environment"], input=json.dumps(made[what]))
    assert done.returncode == 0, done.stderr
    assert api.seen == ["/read"]


def test_standard_input_serves_once(desk):
    done = desk.run("run", "-", "-e", "-", input=json.dumps(collection()))
    assert done.returncode == 2
    assert "standard input is collection's already" in done.stderr


def test_a_url_that_has_no_collection_is_an_error_without_its_path(desk, api):
    done = desk.run("run", api.url + "/files/gone?apikey=hush-hush")
    assert done.returncode == 1
    assert "collection: 127.0.0.1 answered with status 404" in done.stderr
    assert "hush" not in done.stderr


@pytest.mark.parametrize("args, said", [
    (["--ssl-client-passphrase", "hush-hush"], "--key-passphrase-file"),
    (["--postman-api-key", "hush-hush"], "does not talk to Postman's API"),
    (["-r", "htmlextra"], "not part of Coffer"),
    (["-r", "cli,nothing"], "There are: cli, json, junit, html, progress."),
    (["--bail", "folder,nothing"], "There are: folder, failure."),
    (["-n", "0"], "--iteration-count"),
    (["--env-var", "hush-hush"], "KEY=VALUE"),
    (["--reporter-html-template", "t.hbs"], "the HTML report has no templates"),
    (["--reporter-htmlextra-export", "x"], "--reporter-htmlextra-export"),
    (["--cacert", "a.pem", "--ssl-extra-ca-certs", "b.pem"], "replaces the system's certificates"),
])
def test_what_is_not_supported_says_so(desk, args, said):
    done = desk.run("run", desk.write("c.json", collection()), *args)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "hush" not in done.stderr


def test_no_collection_is_a_usage_error(desk):
    assert desk.run("run").returncode == 2
    assert "no collection is named" in desk.run("run", "--silent").stderr


def test_the_collection_may_follow_bail(desk, api):
    path = desk.write("c.json", collection("http://127.0.0.1:1/refused", api.url + "/after"))
    assert desk.run("run", "--bail", path).returncode == 1
    assert api.seen == []


def test_silent_prints_nothing_and_still_reports(desk, api):
    done = desk.run("run", desk.write("c.json", collection(api.url + "/x")), "--silent", "-r", "cli,json", "--reporter-export", "r.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((desk.folder / "r.json").read_text())["run"]["stats"]["requests"]["total"] == 1


def test_the_parts_of_the_cli_report_can_be_left_out(desk, api):
    path = desk.write("c.json", collection(api.url + "/x", "http://127.0.0.1:1/refused"))
    flags = ["--reporter-cli-no-banner", "--reporter-cli-no-summary", "--reporter-cli-no-failures", "--disable-unicode"]
    text = desk.run("run", path, *flags).stdout
    assert text.startswith("Flags\n")
    assert "executed" not in text and "failure " not in text and "→" not in text
    stamped = desk.run("run", path, "--reporter-cli-show-timestamps").stdout
    assert any(line.startswith("  [20") and "GET" in line for line in stamped.splitlines())


def test_the_page_tells_of_requests_and_has_the_title_that_it_was_given(desk, api):
    path = desk.write("c.json", collection(api.url + "/x", "http://127.0.0.1:1/refused"))
    flags = ["-r", "html", "--reporter-html-export", "out/r.html", "--reporter-html-title", "Night & <day>"]
    done = desk.run("run", path, *flags)
    assert (done.returncode, done.stdout) == (1, "")
    page = (desk.folder / "out" / "r.html").read_text()
    assert "<h1>Night &amp; &lt;day&gt;</h1>" in page and "Coffer run of Flags" in page
    assert '<span class="status s2">200 OK</span>' in page and "network" in page
    assert "<h5>Response</h5>" in page and "1 failure</h2>" in page


def test_suppressed_exit_status_does_not_cover_bad_usage(desk):
    assert desk.run("run", desk.write("c.json", collection("http://127.0.0.1:1/refused")), "-x").returncode == 0
    assert desk.run("run", "gone.json", "-x").returncode == 1


def test_reports_without_a_file_are_named_as_newman_names_them(desk, api):
    assert desk.run("run", desk.write("c.json", collection(api.url + "/x")), "-r", "json,junit,html").returncode == 0
    names = [path.name for path in (desk.folder / "newman").iterdir()]
    assert sorted(pathlib.Path(name).suffix for name in names) == [".html", ".json", ".xml"]
    assert all(name.startswith("newman-run-report-20") for name in names)


def test_an_export_that_cannot_be_written_is_known_before_anything_is_sent(desk, api):
    desk.write("plain", "")
    done = desk.run("run", desk.write("c.json", collection(api.url + "/x")), "--export-environment", "plain/e.json")
    assert done.returncode == 1 and api.seen == []


def test_no_file_that_is_left_behind_holds_a_value_of_the_vault(desk, api):
    (desk.folder / "value").write_text(SECRET)
    (desk.folder / "short").write_text("c00kie-value-of-the-vault")
    (desk.folder / "passphrase").write_text("correct horse battery\n")
    desk.environment["COFFER_PASSPHRASE_FILE"] = str(desk.folder / "passphrase")
    assert desk.run("vault", "init", "--passphrase-file", str(desk.folder / "passphrase")).returncode == 0
    for name, file in (("key", "value"), ("cookie", "short")):
        done = desk.run("secret", "set", name, "--file", str(desk.folder / file))
        assert done.returncode == 0, done.stderr
    request = {"method": "GET", "url": api.url + "/{{vault:cookie}}?k={{vault:key}}", "header": [
        {"key": "X-Key", "value": "{{vault:key}}"}, {"key": "X-Cookie", "value": "{{vault:cookie}}"}]}
    failing = {"name": "refused", "request": {"method": "GET", "url": "http://127.0.0.1:1/{{vault:key}}"}}
    out = desk.folder / "out"
    done = desk.run("run", desk.write("c.json", collection({"name": "r", "request": request}, failing)),
                    "-e", desk.write("e.json", environment(a="{{vault:key}}")), "-r", "cli,json,junit,html", "--verbose",
                    "--reporter-json-export", str(out / "r.json"), "--reporter-junit-export", str(out / "r.xml"),
                    "--reporter-html-export", str(out / "r.html"),
                    "--export-environment", str(out / "e.json"), "--export-globals", str(out / "g.json"),
                    "--export-collection", str(out / "c.json"), "--export-cookie-jar", str(out / "jar.json"))
    assert done.returncode == 1, done.stderr
    assert "c00kie-value-of-the-vault" in api.seen[0]
    left = {path.name: path.read_text() for path in out.iterdir()}
    assert sorted(left) == ["c.json", "e.json", "g.json", "jar.json", "r.html", "r.json", "r.xml"]
    for name, text in {**left, "stdout": done.stdout, "stderr": done.stderr}.items():
        for part in ("pl4nted", "s3cret", "c00kie"):
            assert part not in text, name
    assert json.loads(left["jar.json"])["cookies"][0]["value"] == "{{vault:cookie}}"
    assert json.loads(left["e.json"])["values"][0]["value"] == "{{vault:key}}"
    assert [suite.get("errors") for suite in xml.etree.ElementTree.fromstring(left["r.xml"])] == ["0", "1"]


def test_ctrl_c_ends_the_run_with_whole_reports(desk, api):
    path = desk.write("c.json", collection(api.url + "/hang", api.url + "/never"))
    process = subprocess.Popen([COFFER, "run", path, "-r", "cli,json,junit,html", "--reporter-json-export", "r.json",
                                "--reporter-junit-export", "r.xml", "--reporter-html-export", "r.html", "-x"], cwd=desk.folder, env=desk.environment,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    api.hanging.wait()
    process.send_signal(signal.SIGINT)
    assert process.stderr.readline() == "\n"
    assert "Stopping after the request under way" in process.stderr.readline()
    api.go_on.set()
    out, _ = process.communicate()
    assert process.returncode == 130
    assert "the run was stopped before its end" in out
    report = json.loads((desk.folder / "r.json").read_text())["run"]
    assert [each["response"]["code"] for each in report["executions"]] == [200]
    assert report["error"]["code"] == "cancelled"
    assert len(xml.etree.ElementTree.parse(desk.folder / "r.xml").getroot()) == 1
    page = (desk.folder / "r.html").read_text()
    assert "the run was stopped before its end" in page and page.endswith("</html>\n")
    assert api.seen == ["/hang"]


def test_a_second_ctrl_c_ends_it_at_once_and_leaves_no_half_report(desk, api):
    path = desk.write("c.json", collection(api.url + "/hang"))
    process = subprocess.Popen([COFFER, "run", path, "-r", "json", "--reporter-json-export", "r.json"], cwd=desk.folder,
                               env=desk.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    api.hanging.wait()
    process.send_signal(signal.SIGINT)
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == -signal.SIGINT
    assert not (desk.folder / "r.json").exists()
