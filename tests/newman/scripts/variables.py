"""Variables of every scope: reading, writing, precedence, substitution, and what is left after the run."""

from scripts.making import case, facts, folder, group, raw, scope, script, step, variables

MEMBERS = """
: pm.{0}.set('text', 'a')
pm.{0}.get('text')
? pm.{0}.get('gone')
pm.{0}.has('text')
pm.{0}.has('gone')
: pm.{0}.set('text', 'b')
pm.{0}.get('text')
: pm.{0}.set('number', 7); pm.{0}.set('flag', false); pm.{0}.set('nothing', null); pm.{0}.set('object', {{ a: [1, 2] }}); pm.{0}.set('empty', '')
pm.{0}.get('number')
typeof pm.{0}.get('number')
pm.{0}.get('flag')
pm.{0}.get('nothing')
pm.{0}.get('object')
pm.{0}.get('empty')
pm.{0}.toObject()
pm.{0}.replaceIn('{{{{text}}}} {{{{number}}}} {{{{flag}}}} {{{{gone}}}} {{{{object}}}}')
? pm.{0}.unset('text')
pm.{0}.has('text')
? pm.{0}.unset('gone')
pm.{0}.toObject()
"""

for name in ("environment", "globals", "collectionVariables"):
    case(f"pm.{name}", step("/echo?t={{text}}&n={{number}}", before=facts(MEMBERS.format(name)), after=facts(f"pm.{name}.toObject()")), step("/after/{{number}}"))
    case(f"pm.{name} cleared", step(before=f"pm.{name}.set('x', 1); pm.{name}.set('y', 2);",
                                    after=facts(f"? pm.{name}.clear()\npm.{name}.toObject()\n? pm.{name}.get('x')\n: pm.{name}.set('z', 3)")),
         step("/after/{{x}}/{{z}}"), environment=scope(kept=1), globals=scope(kept=2), variable=variables(kept="3"))

case("pm.variables", step("/echo/{{local}}/{{shared}}", before=facts("""
pm.variables.get('shared')
pm.variables.get('global')
pm.variables.get('row')
? pm.variables.get('gone')
pm.variables.has('collection')
pm.variables.has('gone')
: pm.variables.set('local', 'mine'); pm.variables.set('shared', 'overridden'); pm.variables.set('n', 12)
pm.variables.get('shared')
pm.environment.get('shared')
pm.variables.get('n')
pm.variables.toObject()
pm.variables.replaceIn('{{local}} {{shared}} {{global}} {{collection}} {{row}} {{gone}} {{n}}')
? pm.variables.unset('shared')
pm.variables.has('shared')
"""), after=facts("""
pm.variables.get('local')
pm.variables.get('shared')
pm.variables.toObject()
""")), step("/next/{{local}}", after=facts("pm.variables.get('local')\npm.variables.toObject()")),
    environment=scope(shared="environment", environment="e"), globals=scope(shared="global", **{"global": "g"}), variable=variables(shared="collection", collection="c"),
    args=["-d", "{dir}/rows.json", "-n", "2"], files={"rows.json": b'[{"row": "one", "shared": "data"}, {"row": "two"}]'})

case("precedence of scopes", step("/{{a}}/{{b}}/{{c}}/{{d}}/{{e}}", before="pm.variables.set('a', 'local');", after=facts("""
['a', 'b', 'c', 'd', 'e'].map((name) => pm.variables.get(name)).join()
['a', 'b', 'c', 'd', 'e'].map((name) => [pm.environment.get(name), pm.collectionVariables.get(name), pm.globals.get(name), pm.iterationData.get(name)].join())
""")), environment=scope(a="env", b="env", c="env"), variable=variables(a="col", b="col", c="col", d="col"), globals=scope(a="glob", b="glob", c="glob", d="glob", e="glob"),
    args=["-d", "{dir}/row.json"], files={"row.json": b'[{"a": "data", "b": "data"}]'})

case("a local variable hides the data of an iteration", step("/{{x}}", before="pm.info.iteration === 0 && pm.variables.set('x', 'local');"),
     args=["-d", "{dir}/rows.json"], files={"rows.json": b'[{"x": 1}, {"x": 2}]'}, sends="/local /local")

case("pm.variables.replaceIn", step(before=facts("""
: pm.environment.set('a', '{{b}}'); pm.environment.set('b', 'deep'); pm.environment.set('key', 'a'); pm.environment.set('self', '{{self}}'); pm.environment.set('obj', { x: 1 })
pm.variables.replaceIn('{{a}}')
pm.variables.replaceIn('{{b}}{{b}} {{ b }} {b} {{}} {{b')
pm.variables.replaceIn('{{self}}')
pm.variables.replaceIn('{{{{key}}}}')
pm.variables.replaceIn({ x: '{{b}}', y: ['{{b}}', 1, null, { z: '{{a}}' }] })
pm.variables.replaceIn(7)
pm.variables.replaceIn('')
pm.variables.replaceIn(null)
? pm.variables.replaceIn()
pm.variables.replaceIn('{{obj}}')
pm.variables.replaceIn('{{vault:x}}')
pm.environment.replaceIn('{{a}}')
/^[0-9a-f-]{36}$/.test(pm.variables.replaceIn('{{$guid}}'))
/^\\d{10}$/.test(pm.variables.replaceIn('{{$timestamp}}'))
/^\\d+$/.test(pm.variables.replaceIn('{{$randomInt}}'))
/^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$/.test(pm.variables.replaceIn('{{$isoTimestamp}}'))
pm.variables.replaceIn('{{$randomFirstName}}').length > 0
pm.variables.replaceIn('{{$noSuchThing}}')
pm.variables.replaceIn('{{$guid}}') !== pm.variables.replaceIn('{{$guid}}')
""")))

case("dynamic variables are many", step(before=facts("""
: const names = ['randomUUID', 'randomAlphaNumeric', 'randomBoolean', 'randomColor', 'randomHexColor', 'randomIP', 'randomIPV6', 'randomMACAddress', 'randomPassword',
    'randomLocale', 'randomUserAgent', 'randomProtocol', 'randomSemver', 'randomLastName', 'randomFullName', 'randomJobTitle', 'randomPhoneNumber', 'randomCity',
    'randomCountry', 'randomCountryCode', 'randomLatitude', 'randomBankAccount', 'randomCreditCardMask', 'randomCurrencyCode', 'randomPrice', 'randomProduct', 'randomEmail',
    'randomUserName', 'randomUrl', 'randomDomainName', 'randomFileName', 'randomFileExt', 'randomMimeType', 'randomDateFuture', 'randomDatePast', 'randomMonth',
    'randomWeekday', 'randomLoremWord', 'randomLoremSentence', 'randomWords', 'randomPhrase', 'randomCompanyName', 'randomCatchPhrase', 'randomAbbreviation']
names.filter((name) => pm.variables.replaceIn(`{{$${name}}}`).includes('{{')).join()
names.filter((name) => pm.variables.replaceIn(`{{$${name}}}`) === '').join()
""")))

case("values of all types", step("/echo/{{n}}/{{t}}/{{z}}/{{o}}/{{l}}/{{e}}", before="""
pm.environment.set('n', 1.50); pm.environment.set('t', true); pm.environment.set('z', null); pm.environment.set('o', {a: {b: 1}});
pm.environment.set('l', [1, 'two']); pm.environment.set('e', ''); pm.environment.set('u', undefined); pm.environment.set('f', function named () {});
pm.environment.set('d', new Date(0)); pm.environment.set('nan', NaN); pm.environment.set('r', /x/g);
""", after=facts("""
['n', 't', 'z', 'o', 'l', 'e', 'u', 'd', 'nan', 'r'].map((name) => typeof pm.environment.get(name)).join()
['n', 't', 'z', 'o', 'l', 'e', 'u', 'd', 'nan', 'r'].map((name) => JSON.stringify(pm.environment.get(name)))
['u', 'f'].map((name) => pm.environment.has(name))
pm.environment.get('o') === pm.environment.get('o')
""")))

case("scopes are lists with values", step(after=facts("""
pm.environment.name
pm.environment.id
pm.environment.values.count()
pm.environment.values.map((variable) => [variable.key, variable.value, variable.type, variable.disabled])
pm.environment.values.one('b').toJSON()
pm.environment.values.has('a')
pm.globals.values.all().length
pm.globals.id === pm.globals.id
? pm.collectionVariables.name
pm.environment.toJSON().values.length
! pm.environment.variables().length
""")), environment={"id": "the-id", "name": "The name", "values": [
    {"key": "a", "value": "1", "enabled": True}, {"key": "b", "value": "2", "type": "secret", "enabled": True}, {"key": "c", "value": 3, "type": "number"}]},
    globals=scope(g=1))

case("variables that are switched off in a scope", step("/echo/{{on}}", after=facts("""
pm.environment.get('off')
pm.environment.has('off')
pm.environment.get('twice')
pm.environment.toObject()
: pm.environment.set('off', 'changed')
pm.environment.get('off')
: pm.environment.unset('twice')
pm.environment.toObject()
""")), environment={"id": "e", "name": "E", "values": [{"key": "on", "value": "1", "enabled": True}, {"key": "off", "value": "2", "enabled": False},
    {"key": "twice", "value": "first", "enabled": True}, {"key": "twice", "value": "second", "enabled": True}]})

case("names of variables", step("/echo/{{with space}}/{{a.b}}/{{ü}}/{{A}}", before="""
for (const [key, value] of Object.entries({'with space': 1, 'a.b': 2, 'ü': 3, 'a': 'small', 'A': 'large', '0': 'zero', '__proto__x': 'p', 'hasOwn': 'h'}))
  pm.environment.set(key, value);
""", after=facts("""
pm.environment.toObject()
pm.environment.get('hasOwn')
pm.environment.get(0)
pm.environment.has('hasOwnProperty')
pm.globals.has('constructor')
: pm.environment.set('', 'nameless')
Object.keys(pm.environment.toObject()).sort().join()
""")))

case("names of variables that are no texts", step(after=facts("""
: pm.environment.set(undefined, 'undefined'); pm.environment.set(null, 'null'); pm.environment.set(5, 'five')
Object.keys(pm.environment.toObject()).sort().join()
pm.environment.get(5)
""")))

case("changed variables reach what comes next", step("/1/{{x}}", before="pm.environment.set('x', 'before');", after="pm.environment.set('x', 'after');"),
     step("/2/{{x}}", before="pm.collectionVariables.set('x', 'collection'); pm.globals.set('y', 'global'); console.log(pm.variables.get('x'));"),
     step("/3/{{x}}/{{y}}", before="pm.environment.unset('x'); pm.globals.unset('y');"), sends="/1/before /2/after /3/collection/%7B%7By%7D%7D", says=["after"])

case("variables live through iterations", step("/{{count}}", before="pm.environment.set('count', (pm.environment.get('count') || 0) + 1); pm.variables.set('v', pm.info.iteration);",
                                              after="console.log(pm.variables.get('v'), pm.collectionVariables.get('w')); pm.collectionVariables.set('w', pm.info.iteration);"),
     step("/second", before="console.log('local', pm.variables.get('v'));"), args=["-n", "3"], sends="/1 /second /2 /second /3 /second")

case("variables from flags", step("/{{e}}/{{g}}", after=facts("pm.environment.get('e')\npm.globals.get('g')\npm.environment.toObject()\npm.globals.toObject()")),
     args=["--env-var", "e=from=flag", "--global-var", "g=7"], environment=scope(e="file", other="x"), sends="/from=flag/7")

case("without an environment file", step("/{{x}}", before="pm.environment.set('x', 1); pm.globals.set('y', 2);", after=facts("""
pm.environment.toObject()
? pm.environment.name
pm.globals.toObject()
""")), environment=False)

case("folder variables are no variables of scripts", group("f", step(after=facts("? pm.variables.get('inner')\npm.collectionVariables.toObject()")), variable=variables(inner="1")), variable=variables(outer="2"))

case("variables in headers and bodies", step("/echo", method="POST", header=[{"key": "X-{{k}}", "value": "{{v}}"}], body=raw('{"v": "{{v}}", "o": {{o}}}', "json"),
    before="pm.environment.set('k', 'Key'); pm.variables.set('v', 'a \"b\" é'); pm.collectionVariables.set('o', JSON.stringify({deep: [1]}));",
    after=facts("pm.response.json().headers['x-key']\npm.response.json().body")))

case("variables set in callbacks", step("/1", before="""
setTimeout(() => { pm.environment.set('late', 'timer'); }, 5);
pm.sendRequest('http://{{host}}/sent', () => { pm.globals.set('sent', 'yes'); pm.variables.set('mine', 'local'); });
""", after=facts("pm.environment.get('late')\npm.globals.get('sent')\npm.variables.get('mine')")), step("/2/{{late}}/{{sent}}/{{mine}}"), sends="/sent /1 /2/timer/yes/local")

case("scopes refuse to be replaced", step(before=facts("""
: pm.environment = { get: () => 'replaced' }; pm.extra = 1
? pm.environment.get('x')
pm.extra
Object.keys(pm).sort().join()
Object.getOwnPropertyNames(pm).sort().join()
pm.constructor.name
""")))
