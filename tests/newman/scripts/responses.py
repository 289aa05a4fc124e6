"""pm.response: every member, on answers of every kind."""

from scripts.making import case, facts, step

case("pm.response", step("/document/json", after=facts("""
pm.response.code
pm.response.status
pm.response.reason()
pm.response.details()
pm.response.text().length
pm.response.json()
pm.response.json().unicode
pm.response.responseSize
typeof pm.response.responseTime
pm.response.responseTime >= 0
pm.response.size()
pm.response.headers.all().map((h) => [h.key, h.value])
pm.response.headers.get('content-type')
pm.response.headers.get('X-Own')
pm.response.headers.one('X-Own').value
pm.response.headers.filter((h) => h.key === 'X-Own').map((h) => h.value)
? pm.response.headers.get('gone')
pm.response.headers.has('X-Number')
pm.response.headers.has('X-Number', '42')
pm.response.headers.has('X-Number', '43')
pm.response.headers.count()
pm.response.headers.toObject()
pm.response.headers.toObject(false, true)
pm.response.headers.idx(0).key
pm.response.headers.indexOf('X-Number')
pm.response.headers.find((h) => h.value === '42').key
pm.response.headers.reduce((n, h) => n + h.key.length, 0)
pm.response.headers.contentSize()
pm.response.contentInfo()
! pm.response.mime()
pm.response.encoding()
pm.response.dataURI().slice(0, 60)
pm.response.cookies.count()
? pm.response.body
pm.response.stream.length
pm.response.stream.toString().slice(0, 9)
Object.keys(pm.response).filter((k) => !['id', 'responseTime'].includes(k)).sort()
Object.keys(pm.response.toJSON()).filter((k) => !['id', 'responseTime'].includes(k)).sort()
typeof pm.response.id
pm.response.originalRequest === undefined
pm.response.json((key, value) => key === 'id' ? 'revived' : value).id
pm.response.json(null, true).name
""")))

case("pm.response.json of all kinds", *[step("/document/" + kind, after=facts(text)) for kind, text in {
    "list": "pm.response.json().length\npm.response.json()[2].name\npm.response.json() === pm.response.json()",
    "text": "! pm.response.json()\npm.response.text()\n: try { pm.response.json(); } catch (e) { var error = e; }\n[error.name, error.message.split('\\n')[0], error instanceof Error]",
    "broken": "! pm.response.json()\n! JSON.parse(pm.response.text())\n! JSON.parse('')\n! JSON.parse('{a: 1}')\n! JSON.parse(undefined)",
    "empty": "! pm.response.json()\npm.response.text()",
    "html": "! pm.response.json()\npm.response.text().slice(0, 12)",
}.items()])

case("pm.response.jsonp and others", step("/document/jsonp", after=facts("pm.response.jsonp()\npm.response.contentInfo()")), step("/document/csv", after=facts("pm.response.contentInfo()\npm.response.text()")),
     step("/document/xml", after=facts("pm.response.contentInfo()\n! pm.response.json()")), step("/document/text", after=facts("pm.response.contentInfo()\n! pm.response.jsonp()")))

case("pm.response of bytes", step("/binary", after=facts("""
pm.response.stream.length
Array.from(pm.response.stream.slice(0, 4))
Array.from(pm.response.stream.slice(-4))
Buffer.isBuffer(pm.response.stream)
pm.response.text().length
pm.response.responseSize
pm.response.contentInfo()
pm.response.dataURI().length
""")), step("/utf-8", after=facts("pm.response.text()\npm.response.responseSize\npm.response.text().length\npm.response.encoding()")),
    step("/until-close", after=facts("pm.response.text()\npm.response.headers.count()")), step("/chunked", after=facts("pm.response.text()\npm.response.headers.get('Transfer-Encoding')")))

case("pm.response packed", step("/gzip", after=facts("pm.response.json()\npm.response.headers.get('Content-Encoding')\npm.response.responseSize\npm.response.encoding()")),
     step("/deflate", after=facts("pm.response.json()")))

case("pm.response large", step("/large/400000", after=facts("pm.response.text().length\npm.response.responseSize\npm.response.text().slice(-4)\npm.response.size()")))

case("pm.response statuses", *[step(f"/status/{code}", after=facts("[pm.response.code, pm.response.status, pm.response.reason(), pm.response.text()]\npm.response.details()\n"
                                                                     + ("! pm.response.json()" if code in (204, 304) else "pm.response.json()")))
                               for code in (200, 201, 204, 304, 400, 401, 404, 418, 429, 500, 503)], step("/no-reason", after=facts("pm.response.status\npm.response.reason()\npm.response.details()")))

case("pm.response of redirects", step("/redirect/302?to=/document/list", after=facts("pm.response.code\npm.response.json().length\npm.response.headers.get('Location') === undefined")),
     step("/redirect/307?to=/end", name="not followed", behaviour={"followRedirects": False}, after=facts("pm.response.code\npm.response.headers.get('Location')")))

case("pm.response of HEAD", step("/document/json", method="HEAD", after=facts("pm.response.code\npm.response.text()\npm.response.responseSize\npm.response.headers.get('X-Number')\n! pm.response.json()")))

case("pm.response before there is one", step(before=facts("? pm.response\ntypeof pm.response\n! pm.response.code")))

case("pm.response many headers", step("/many-headers", after=facts("pm.response.headers.count()\npm.response.headers.get('X-Same')\npm.response.headers.get('x-lower')\npm.response.headers.get('x-number-39')\npm.response.headers.toObject(true, false, true)")))

case("pm.response cannot be changed for what comes next", {**step("/document/json"), "event": [
    {"listen": "test", "script": {"exec": ["pm.response.code = 500; pm.response.status = 'x'; pm.response.headers.add({key: 'New', value: '1'}); console.log(pm.response.code, pm.response.headers.has('New'));"]}},
    {"listen": "test", "script": {"exec": ["console.log(pm.response.code, pm.response.status, pm.response.headers.has('New'));"]}}]}, says=["200 OK false"])
