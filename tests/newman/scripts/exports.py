"""What is left after the run: exported scopes, and what pm.visualizer was given."""

from scripts.making import case, facts, group, scope, step, variables

VARIED = "pm.{0}.set('n', 1.5); pm.{0}.set('t', 'text'); pm.{0}.set('f', false); pm.{0}.set('z', null); pm.{0}.set('o', {{a: [1]}}); pm.{0}.set('e', ''); pm.{0}.set('u', undefined); pm.{0}.set('d', new Date(0)); pm.{0}.set('fn', () => 1);"

case("exported environment", step(after=VARIED.format("environment")), environment=scope(kept="1", t="before"))
case("exported globals", step(after=VARIED.format("globals")), globals=scope(kept="1", t="before"))
case("exported collection variables", step(after=VARIED.format("collectionVariables")), variable=variables(kept="1", t="before"))
case("exported after unset and clear", step(before="pm.environment.unset('a'); pm.globals.clear();", after="pm.environment.set('b', 'again'); pm.globals.set('new', 1);"), environment=scope(a="1", b="2", c="3"), globals=scope(x="1", y="2"))
case("exported order of variables", step(after="for (const k of ['z', 'a', 'm', '10', '2']) pm.environment.set(k, k); pm.environment.unset('z'); pm.environment.set('z', 'last'); pm.environment.set('first', 'changed');"), environment=scope(first="1", second="2"))
case("exported types", step(after="pm.environment.set('secret', 'changed'); pm.environment.set('typed', '8'); pm.environment.set('new', 's'); pm.environment.set('as', '5', 'number');"), environment={"id": "e", "name": "E", "values": [
    {"key": "secret", "value": "s", "type": "secret", "enabled": True}, {"key": "typed", "value": "7", "type": "number", "enabled": True}, {"key": "plain", "value": "p", "type": "default", "enabled": True}]})
case("exported without files", step(after="pm.environment.set('a', 1); pm.globals.set('b', 2);"), environment=False)
case("exported after iterations", step(after="pm.environment.set('i' + pm.info.iteration, pm.info.iteration); pm.globals.set('last', pm.info.iteration);"), args=["-n", "3"])
case("exported after an error", step(after="pm.environment.set('a', 1); throw new Error('then');"), step(after="pm.environment.set('b', 2);"), errors=["Error: then"])
case("exported after bail", step(after="pm.environment.set('a', 1); pm.test('no', () => { pm.expect.fail('no'); });"), step(after="pm.environment.set('b', 2);"), args=["--bail"], fails=["no"])
case("local variables are not exported", step(before="pm.variables.set('local', 1); pm.iterationData.set && pm.iterationData.set('row', 2);"), environment=scope(a="1"))
case("many variables", step(after="for (let i = 0; i < 300; i++) pm.environment.set('key' + i, 'value ' + i);"), step("/{{key299}}"), sends="/document/json /value%20299")
case("a large variable", step(after="pm.environment.set('large', 'x'.repeat(300000));"), step(after="pm.test('kept', () => { pm.expect(pm.environment.get('large').length).to.equal(300000); });"))

case("pm.visualizer", step(after="pm.visualizer.set('<h1>{{title}}</h1>{{#each items}}<li>{{this}}</li>{{/each}}', { title: 'T & <b>', items: [1, 'two'] }, { some: 'option' }); console.log('set');"), says=["set"])
case("pm.visualizer of all kinds", step(after=facts("""
? pm.visualizer.set('only a template')
! pm.visualizer.set()
! pm.visualizer.set(7)
! pm.visualizer.set('x', 'text')
! pm.visualizer.set('x', {}, 5)
? pm.visualizer.set('', {})
? pm.visualizer.set('x', null)
? pm.visualizer.set('{{pm.x}}', [1, 2])
? pm.visualizer.clear()
Object.keys(pm.visualizer).sort()
"""), before="pm.visualizer.set('before', { a: 1 });"), step(after="pm.visualizer.set('first', {}); pm.visualizer.set('second', { n: 2 });"))
case("pm.visualizer of folders", group("f", step(after="pm.visualizer.set('item', { from: 'item' });"), after="pm.visualizer.set('folder', { from: 'folder' });"), step(before="pm.visualizer.set('only before', {});"))
