"""pm.cookies and its jar."""

from scripts.making import case, facts, step

SET = "/set-cookie?1=a%3D1%3B%20Path%3D/&2=b%3Dtwo%20words%3B%20Path%3D/%3B%20HttpOnly&3=c%3D3%3B%20Path%3D/sub&4=d%3D%3B%20Path%3D/"

case("pm.cookies", step(SET, after=facts("""
pm.cookies.count()
pm.cookies.has('a')
pm.cookies.get('a')
? pm.cookies.get('gone')
pm.cookies.has('gone')
pm.cookies.get('b')
pm.cookies.get('d')
pm.cookies.has('c')
pm.cookies.toObject()
pm.cookies.one('a').name
pm.cookies.one('a').value
pm.cookies.one('b').httpOnly
pm.cookies.one('a').path
pm.cookies.one('a').domain
pm.cookies.one('a').hostOnly
pm.cookies.one('a').secure
pm.cookies.map((c) => c.name).join()
pm.cookies.all().length
typeof pm.cookies.jar
pm.cookies.toString()
pm.response.cookies.count()
""")), step("/echo", before=facts("pm.cookies.count()\n? pm.cookies.get('a')"), after=facts("pm.cookies.get('a')\npm.response.json().headers.cookie")), step("/sub/x", after=facts("pm.cookies.map((c) => c.name).join()")))

case("pm.cookies of a request with a Cookie header", step("/echo", header=[{"key": "Cookie", "value": "own=1; other=2"}], before=facts("pm.cookies.toObject()"), after=facts("pm.cookies.toObject()\npm.response.json().headers.cookie")))

case("pm.cookies through redirects", step("/move-with-cookie", after=facts("pm.cookies.toObject()")), step("/echo", after=facts("pm.cookies.get('hop')")))

case("pm.cookies without any", step("/document/json", after=facts("pm.cookies.count()\npm.cookies.toObject()\n? pm.cookies.get('a')\npm.cookies.all()")))

case("the jar: set and get", step("/document/json", before="""
const jar = pm.cookies.jar();
const log = (name) => (error, result) => console.log(name, error && error.message, typeof result, JSON.stringify(result));
jar.set('http://{{host}}', 'a', '1', (error, cookie) => {
  console.log('set', error, cookie.name, cookie.value, cookie.path, cookie.domain);
  jar.set('http://{{host}}/sub/deep', { name: 'b', value: 'two', path: '/sub', httpOnly: true }, (error, cookie) => {
    console.log('set object', error, cookie.name, cookie.path, cookie.httpOnly);
    jar.set('http://{{host}}', 'c=3; Path=/; Max-Age=1000', (error, cookie) => {
      console.log('set text', error, cookie.name, cookie.value);
      jar.get('http://{{host}}/', 'a', log('get a'));
      jar.get('http://{{host}}/', 'b', log('get b outside of its path'));
      jar.get('http://{{host}}/sub', 'b', log('get b'));
      jar.get('http://{{host}}/', 'gone', log('get gone'));
      jar.get('http://{{other}}/', 'a', log('get of another host'));
      jar.getAll('http://{{host}}/sub', (error, cookies) => console.log('all', error, cookies.map((c) => c.name + '=' + c.value).join(), cookies.has('a')));
      jar.getAll('http://{{host}}/sub', { http: false }, (error, cookies) => console.log('without HttpOnly', error, cookies.map((c) => c.name).join()));
    });
  });
});
""", after=facts("pm.cookies.toObject()\npm.cookies.get('a')")), step("/sub/x"), step("/echo", after="console.log(pm.response.json().headers.cookie);"), says=["a=1; c=3"])

case("the jar: unset and clear", step("/set-cookie?1=a%3D1%3B%20Path%3D/&2=b%3D2%3B%20Path%3D/&3=c%3D3%3B%20Path%3D/", after="""
const jar = pm.cookies.jar();
jar.unset('http://{{host}}', 'a', (error) => {
  console.log('unset', error);
  jar.unset('http://{{host}}', 'gone', (error) => {
    console.log('unset gone', error);
    jar.getAll('http://{{host}}', (error, cookies) => console.log(cookies.map((c) => c.name).join()));
  });
});
"""), step("/echo", after="""
console.log(pm.response.json().headers.cookie);
const jar = pm.cookies.jar();
jar.clear('http://{{host}}', (error) => {
  console.log('clear', error);
  jar.clear('http://{{other}}', (error) => console.log('clear nothing', error));
  jar.getAll('http://{{host}}', (error, cookies) => console.log(cookies.count()));
});
"""), step("/echo", after="console.log(pm.response.json().headers.cookie);"), says=["b=2; c=3", "undefined"])

case("the jar: without callbacks where none is needed", step("/document/json", before="""
const jar = pm.cookies.jar();
jar.set('http://{{host}}', 'a', '1');
jar.set('http://{{host}}', { name: 'b', value: '2' });
"""), step("/echo", after="console.log(pm.response.json().headers.cookie);"), says=["a=1; b=2"])

case("the jar: expiry", step("/document/json", before="""
const jar = pm.cookies.jar();
jar.set('http://{{host}}', { name: 'past', value: '1', expires: new Date(0) }, (error, cookie) => {
  jar.set('http://{{host}}', { name: 'future', value: '2', expires: new Date(4e12) }, (error, cookie) => {
    console.log(cookie.expires instanceof Date, cookie.expires && cookie.expires.getTime());
    jar.set('http://{{host}}', { name: 'age', value: '3', maxAge: 100 }, (error, cookie) => {
      console.log(cookie.maxAge);
      jar.getAll('http://{{host}}', (error, cookies) => console.log(cookies.map((c) => c.name).join()));
    });
  });
});
"""), step("/echo", after="console.log(pm.response.json().headers.cookie);"))

case("the jar: secure and domains", step("/document/json", before="""
const jar = pm.cookies.jar();
const names = (label) => (error, cookies) => console.log(label, error, cookies.map((c) => c.name).join());
jar.set('https://shop.example.com/x', { name: 's', value: '1', secure: true, path: '/', domain: 'example.com' }, (error, cookie) => {
  console.log(error, cookie && cookie.domain, cookie && cookie.secure);
  jar.getAll('https://www.example.com/', names('https'));
  jar.getAll('http://www.example.com/', names('http'));
  jar.getAll('http://www.example.com/', { secure: true }, names('asked for'));
  jar.getAll('https://other.org/', names('other'));
  jar.set('https://www.example.com', { name: 'x', value: '1', domain: 'other.org' }, (error, cookie) => console.log('not its domain', error && error.message, typeof cookie));
});
"""))

case("the jar: odd cookies", step("/document/json", before="""
const jar = pm.cookies.jar();
const log = (name) => (error, cookie) => console.log(name, error && error.message, cookie && cookie.name, cookie && cookie.value);
jar.set('http://{{host}}', 'no equals sign', log('loose'));
jar.set('http://{{host}}', 'empty', '', log('empty value'));
jar.set('http://{{host}}', 'quoted', '"a; b"', log('quoted'));
jar.set('http://{{host}}', 'encoded', 'a%20b', log('encoded'));
"""), step("/echo"))

case("the jar of another url than the request's", step("/document/json", before="pm.cookies.jar().set('http://{{other}}', 'elsewhere', '1', (error) => console.log(error));"), step("/echo"),
     step("http://{{other}}/echo", name="other", after="console.log(pm.response.json().headers.cookie);"), says=["elsewhere=1"])

case("the jar and pm.sendRequest", step("/document/json", before="""
pm.cookies.jar().set('http://{{host}}', 'a', '1', () => {
  pm.sendRequest('http://{{host}}/echo', (error, response) => console.log(response.json().headers.cookie));
});
"""), says=["a=1"])

case("the jar through iterations", step("/echo", before="pm.cookies.jar().set('http://{{host}}', 'n' + pm.info.iteration, '1', () => {});", after="console.log(pm.response.json().headers.cookie);"), args=["-n", "3"], says=["n0=1; n1=1; n2=1"])

case("the jar exported", step("/set-cookie?1=a%3D1%3B%20Path%3D/", after="pm.cookies.jar().set('http://{{host}}/x', {name: 'b', value: '2', path: '/x', httpOnly: true}, (e) => console.log(e));"),
     args=["--export-cookie-jar", "{out}/jar.json"])
