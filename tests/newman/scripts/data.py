"""Data files and iterations."""

from scripts.making import case, facts, step

ROWS = b'[{"name": "one", "n": 1, "deep": {"a": [1]}, "nothing": null, "yes": true}, {"name": "two", "n": 2.5}, {"other": "x"}]'

case("pm.iterationData", step("/{{name}}/{{n}}", before=facts("""
pm.iterationData.get('name') || ''
String(pm.iterationData.get('n'))
typeof pm.iterationData.get('n')
pm.iterationData.has('name')
pm.iterationData.has('gone')
? pm.iterationData.get('gone')
pm.iterationData.toObject()
JSON.stringify(pm.iterationData.get('deep')) || ''
pm.iterationData.replaceIn('{{name}}-{{n}}-{{deep}}')
pm.iterationData.values.count()
pm.variables.get('n') === pm.iterationData.get('n')
data
[pm.info.iteration, pm.info.iterationCount, iteration]
"""), after="console.log(pm.iterationData.get('nothing'), pm.iterationData.get('yes'));"), args=["-d", "{dir}/rows.json"], files={"rows.json": ROWS})

case("pm.iterationData changed", step("/{{name}}", before=facts("""
: pm.iterationData.set('name', 'changed'); pm.iterationData.set('added', 1)
pm.iterationData.get('name')
? pm.iterationData.unset('n')
pm.iterationData.has('n')
pm.iterationData.toJSON().values
"""), after="console.log(pm.iterationData.get('name'));"), step("/{{name}}/{{added}}"), args=["-d", "{dir}/rows.json"], files={"rows.json": ROWS})

case("data as csv in scripts", step("/{{name}}", before=facts("""
pm.iterationData.toObject()
['a', 'b', 'c', 'd'].map((k) => typeof pm.iterationData.get(k))
""")), args=["-d", "{dir}/rows.csv"], files={"rows.csv": 'name,a,b,c,d\none,1,true,1.50,\n"t ""w"" o",x,false,007, padded \nthree\n'.encode()})

case("no data", step("/x", before=facts("pm.iterationData.toObject()\n? pm.iterationData.get('x')\ndata\npm.iterationData.has('x')\n[pm.info.iteration, pm.info.iterationCount]")))

case("more iterations than data", step("/{{name}}", before="console.log(pm.info.iteration, pm.iterationData.get('name'));"), args=["-d", "{dir}/rows.json", "-n", "5"], files={"rows.json": b'[{"name": "one"}, {"name": "two"}]'},
     sends="/one /two /two /two /two")

case("tests for each row", step("/status/{{code}}", after="pm.test('status ' + pm.iterationData.get('code'), () => { pm.expect(pm.response.code).to.equal(pm.iterationData.get('expected')); });"), args=["-d", "{dir}/rows.json"],
     files={"rows.json": b'[{"code": 200, "expected": 200}, {"code": 404, "expected": 200}, {"code": 500, "expected": 500}]'}, fails=["status 404"])

case("setNextRequest ends an iteration early", step("/1", after="if (pm.iterationData.get('stop')) pm.execution.setNextRequest(null);"), step("/2"), args=["-d", "{dir}/rows.json"],
     files={"rows.json": b'[{"stop": true}, {"stop": false}, {"stop": true}]'}, sends="/1 /1 /2 /1")

case("counting over iterations", step("/{{n}}", before="pm.globals.set('n', (pm.globals.get('n') || 0) + 1);", after="pm.test('n is ' + pm.globals.get('n'), () => { pm.expect(pm.globals.get('n')).to.be.at.most(7); });"), args=["-n", "10"],
     fails=["n is 8", "n is 9", "n is 10"], sends="/1 /2 /3 /4 /5 /6 /7 /8 /9 /10")

case("memory of scripts between scripts", step("/1", before="var kept = 'by var'; leaked = 'without a keyword'; globalThing = { n: 1 };", after=facts("typeof kept\ntypeof leaked\ntypeof globalThing")), step("/2", after=facts("typeof leaked\ntypeof kept")), args=["-n", "2"])

case("changed prototypes between scripts", step("/1", before="Array.prototype.own = () => 'own'; Object.prototype.polluted = 1; String.prototype.shout = function () { return this.toUpperCase(); };", after=facts("typeof [].own\ntypeof ({}).polluted\ntypeof 'x'.shout")), step("/2", after=facts("typeof [].own")))
