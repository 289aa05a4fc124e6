"""What runs, in which order, and what ends it: folders, setNextRequest, skipRequest, iterations, bail, timeouts."""

from scripts.making import case, checks, facts, group, script, step

SAY = "console.log(pm.info.eventName, pm.execution.location.join(' / '), '|', pm.execution.location.current);"


def says(text):
    return f"console.log({text!r});"


# Order.
case("the order of scripts", group("outer", group("inner", step("/1", before=SAY, after=SAY, name="one"), before=SAY, after=SAY), step("/2", before=SAY, after=SAY, name="two"), before=SAY, after=SAY),
     step("/3", before=SAY, after=SAY, name="three"), before=SAY, after=SAY, args=["-n", "2"], sends="/1 /2 /3 /1 /2 /3")

case("several scripts of one event", {**step("/1"), "event": [script("prerequest", says("first")), script("test", says("a test")), script("prerequest", says("second")), script("test", says("another"))]},
     sends="/1", says=["first", "second", "a test", "another"])

case("scripts that are switched off", {**step("/1"), "event": [{**script("prerequest", says("off")), "disabled": True}, script("prerequest", says("on")), {**script("test", says("off")), "disabled": True}]},
     sends="/1", says=["on"])

case("how scripts are written", {**step("/1"), "event": [
    {"listen": "prerequest", "script": {"type": "text/javascript", "exec": "console.log('one text');\nconsole.log('second line');"}},
    {"listen": "prerequest", "script": {"exec": ["console.log('no type');"]}},
    {"listen": "test", "script": {"type": "text/javascript", "exec": ["console.log(", "  'over lines'", ");"]}},
    {"listen": "test", "script": {"type": "text/javascript", "exec": []}},
    {"listen": "test", "script": {"type": "text/javascript", "exec": [""]}},
    {"listen": "test", "script": {"type": "text/javascript"}},
    {"listen": "test", "script": {"id": "an-id", "name": "a name", "type": "text/javascript", "exec": ["console.log('with an id');\r", "console.log('carriage returns');\r"]}},
    {"listen": "other", "script": {"type": "text/javascript", "exec": ["console.log('never');"]}},
    {"listen": "test"}]}, sends="/1", says=["one text", "no type", "over lines", "with an id", "carriage returns"])

case("a script as a text alone", {**step("/1"), "event": [{"listen": "test", "script": "console.log('a text');"}, {"listen": "prerequest", "script": ["console.log('a list');"]}]}, sends="/1")

case("events that name a script", {**step("/1"), "event": [{"listen": "test", "script": {"type": "text/javascript", "src": "script.js"}}]}, sends="/1")

case("scripts of an empty collection", before=says("never"), after=says("never"), sends="")

case("scripts of a folder without requests", group("empty", before=says("never")), step("/1"), sends="/1")

case("pm.info", step("/1", name="A name", before=facts("""
pm.info.eventName
pm.info.iteration
pm.info.iterationCount
pm.info.requestName
pm.info.requestId
Object.getOwnPropertyNames(pm.info).sort().join()
: pm.info.iteration = 99
pm.info.iteration
"""), after=facts("pm.info.eventName\n[pm.info.iteration, pm.info.iterationCount]")), group("f", step("/2", name="", after=facts("pm.info.requestName\npm.info.requestId"))), args=["-n", "2"])

case("pm.execution.location", group("a", group("b", step("/1", name="c", after=facts("""
pm.execution.location
pm.execution.location.current
Array.isArray(pm.execution.location)
pm.execution.location.length
: pm.execution.location.current = 'x'
pm.execution.location.current
Object.keys(pm.execution).sort().join()
""")), before=facts("pm.execution.location.current"))), before=facts("pm.execution.location.current\npm.execution.location.join('/')"))

# setNextRequest.
ONE_TO_FOUR = [step(f"/{n}", name=f"r{n}") for n in range(1, 5)]


def steps(**scripts):
    """Requests r1 to r4; r2="…" gives r2 that post-response script, r2_before a pre-request one."""
    return [step(f"/{n}", name=f"r{n}", after=scripts.get(f"r{n}"), before=scripts.get(f"r{n}_before")) for n in range(1, 5)]


case("setNextRequest forward", *steps(r1="pm.execution.setNextRequest('r4');"), sends="/1 /4")
case("setNextRequest back", *steps(r3="const n = pm.environment.get('n') || 0; pm.environment.set('n', n + 1); if (n < 2) pm.execution.setNextRequest('r2');"), sends="/1 /2 /3 /2 /3 /2 /3 /4")
case("setNextRequest to itself", *steps(r2="const n = pm.environment.get('n') || 0; pm.environment.set('n', n + 1); if (n < 2) pm.execution.setNextRequest(pm.info.requestName);"), sends="/1 /2 /2 /2 /3 /4")
case("setNextRequest to the first", *steps(r2="if (!pm.environment.get('n')) { pm.environment.set('n', 1); pm.execution.setNextRequest('r1'); }"), sends="/1 /2 /1 /2 /3 /4")
case("setNextRequest null", *steps(r2="pm.execution.setNextRequest(null);"), sends="/1 /2")
case("setNextRequest null in iterations", *steps(r2="pm.execution.setNextRequest(null);"), args=["-n", "2"], sends="/1 /2 /1 /2")
case("setNextRequest undefined", *steps(r1="pm.execution.setNextRequest();"), sends="/1 /2 /3 /4")
case("setNextRequest to nowhere", *steps(r1="pm.execution.setNextRequest('gone');"), args=["-n", "2"], sends="/1 /1")
case("setNextRequest by id", *steps(r1="pm.execution.setNextRequest('id of r3');"), sends="/1 /3 /4")
case("setNextRequest of odd types", *steps(r1="pm.execution.setNextRequest(3);", r2="pm.execution.setNextRequest({});"), sends="/1")
case("setNextRequest twice", *steps(r1="pm.execution.setNextRequest('r2'); pm.execution.setNextRequest('r4'); console.log('goes on');"), sends="/1 /4")
case("setNextRequest before the request", *steps(r1_before="pm.execution.setNextRequest('r3');"), sends="/1 /3 /4")
case("setNextRequest before and after", *steps(r1_before="pm.execution.setNextRequest('r3');", r1="pm.execution.setNextRequest('r4');"), sends="/1 /4")
case("setNextRequest in a timer", *steps(r1="setTimeout(() => pm.execution.setNextRequest('r3'), 5);"), sends="/1 /3 /4")
case("setNextRequest and then an error", *steps(r1="pm.execution.setNextRequest('r4'); throw new Error('after it');"), errors=["Error: after it"], sends="/1 /4")
case("setNextRequest of folders' scripts", group("f", *ONE_TO_FOUR[:2], after="if (pm.info.requestName === 'r1') pm.execution.setNextRequest('r4');"), *ONE_TO_FOUR[2:],
     after="if (pm.info.requestName === 'r4' && !pm.globals.get('again')) { pm.globals.set('again', 1); pm.execution.setNextRequest('r3'); }", sends="/1 /4 /3 /4")
case("setNextRequest item over collection", *steps(r1="pm.execution.setNextRequest('r4');"), after="if (pm.info.requestName === 'r1') pm.execution.setNextRequest('r2');", sends="/1 /4")
case("setNextRequest to a folder", step("/1", after="pm.execution.setNextRequest('f');"), group("f", step("/2")), step("/3"), sends="/1")
case("setNextRequest among equal names", step("/1", name="same"), step("/2", name="go", after="if (!pm.globals.get('x')) { pm.globals.set('x', 1); pm.execution.setNextRequest('same'); }"),
     {**step("/3", name="same"), "id": "other id"}, step("/4"), sends="/1 /2 /3 /4")
case("setNextRequest out of a chosen folder", group("f", step("/1", after="pm.execution.setNextRequest('r9');"), step("/2")), step("/9", name="r9"), args=["--folder", "f"], sends="/1")
case("setNextRequest with an error of the request", step("http://{{dead}}/", name="dead", after="console.log('runs'); pm.execution.setNextRequest('r3');"), step("/2"), step("/3", name="r3"), sends="/3", status=1)
case("postman.setNextRequest", *steps(r1="postman.setNextRequest('r3');", r3="postman.setNextRequest(null);"), sends="/1 /3")

# skipRequest.
case("skipRequest", step("/1", before="console.log('before'); pm.execution.skipRequest(); console.log('never');", after="console.log('never');"), step("/2", after="pm.test('ran', () => {});"), sends="/2")
case("skipRequest with what came before it", step("/1", before="pm.environment.set('x', 1); pm.test('told', () => {}); pm.execution.skipRequest();"), step("/{{x}}"), args=["-n", "2"])
case("skipRequest after the response", step("/1", after="console.log('before'); pm.execution.skipRequest(); console.log('never');"), step("/2"), errors=["TypeError: pm.execution.skipRequest is not a function"], sends="/1 /2")
case("skipRequest of a folder", group("f", step("/1", before=says("never")), step("/2"), before="if (pm.info.requestName === '/1') pm.execution.skipRequest();"), sends="/2", before=says("collection"))
case("skipRequest and setNextRequest", *steps(r1_before="pm.execution.setNextRequest('r3'); pm.execution.skipRequest();"), sends="/3 /4")
case("skipRequest in a callback", step("/1", before="pm.sendRequest('http://{{host}}/sent', () => { console.log('came'); pm.execution.skipRequest(); });"), step("/2"), sends="/sent /2")
case("skipRequest in a timer", step("/1", before="setTimeout(() => { pm.execution.skipRequest(); }, 5); setTimeout(() => console.log('never'), 50);"), step("/2"), sends="/2")
case("every request skipped", step("/1", before="pm.execution.skipRequest();"), step("/2", before="pm.execution.skipRequest();"), args=["-n", "2"], sends="")

# Errors and what goes on after them.
case("an error before the request", step("/1", before="console.log('starts'); throw new Error('before');", after="pm.test('still runs', () => {});"), step("/2"), errors=["Error: before"], sends="/1 /2")
case("an error after the response", step("/1", after="throw new Error('after');"), step("/2", after="pm.test('next', () => {});"), errors=["Error: after"], sends="/1 /2")
case("an error of the collection's script", step("/1", before=says("item"), after=says("item")), before="throw new TypeError('of the collection');", after="throw new RangeError('also');",
     errors=["TypeError: of the collection", "RangeError: also"], sends="/1")
case("a request that fails", step("http://{{dead}}/", name="dead", before=says("before"), after=facts("""
: console.log('after')
typeof pm.response
? pm.response.code
? pm.response.text()
! pm.response.json()
? pm.response.responseTime
pm.response.headers.count()
""") + "\npm.test('runs', () => { pm.expect(pm.response.code).to.equal(200); });"), step("/2"), fails=["runs"], sends="/2")

# Bail.
FAILS_TEST = [step("/1", after="pm.test('fails', () => { pm.expect.fail('no'); });"), step("/2")]
FAILS_SCRIPT = [step("/1", after="throw new Error('thrown');"), step("/2")]
FAILS_BEFORE = [step("/1", before="throw new Error('thrown');", after="pm.test('t', () => {});"), step("/2")]
for flags, label in (((), ""), (("folder",), " folder"), (("failure",), " failure"), (("folder,failure",), " folder failure")):
    all_of_it = label == " folder"
    case(f"bail{label}: a failed test", *FAILS_TEST, args=["--bail", *flags, "-n", "2"], fails=["fails"], sends="/1 /2 /1 /2" if all_of_it else "/1")
    case(f"bail{label}: an error after", *FAILS_SCRIPT, args=["--bail", *flags], errors=["Error: thrown"])
    case(f"bail{label}: an error before", *FAILS_BEFORE, args=["--bail", *flags], errors=["Error: thrown"])
case("bail: the second script of an event", step("/1", after="pm.test('item', () => {});"), step("/2"), after="pm.test('fails', () => { pm.expect.fail('no'); });", args=["--bail"], fails=["fails"], sends="/1")
case("bail: an error in a timer", step("/1", after="setTimeout(() => { throw new Error('late'); }, 5);"), step("/2"), args=["--bail"], errors=["Error: late"], sends="/1 /2", status=0)
case("bail: a failed legacy test", step("/1", after="tests['no'] = false;"), step("/2"), args=["--bail"], fails=["no"], sends="/1")
case("bail: a test before the request", step("/1", before="pm.test('fails', () => { pm.expect.fail('no'); });"), step("/2"), args=["--bail"], fails=["fails"], sends="")
case("suppressed exit status with scripts", *FAILS_TEST, step("/3", after="throw new Error('thrown');"), args=["-x"], fails=["fails"], errors=["Error: thrown"], sends="/1 /2 /3", status=0)

# Time.
case("a script that takes too long", step("/1", after="console.log('begins'); setTimeout(() => console.log('never'), 60000);"), step("/2"), args=["--timeout-script", "300"],
     errors=["Error: sandbox: asynchronous script execution timeout"], sends="/1 /2")
case("a script before that takes too long", step("/1", before="setInterval(() => {}, 10);", after="pm.test('runs', () => {});"), args=["--timeout-script", "300"],
     errors=["Error: sandbox: asynchronous script execution timeout"], sends="/1")
case("a script within its time", step("/1", after="setTimeout(() => pm.test('in time', () => {}), 20);"), args=["--timeout-script", "30000"], sends="/1")
case("delays with scripts", step("/1", after=says("1")), step("/2", before=says("2")), args=["--delay-request", "20"], sends="/1 /2")

# Folders chosen.
case("the scripts of a chosen folder", group("A", step("/1", after=SAY), after=SAY), group("B", group("C", step("/2", after=SAY), after=SAY), step("/3"), after=SAY), after=SAY, args=["--folder", "C"], sends="/2")
case("the scripts of a chosen request", group("A", step("/1", name="r1", after=SAY), step("/2"), before=SAY), before=SAY, args=["--folder", "r1"], sends="/1")
case("auth and scripts", group("A", step("/1", after=facts("pm.request.auth && pm.request.auth.type\npm.request.headers.get('Authorization')")), auth={"type": "basic", "basic": [
    {"key": "username", "value": "{{u}}"}, {"key": "password", "value": "{{p}}"}]}, before="pm.environment.set('u', 'me'); pm.environment.set('p', 'pass');"), sends="/1")
