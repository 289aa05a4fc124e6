"""Scripts that have the vault by the user's grant, and give its values to everything that they reach: nothing of them in what is printed,
reported, exported or kept. Scripts without the grant never see a value, whatever a server echoes to them."""

import json

import pytest
from world import LINKED, LOCAL

PROFILE = ("--profile", "ci")
KNOWN = [*LOCAL, "linked", "member"]
# Hex, base64 and percent-encoding by the script's own means; halves of a value are beyond what can be known (docs/threat-model.md).
FORMS = """
const forms = (value) => [value, JSON.stringify({value}), encodeURIComponent(value), Buffer.from(value).toString('hex'),
    Buffer.from(value).toString('base64'), btoa(unescape(encodeURIComponent(value))), encodeURI(value), ['<', value, '>'].join('')];
const everything = async () => (await Promise.all(NAMES.map((name) => pm.vault.get(name)))).flatMap(forms);
""".replace("NAMES", json.dumps(KNOWN))

# What a script may do with a value, one script each.
USES = {
    "console": "for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace']) if (console[level]) for (const each of all) console[level](each, {deep: [each]}, new Error(each));",
    "a test's name": "for (const each of all) pm.test(each, () => {}); for (const each of all) pm.test.skip(each, () => {});",
    "an assertion's message": "for (const each of all) pm.test('differs', () => pm.expect(each).to.equal('x' + each));",
    "the error of a test": "for (const each of all) pm.test('throws', () => { throw new TypeError(each); });",
    "an error of the script": "throw new RangeError(all.join('\\n'));",
    "an error with a stack": "const error = new Error(all[0]); error.name = all[1]; error.stack = all.join('\\n'); throw error;",
    "a rejection": "Promise.reject(new Error(all.join(' ')));",
    "the visualizer": "pm.visualizer.set('<p>{{value}}</p>' + all.join('<br>'), {value: all});",
    "the environment": "all.forEach((each, at) => pm.environment.set('kept' + at, each)); pm.environment.set(all[0], 'as a name');",
    "the globals": "all.forEach((each, at) => pm.globals.set('kept' + at, {deep: each}));",
    "the collection's variables": "all.forEach((each, at) => pm.collectionVariables.set('kept' + at, 'before ' + each + ' after'));",
    "local variables": "pm.variables.set('local', all[0]); console.log(pm.variables.replaceIn('{{local}} {{vault:token}}'), pm.variables.toObject());",
    "the next request's name": "pm.execution.setNextRequest(all[0]);",
    "a cookie": "pm.cookies.jar().set(ECHO, 'kept', encodeURIComponent(all[0]), (error) => console.log(error, pm.cookies.toObject()));",
    "a request of its own": "for (const each of all.slice(0, 4)) await pm.sendRequest({url: ECHO + '/anything?q=' + encodeURIComponent(each), method: 'POST', header: {'X-Key': encodeURIComponent(each)}, body: {mode: 'raw', raw: each}}).then((response) => console.log(response.text(), response), (error) => console.log(error));",
    "a request of its own that fails": "await pm.sendRequest('http://127.0.0.1:9/' + encodeURIComponent(all[0])).catch((error) => console.log(error, error.message)); await pm.sendRequest('no url ' + all[0]).catch((error) => console.log(error));",
    "the vault": "await pm.vault.set('made by a script', all.join(' ')); console.log(await pm.vault.get('made by a script')); await pm.vault.unset('made by a script');",
    "a call of the vault that fails": "await pm.vault.get(all[0]).then((value) => console.log(value), (error) => console.log(error)); await pm.vault.set('linked', all[0]).catch((error) => console.log(error));",
}
BEFORE = "pm.request.headers.add({key: 'X-Script', value: encodeURIComponent(all[0])}); pm.request.url.query.add({key: 'script', value: all[0]}); pm.request.body.update({mode: 'raw', raw: all.join('\\n')});"
AFTER = "console.log(pm.request.toJSON(), pm.response.text(), pm.response.headers.toObject(), pm.response.json());"


def step(world, name, source, listen="test"):
    whole = "const ECHO = " + json.dumps(world.cloud.echo) + ";\n" + FORMS + "const all = await everything();\nconsole.log('has', all.length);\n" + source
    header = [{"key": "X-Key", "value": "{{vault:quoted}}"}]
    return {"name": name, "event": [{"listen": listen, "script": {"exec": whole.split("\n")}}],
            "request": {"method": "POST", "url": world.api.url + "/echo/json/body", "header": header, "body": {"mode": "raw", "raw": "{{vault:token}}"}}}  # fmt: skip


def run(world, items, *flags, status=1):
    exports = [flag for reporter in ("json", "junit", "html") for flag in (f"--reporter-{reporter}-export", f"scripts.{reporter}")]
    for kind in "collection", "environment", "globals", "cookie-jar":
        exports += [f"--export-{kind}", f"scripts.{kind}.json"]
    environment = world.home / "scripts.env.json"
    environment.write_text(json.dumps({"name": "e", "values": [{"key": "of the user", "value": "plain"}]}))
    collection = world.collection(items, "scripts.collection.json")
    done = world.coffer("run", collection, "-e", str(environment), "-r", "cli,json,junit,html", *exports, "--verbose", *PROFILE, *flags, status=status)
    for file in exports[1::2]:
        assert (world.home / file).exists(), file
    world.search_files()
    # Assertions of chai cut what they show: the beginning of a value gives it away as well.
    for told in (done.stdout, *((world.home / file).read_bytes() for file in exports[1::2])):
        assert [name for name, value in (LOCAL | LINKED).items() if name in KNOWN and value[:16].encode() in told] == []
    return done.stdout.decode()


@pytest.mark.parametrize("listen", ["prerequest", "test"])
@pytest.mark.parametrize("use", USES)
def test_what_a_granted_script_does_with_values(world, use, listen):
    said = run(world, [step(world, use, USES[use], listen)], "--grant-vault", "-n", "2", status=None)
    assert "has 48" in said  # it had them, so they could have leaked


def test_values_in_the_request_that_a_script_changes(world):
    before = len(world.api.received)
    item = step(world, "changed", BEFORE, "prerequest")
    item["event"].append({"listen": "test", "script": {"exec": [AFTER]}})
    run(world, [item], "--grant-vault", status=None)
    assert any(LOCAL["token"].encode() in sent for sent in world.api.received[before:])


def test_iterations_side_by_side(world):
    items = [step(world, use, USES[use]) for use in ("console", "the environment", "an assertion's message", "the visualizer")]
    assert "has 48" in run(world, items, "--grant-vault", "-n", "6", "--parallel", "3")


def test_without_the_grant_an_echo_shows_a_script_nothing(world):
    item = step(world, "echoed", "")
    backwards = [value[::-1] for value in LOCAL.values()]  # so that they are not in the collection as they are
    knows = f"const known = {json.dumps(backwards)}.map((each) => [...each].reverse().join(''));"
    sees = """
const seen = [pm.response.text(), JSON.stringify(pm.response.headers.toObject()), JSON.stringify(pm.request.toJSON()), JSON.stringify(pm.cookies.toObject())];
console.log('knows', known.filter((each) => seen.some((text) => text.includes(each) || text.includes(JSON.stringify(each).slice(1, -1)))).length, 'of', known.length, seen[0]);"""
    item["event"] = [{"listen": "test", "script": {"exec": (knows + sees).split("\n")}}]
    assert "knows 0 of 4" in run(world, [item], "--deny-vault", status=0)
    item["event"][0]["script"]["exec"].insert(0, "await pm.vault.get('token');")
    assert "knows" not in run(world, [item], "--deny-vault")


def test_a_script_that_kills_its_sandbox_with_values_in_it(world):
    said = run(world, [step(world, "endless", "console.log(all[0]); for (;;) ;"), step(world, "too much", "const kept = []; for (;;) kept.push(all.join('').repeat(1000) + kept.length);")],
               "--grant-vault", "--timeout-script", "3000")  # fmt: skip
    assert "script execution timeout" in said and "Out of memory" in said
