"""Postman's Collection SDK, as require('postman-collection') gives it."""

from scripts.making import case, facts, step


def sdk(name, text):
    case(f"sdk: {name}", step("/document/json", after=facts(": const sdk = require('postman-collection')\n" + text)))


sdk("Url", """
: const url = new sdk.Url('https://u:p@api.example.com:8443/a/:id/c?x=1&y=&z#frag')
url.getHost()
url.getPath()
url.getPath({ unresolved: true })
url.getQueryString()
url.getRemote()
url.getRemote(true)
url.getPathWithQuery()
url.protocol
url.port
url.hash
url.auth
url.path
url.variables.map((v) => v.key)
url.toString()
url.toString(true)
url.query.toObject()
url.query.count()
: url.addQueryParams('w=4&v')
url.getQueryString()
: url.removeQueryParams(['x', 'y'])
url.getQueryString()
sdk.Url.parse('http://x.example/a b?c=d e')
sdk.Url.isUrl(url)
new sdk.Url({ host: 'x.example', path: '/a/b', query: 'c=1' }).toString()
new sdk.Url('').toString()
new sdk.Url('{{base}}/x').getHost()
url.toJSON()
""")

sdk("Request", """
: const made = new sdk.Request({ url: 'http://x.example/a?b=1', method: 'post', header: [{ key: 'A', value: '1' }], body: { mode: 'raw', raw: 'text' }, auth: { type: 'basic', basic: [{ key: 'username', value: 'u' }] } })
made.method
made.headers.toObject()
made.body.toString()
made.auth.type
made.auth.parameters().toObject()
made.size()
: made.addHeader({ key: 'B', value: '2' }); made.removeHeader('A'); made.addQueryParams([{ key: 'c', value: '2' }])
made.toJSON()
made.getHeaders()
: made.upsertHeader({ key: 'b', value: '3' })
made.getHeaders({ ignoreCase: true })
: made.authorizeUsing('bearer', { token: 't' })
made.auth.toJSON()
made.clone().url.toString()
sdk.Request.isRequest(made)
made.forEachHeader ? 1 : 0
: made.update({ method: 'GET', url: 'http://y.example' })
[made.method, made.url.toString()]
new sdk.Request().method
new sdk.Request('http://z.example').url.getHost()
""")

sdk("Response", """
: const made = new sdk.Response({ code: 404, header: 'A: 1\\nContent-Type: text/plain', body: 'gone', responseTime: 12 })
made.code
made.reason()
made.status
made.text()
! made.json()
made.headers.get('a')
made.responseTime
made.size()
made.details().name
made.contentInfo()
new sdk.Response({ stream: Buffer.from('bytes') }).text()
new sdk.Response({ body: '\\ufeff{"a":1}' }).json()
? new sdk.Response({ code: 299 }).reason()
sdk.Response.isResponse(made)
made.toJSON().code
new sdk.Response({ cookie: [{ key: 'a', value: '1' }] }).cookies.count()
new sdk.Response({ header: [{ key: 'Set-Cookie', value: 'a=b; Path=/' }] }).cookies.count()
""")

sdk("Header and HeaderList", """
sdk.Header.parse('A: 1\\r\\nB: two words\\n\\nC:')
sdk.Header.parseSingle('X-Y:  z ')
sdk.Header.unparse([{ key: 'A', value: '1' }, { key: 'B', value: '2' }])
sdk.Header.create('v', 'N').toString()
: const list = new sdk.HeaderList(null, [{ key: 'A', value: '1' }, { key: 'a', value: '2' }, { key: 'B', value: '3', disabled: true }])
list.count()
list.get('A')
list.has('b')
list.toObject()
list.toString()
list.contentSize()
list.filter((h) => !h.disabled).length
: list.upsert({ key: 'A', value: 'upserted' }); list.remove('B'); list.add('C: 4')
list.map((h) => h.key + '=' + h.value)
list.one('A').value
list.idx(0).valueOf()
new sdk.Header({ key: 'X' }).valueOf()
: list.remove((h) => h.key === 'a')
list.count()
list.toJSON()
""")

sdk("QueryParam and FormParam", """
sdk.QueryParam.parse('a=1&b=&c&d=%20')
sdk.QueryParam.parseSingle('x=y=z')
sdk.QueryParam.unparse({ a: '1', b: null })
sdk.QueryParam.unparse([{ key: 'a', value: 'x y' }, { key: 'b', value: null }])
sdk.QueryParam.unparseSingle({ key: 'a', value: '&' })
new sdk.QueryParam('a=1').toString()
new sdk.QueryParam({ key: 'a', value: '1' }).valueOf()
new sdk.FormParam({ key: 'f', src: 'x.txt', type: 'file' }).toJSON()
new sdk.FormParam('a=1').value
""")

sdk("PropertyList", """
: const list = new sdk.PropertyList(sdk.Variable, null, [{ key: 'a', value: '1' }, { key: 'b', value: '2' }, { key: 'c', value: '3' }])
list.count()
list.all().map((v) => v.key)
list.get('a')
list.one('b').value
list.has('c', '3')
list.indexOf('b')
list.idx(2).key
: list.add({ key: 'd', value: '4' }); list.insert({ key: 'e', value: '5' }, 'b'); list.insertAfter({ key: 'f', value: '6' }, 'b'); list.prepend({ key: 'g', value: '7' })
list.map((v) => v.key).join('')
: list.remove('a')
list.reduce((a, v) => a + v.value, '')
list.toObject()
list.find((v) => v.value === '5').key
: list.each((v) => { v.value += '!'; })
list.map((v) => v.value).join()
: list.repopulate([{ key: 'z', value: '0' }])
: list.assimilate([{ key: 'y', value: '9' }, { key: 'z', value: '1' }], true)
list.toObject()
: list.clear()
list.count()
sdk.PropertyList.isPropertyList(list)
list.toJSON()
! list.nothing()
""")

sdk("Variable and VariableScope", """
new sdk.Variable({ key: 'a', value: '5', type: 'number' }).get()
new sdk.Variable({ key: 'a', value: 'true', type: 'boolean' }).get()
new sdk.Variable({ key: 'a', value: '{"b":1}', type: 'json' }).get()
new sdk.Variable({ key: 'a', value: 5 }).toString()
new sdk.Variable({ key: 'a', value: () => 7, type: 'any' }).toString()
new sdk.Variable({ key: 'a', value: 'x', disabled: true }).disabled
: const scope = new sdk.VariableScope({ id: 'x', name: 'S', values: [{ key: 'a', value: '1' }, { key: 'b', value: '{{a}}' }] }, [{ values: [{ key: 'c', value: 'layer' }] }])
scope.get('a')
? scope.get('c')
scope.has('c')
scope.replaceIn('{{a}}{{b}}{{c}}{{d}}')
: scope.set('n', 5, 'number'); scope.unset('a')
scope.toObject()
scope.syncVariablesTo()
scope.syncVariablesTo({ b: 'kept', z: 'gone' })
scope.syncVariablesFrom({ q: 'new' }, true, true)
scope.toJSON()
sdk.VariableScope.isVariableScope(scope)
: scope.enableTracking(); scope.set('t', 1); scope.unset('q')
scope.mutations.count()
scope.name
""")

sdk("Collection and Item", """
: const made = new sdk.Collection({ info: { name: 'C', version: '1.2.3' }, variable: [{ key: 'v', value: '1' }], event: [{ listen: 'test', script: { exec: ['a', 'b'] } }],
    item: [{ name: 'F', item: [{ name: 'I', id: 'i', request: 'http://x.example', event: [{ listen: 'prerequest', script: 'p' }] }] }, { name: 'J', request: { url: 'http://y.example', method: 'PUT' } }] })
made.name
made.version.toString()
made.items.count()
made.items.all().map((i) => i.name)
made.forEachItem ? (() => { const names = []; made.forEachItem((i) => names.push(i.name)); return names; })() : 0
: const names = []; made.forEachItemGroup((g) => names.push(g.name))
names
made.oneDeep('I').request.url.toString()
made.oneDeep('i').getPath()
made.oneDeep('i').events.listeners('prerequest').length
made.oneDeep('i').getEvents('test').length
made.events.one ? made.events.listenersOwn('test')[0].script.toSource() : 0
made.variables.get('v')
made.syncVariablesTo ? 1 : 0
made.toJSON().item.length
sdk.Collection.isCollection(made)
sdk.ItemGroup.isItemGroup(made)
sdk.Item.isItem(made.oneDeep('J'))
new sdk.Item({ name: 'x', request: 'http://z.example' }).request.method
made.oneDeep('i').parent().name
made.items.idx(0).oneDeep('i').name
made.describe('words') === undefined ? made.description.toString() : made.description.toString()
""")

sdk("other classes", """
new sdk.Script({ exec: ['a();', 'b();'] }).toSource()
new sdk.Script('one').toSource()
new sdk.Event({ listen: 'test', script: { id: 's', exec: 'x' } }).script.id
new sdk.Description({ content: '# Title', type: 'text/markdown' }).toString()
new sdk.Version('1.2.3-rc.1+b').toJSON()
new sdk.Version('2.0.1').string
new sdk.Cookie('a=b; Path=/x; Domain=example.com; Secure; HttpOnly; Max-Age=5').toJSON()
sdk.Cookie.stringify({ key: 'a', value: 'b', path: '/' })
sdk.Cookie.parse('k=v; Secure')
sdk.Cookie.unparse([{ key: 'a', value: '1' }, { key: 'b', value: '2' }])
new sdk.CookieList(null, [{ key: 'a', value: '1' }]).get('a')
new sdk.RequestBody({ mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1' }] }).toString()
new sdk.RequestBody('raw text').raw
new sdk.RequestAuth({ type: 'bearer', bearer: [{ key: 'token', value: 't' }] }).toJSON()
new sdk.Certificate({ matches: ['https://x.example/*'], key: { src: 'k' }, cert: { src: 'c' } }).canApplyTo('https://x.example/a')
new sdk.ProxyConfig({ host: 'p', port: 1, match: 'http+https://*/*' }).getProtocols()
new sdk.UrlMatchPattern('http://x.example:*/a*').test('http://x.example:80/abc')
sdk.Property.replaceSubstitutions('{{a}} {{b}}', { a: 1 })
sdk.Property.replaceSubstitutionsIn({ x: '{{a}}' }, [{ a: 1 }])
new sdk.PropertyBase({ id: 'x', name: 'n' }).toJSON()
typeof new sdk.Property({ name: 'n' }).id
new sdk.MutationTracker({}).count()
""")
