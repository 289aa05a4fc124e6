"""curl's command lines, held against curl itself: what curl sends, `coffer send --from-curl` and an imported collection send; and what
`coffer send` sends, the command that `--curl` prints sends when curl runs it."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "newman"))
from recorder import Recorder

CURL = shutil.which("curl")
# What each client says of itself, and what follows from the connection.
VOLATILE = {"user-agent", "accept-encoding", "cache-control", "postman-token", "connection", "expect", "x-amz-date"}

FILES = {
    "body.json": '{\n  "a": [1, 2],\r\n  "b": "ü"\n}\n',
    "text.txt": "line one\nline two\n",
    "note": "a note",
    "headers": "X-From-File: 1\n\nX-Second: two words\r\n",
    "photo.png": b"\x89PNG\r\n\x1a\n\x00\xff",
    "it's \"odd\".txt": "odd",
    "many words": "a b&c=d%",
}

# Each runs in bash; URL stands for the recorder's.
COMMANDS = [
    "curl URL",
    "curl URL/",
    "curl URL/a/b?x=1&y".replace("&", r"\&"),
    "curl 'URL/a?x=1&y=2#part'",
    'curl "URL/a%20b?q=%26"',
    "curl --url URL/named",
    "curl URL/path/../other/./x",
    "curl --path-as-is URL/path/../other",
    "curl -g 'URL/?q[]=1&r={a,b}'",
    "curl 'URL/?q[]=1'",
    "curl 'URL/?a=it%27s&b=$x'",
    "curl -X DELETE URL/items/1",
    "curl -XPATCH URL -d a=1",
    "curl --request OPTIONS URL",
    "curl -X POST URL",
    "curl -X PUT URL -d ''",
    "curl -I URL",
    "curl --head URL/x",
    "curl -sSL URL",
    "curl -s -o /dev/null -w '%{http_code}' URL",
    "curl -v --compressed URL --retry 2 --max-time 30 --connect-timeout 5.5",
    "curl -H 'X-One: 1' -H 'X-Two:two  words ' URL",
    "curl -H'X-Glued: yes' URL",
    "curl -H 'Accept:' URL",
    "curl -H 'X-Empty;' URL",
    "curl -H 'Accept: text/html' -H 'accept-language: de' URL",
    "curl -H 'X-Twice: 1' -H 'X-Twice: 2' URL",
    "curl -H @headers URL",
    "curl -H 'Host: other.example' URL",
    'curl -H "X-Quoted: \\"a\\" \\$b \\\\ \\`c\\`" URL',
    "curl -H $'X-Ansi: tab\\tend \\x41 \\'q\\'' URL",
    "curl -A 'My Agent/1.0' URL",
    "curl -e http://from.example/ URL",
    "curl --referer 'http://from.example/;auto' URL",
    "curl -b 'a=1; b=2' URL",
    "curl -b a=1 -b b=2 URL",
    "curl --cookie 'a=\"q\"' URL",
    "curl -u me:secret URL",
    "curl -u 'me:se:cret ü' URL",
    "curl -u me: URL",
    "curl --basic --user 'me:x' URL -d a",
    "curl --oauth2-bearer abc.def URL",
    "curl -u me:x -H 'Authorization: Custom y' URL",
    "curl http://me:p%40ss@HOST/",
    "curl -r 0-99 URL",
    "curl -d a=1 URL",
    "curl -d a=1 -d b=2 URL",
    "curl -da=1 URL",
    "curl --data 'a=1&b=%20' URL",
    "curl -d @body.json URL",
    "curl -d @body.json -d x=@note URL",
    "curl --data-binary @body.json URL -H 'Content-Type: application/json'",
    "curl --data-binary @photo.png URL",
    "curl --data-binary 'two\nlines' URL",
    "curl --data-raw '@not-a-file' URL",
    "curl --data-ascii @text.txt URL",
    "curl --data-urlencode 'q=a b&c=ü/+~' URL",
    "curl --data-urlencode '=x=y z' URL",
    "curl --data-urlencode 'just text?' URL",
    "curl --data-urlencode 'f@many words' URL",
    "curl --data-urlencode '@many words' URL",
    "curl -d a=1 --data-urlencode 'b=2 3' --data-raw @c URL",
    "curl -d '{\"a\": /* no comment */ 1}' -H 'Content-Type: application/json' URL",
    "curl -d x -H 'Content-Type:' URL",
    "curl -X GET -d 'in a get' URL",
    "curl -G -d a=1 --data-urlencode 'b=c d' URL/s?z=0",
    "curl -G -d a=1 URL",
    "curl -G URL",
    "curl -I -G -d a=1 URL",
    "curl --url-query 'a=b c' --url-query +d=%20e URL/?x=1",
    "curl --json '{\"a\":1}' URL",
    "curl --json '{\"a\":' --json '2}' URL",
    "curl --json @body.json -X PUT URL",
    "curl --json '{}' -H 'Accept: text/plain' URL",
    "curl -F a=1 -F 'b=two words' URL",
    "curl -F 'f=@text.txt' URL",
    "curl -F 'f=@photo.png;type=image/x-mine' -F n=@note\\;filename=other.bin URL",
    "curl -F 'f=@note;filename=\"q\\\"uote.txt\";type=text/html' URL",
    "curl -F 'a=x;type=application/json' URL",
    "curl -F 'a=\"x;y\"' -F 'b= padded ' URL",
    "curl -F 'a=<text.txt' URL",
    "curl --form-string 'a=@x;type=y' URL",
    "curl -T text.txt URL/put/",
    "curl -T photo.png URL/put/named",
    "curl -X POST -T note URL/up -H 'Content-Type: text/x-note'",
    "curl -sk --http1.1 --location --max-redirs 3 URL",
    "curl URL \\\n  -H 'A: 1' \\\n  --data-raw $'{\\n\"k\": \"it\\'s \\u00e9\"\\n}'",
    "curl -H 'X: 1' URL 2>/dev/null | cat",
    "curl -H 'X: 1' URL > out  # and a remark",
    "curl --aws-sigv4 aws:amz:eu-west-1:execute-api -u AKIDEXAMPLE:secret URL/stage",
    "curl -- URL",
]


@pytest.fixture(scope="module")
def recorder():
    recorder = Recorder()
    yield recorder
    recorder.shutdown()
    recorder.server_close()


@pytest.fixture
def desk(recorder, tmp_path):
    tmp_path.chmod(0o700)
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    class Desk:
        folder = tmp_path
        environment = {"HOME": str(tmp_path), "PATH": f"{pathlib.Path(os.environ['COFFER_BIN']).parent}:/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "dumb"}

        def run(self, *command, status=0, **options):
            done = subprocess.run(command, cwd=tmp_path, env=self.environment, capture_output=True, **options)
            assert done.returncode == status, done.stderr.decode() + done.stdout.decode()
            return done

        def coffer(self, *arguments, status=0, stdin=b""):
            return self.run(os.environ["COFFER_BIN"], *arguments, status=status, input=stdin)

        def sent(self):
            (request,) = recorder.take()
            return comparable(request)

        def here(self, text):
            return text.replace("URL", f"http://{recorder.authority}").replace("HOST", recorder.authority)

    return Desk()


def comparable(request):
    """A request without what differs on purpose: a list that reads well in a failed assertion."""
    headers, body = {}, request.body
    for name, value in request.headers:
        headers.setdefault(name.lower(), []).append(value)
    content_type = headers.get("content-type", [""])[0]
    if found := re.search("boundary=(.*)", content_type):
        body = body.replace(found[1].encode(), b"BOUNDARY")
        headers["content-type"] = [content_type.replace(found[1], "BOUNDARY")]
        headers.pop("content-length")
    if headers.get("content-length") == ["0"]:
        headers.pop("content-length")  # Postman announces the empty body of a POST, curl does not
    if headers.get("authorization", [""])[0].startswith("AWS4-"):
        # The time is in the scope's signature, and each client signs the headers of its own.
        headers["authorization"] = re.findall(r"AWS4-HMAC-SHA256 Credential=[^/]*/\d{8}/[^,]*", headers["authorization"][0])
        headers.pop("x-amz-content-sha256", None)
    kept = {name: values for name, values in headers.items() if name not in VOLATILE}
    return [request.line.decode(), kept, body]




@pytest.mark.parametrize("command", COMMANDS)
def test_a_curl_command_is_sent_as_curl_sends_it(desk, recorder, command):
    text = desk.here(command)
    desk.run("bash", "-c", text)
    (by_curl,) = recorder.take()
    desk.coffer("send", "--from-curl", "-", stdin=text.encode())
    (by_coffer,) = recorder.take()
    assert comparable(by_coffer) == comparable(by_curl)
    if "-A " in command:
        assert by_coffer.header("User-Agent") == by_curl.header("User-Agent")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_imported_curl_command_runs_as_curl_sends_it(desk, recorder, command):
    text = desk.here(command)
    desk.run("bash", "-c", text)
    by_curl = desk.sent()
    desk.coffer("import", "curl", "-", "-o", "c.json", stdin=text.encode())
    desk.coffer("run", "c.json")
    assert desk.sent() == by_curl


SENDS = [
    ["URL"],
    ["URL/a b?x=y z"],
    ["PUT", "URL", "-H", "X: it's", "-d", "a=1"],
    ["-X", "DELETE", "URL/1"],
    ["POST", "URL"],
    ["HEAD", "URL"],
    ["-I", "URL"],
    ["URL", "--query", "q=a b&c", "--query", "ü=?"],
    ["URL", "--json", "{\"a\": 1}"],
    ["URL", "--json", "name=Ada \"L\"", "--json", "age:=36", "--json", "tags:=[1,null]"],
    ["URL", "--json", "@body.json"],
    ["URL", "-d", "a=1", "-d", "@text.txt", "--data-urlencode", "b=c d"],
    ["URL", "--data-urlencode", "token={{vault:token}}", "-d", "a=b+c%26"],
    ["URL", "--data-binary", "@photo.png"],
    ["URL", "--data-raw", "$HOME `x` \\ ' \" \n end"],
    ["URL", "-F", "a=1", "-F", "f=@photo.png;type=image/x-mine", "-F", "o=@it's \"odd\".txt"],
    ["URL", "-F", "a=\"x;y\";type=text/x", "--form-string", "b=@no;type=z"],
    ["URL", "-u", "me:pass word"],
    ["URL", "-u", "me:{{vault:token}}"],
    ["URL", "--bearer", "{{vault:token}}"],
    ["URL/{{vault:token}}?k={{vault:token}}", "-H", "X-Key: {{vault:token}}"],
    ["URL", "-b", "a=1", "-A", "", "--referer", "http://from.example/"],
    ["URL", "-H", "Accept:", "-H", "X-Empty;"],
    ["URL", "-T", "text.txt"],
    ["GET", "URL", "-d", "in a get"],
    ["URL", "-G", "-d", "a=1"],
]


@pytest.mark.parametrize("arguments", SENDS, ids=lambda arguments: " ".join(arguments)[:60])
def test_the_printed_curl_command_sends_the_same(desk, recorder, arguments):
    (desk.folder / "token").write_text("t0k3n-of-the-test")
    (desk.folder / "pw").write_text("correct horse battery\n")
    arguments = [desk.here(argument) for argument in arguments]
    if any("{{" in argument for argument in arguments):
        desk.environment["COFFER_PASSPHRASE_FILE"] = "pw"
        desk.coffer("vault", "init", "--passphrase-file", "pw")
        desk.coffer("secret", "set", "token", "--file", "token")
    desk.coffer("send", *arguments)
    by_coffer = desk.sent()
    printed = desk.coffer("send", *arguments, "--curl").stdout.decode()
    assert recorder.take() == []
    assert "t0k3n" not in printed
    # The references are for the reader to replace; quoting stays right when they do.
    desk.run("sh", "-c", printed.replace("{{vault:token}}", "t0k3n-of-the-test"))
    assert desk.sent() == by_coffer


def har_schema():
    """The HAR 1.2 schemas of npm's har-schema, which newman brings, put into one document."""
    folder = pathlib.Path(os.environ["COFFER_NEWMAN"]).parent.parent / "har-schema" / "lib"
    schemas = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    assert len(schemas) > 10
    return schemas


def test_a_har_is_valid_whole_and_redacted(desk, recorder):
    import jsonschema
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT6

    sys.path.insert(0, str(HERE.parent / "support"))
    from standin import StandIn

    (desk.folder / "value").write_text("pl4nted-in-the-har")
    (desk.folder / "pw").write_text("correct horse battery\n")
    desk.environment["COFFER_PASSPHRASE_FILE"] = "pw"
    desk.coffer("vault", "init", "--passphrase-file", "pw")
    desk.coffer("secret", "set", "key", "--file", "value")
    with StandIn() as standin:
        url = f"{standin.echo}/redirect-to?url=/post&status_code=307"
        desk.coffer("send", url, "-H", "X-Key: {{vault:key}}", "-b", "a=1", "-d", "k={{vault:key}}", "--har", "out.har")
    text = (desk.folder / "out.har").read_text()
    assert "pl4nted" not in text and "{{vault:key}}" in text
    har = json.loads(text)
    schemas = har_schema()
    registry = Registry().with_resources((schema["$id"], Resource.from_contents(schema, default_specification=DRAFT6)) for schema in schemas)
    (root,) = [schema for schema in schemas if schema["$id"] == "har.json#"]
    jsonschema.Draft6Validator(root, registry=registry, format_checker=jsonschema.FormatChecker()).validate(har)
    first, second = har["log"]["entries"]
    assert (first["response"]["status"], first["response"]["redirectURL"]) == (307, "/post")
    assert second["request"]["url"].endswith("/post")
    assert json.loads(second["response"]["content"]["text"])["form"] == {"k": "{{vault:key}}"}
    for entry in (first, second):
        phases = sum(entry["timings"][name] for name in ("dns", "connect", "send", "wait", "receive") if entry["timings"][name] > 0)
        assert entry["time"] == pytest.approx(phases)


def test_literal_credentials_move_into_the_vault(desk, recorder):
    (desk.folder / "pw").write_text("correct horse battery\n")
    desk.environment["COFFER_PASSPHRASE_FILE"] = "pw"
    desk.coffer("vault", "init", "--passphrase-file", "pw")
    command = desk.here("curl 'URL/?api_key=k3y-in-url' -H 'Authorization: Bearer t0k3n' -d 'user=me&password=p%20w'").encode()
    pointed_out = desk.coffer("import", "curl", "-", stdin=command)
    for where in (b"query parameter api_key", b"header Authorization", b"body field password"):
        assert where in pointed_out.stderr
    assert b"k3y" not in pointed_out.stderr and b"t0k3n" not in pointed_out.stderr
    moved = desk.coffer("import", "curl", "-", "--to-vault", "api", "-o", "c.json", stdin=command)
    collection = (desk.folder / "c.json").read_text()
    for value in ("k3y-in-url", "t0k3n", "p w", "p%20w"):
        assert value not in collection and value not in moved.stderr.decode()
    desk.run("bash", "-c", command.decode())
    by_curl = desk.sent()
    desk.coffer("run", "c.json")
    assert desk.sent() == by_curl
    listed = json.loads(desk.coffer("secret", "list", "--json").stdout)
    assert {entry["name"] for entry in listed} == {"api-api-key", "api-authorization", "api-password"}
    desk.coffer("import", "curl", "-", "--to-vault", "api", stdin=command, status=1)


def test_a_request_is_added_to_a_collection_and_nothing_else_changes(desk, recorder):
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    before = '{\n    "info": {"name": "c",   "schema": "' + schema + '"},\n    "item": [\n        {"name": "old", "request": "' + desk.here("URL/old")
    before += '", "x-unknown": 1.50}\n    ],\n    "event": []\n}\n'
    path = desk.folder / "c.json"
    path.write_text(before)
    path.chmod(0o644)
    desk.coffer("import", "curl", "-", "--into", "c.json", "--name", "new", stdin=desk.here("curl URL/new -d x").encode())
    after = path.read_text()
    head, tail = before.split("\n    ],")
    assert after.startswith(head + ",\n        {\n            \"name\": \"new\"") and after.endswith("\n        }\n    ]," + tail)
    assert path.stat().st_mode & 0o777 == 0o644
    desk.coffer("run", "c.json")
    assert [request.line.split()[1] for request in recorder.take()] == [b"/old", b"/new"]


def test_shell_variables_become_postmans(desk, recorder):
    done = desk.coffer("send", "--from-curl", "-", "--env-var", "TOKEN=abc", stdin=desk.here('curl URL -H "X-Token: $TOKEN"').encode())
    assert b"$TOKEN became {{TOKEN}}" in done.stderr
    assert recorder.take()[0].header("X-Token") == "abc"
