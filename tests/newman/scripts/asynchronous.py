"""Timers, promises and async functions: what waits for what, and in which order."""

from scripts.making import case, facts, step

case("timers", step("/1", after="""
console.log('start');
setTimeout((a, b) => console.log('arguments', a, b), 60, 'x', 'y');
setTimeout(() => console.log('forty'), 40);
setTimeout(() => { console.log('ten'); setTimeout(() => console.log('at once'), 0); setTimeout(() => console.log('without a time')); }, 10);
setImmediate((a) => console.log('immediate', a), 'x');
console.log('end');
"""), step("/2"), sends="/1 /2", says=["ten", "at once"])

case("intervals", step("/1", after="let n = 0; const id = setInterval(() => { console.log('tick', ++n); if (n === 3) { clearInterval(id); pm.test('ticked', () => { pm.expect(n).to.equal(3); }); } }, 3);"), step("/2"), sends="/1 /2", says=["tick 3"])

case("timers that are cleared", step("/1", after="""
const id = setTimeout(() => console.log('never'), 5); clearTimeout(id);
const i = setInterval(() => console.log('never'), 5); clearInterval(i);
const m = setImmediate(() => console.log('never')); clearImmediate(m);
clearTimeout(undefined); clearTimeout(9999); clearTimeout('x');
console.log(typeof id, typeof i, typeof m);
setTimeout(() => console.log('done'), 30);
"""), says=["done"])

case("timers without functions", step("/1", after=facts("""
? setTimeout()
? setTimeout('console.log(1)', 5)
? setTimeout(null, 5)
typeof setTimeout(() => {}, 1)
setTimeout(() => {}, 1) !== setTimeout(() => {}, 1)
? clearTimeout(setTimeout(() => {}, 1))
typeof setTimeout(() => {}, -5)
typeof setTimeout(() => {}, 'x')
""")))

case("timers in timers", step("/1", after="let depth = 0; const down = () => { console.log('depth', ++depth); if (depth < 5) setTimeout(down, 2); else pm.environment.set('depth', depth); }; setTimeout(down, 2);"), step("/{{depth}}"), sends="/1 /5")

case("timers before the request", step("/{{x}}", before="setTimeout(() => pm.environment.set('x', 'waited'), 20);"), sends="/waited")

case("this in callbacks", step("/1", after="setTimeout(function () { console.log(typeof this, JSON.stringify(this)); }, 2); pm.sendRequest('http://{{host}}/sent', function () { console.log(typeof this, this === pm); });"))

case("promises", step("/1", after="""
console.log('sync 1');
Promise.resolve('value').then((v) => { console.log('then', v); return v + '!'; }).then(console.log).finally(() => console.log('finally'));
Promise.reject(new Error('rejected')).catch((e) => console.log('caught', e.message));
Promise.all([1, Promise.resolve(2)]).then((all) => console.log(all.join()));
Promise.race([new Promise((r) => setTimeout(r, 20, 'slow')), Promise.resolve('fast')]).then((v) => console.log('race', v));
Promise.allSettled([Promise.reject(1), 2]).then((all) => console.log(all.map((r) => r.status).join()));
Promise.any([Promise.reject(1), Promise.resolve(3)]).then((v) => console.log('any', v));
console.log('sync 2');
"""), says=["caught rejected", "race fast", "value!"])

case("async functions", step("/1", after="""
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function work () {
  console.log('begin');
  await null;
  console.log('after a job');
  await wait(10);
  console.log('after a timer');
  for await (const x of [1, Promise.resolve(2)]) console.log('for await', x);
  pm.environment.set('worked', 'yes');
  pm.test('in an async function', () => { pm.expect(1).to.equal(1); });
  return 'result';
}
work().then((r) => console.log(r));
console.log('goes on');
"""), step("/{{worked}}"), says=["after a timer", "result"], sends="/1 /yes")

case("promises that never settle", step("/1", after="new Promise(() => {}).then(() => console.log('never')); console.log('ends');"), step("/2"), sends="/1 /2", says=["ends"])

case("promises around callbacks", step("/1", after="""
const send = (path) => new Promise((resolve, reject) => pm.sendRequest('http://{{host}}' + path, (error, response) => error ? reject(error) : resolve(response)));
(async () => {
  const first = await send('/document/json');
  console.log(first.json().name);
  const both = await Promise.all([send('/a'), send('/b')]);
  console.log(both.map((r) => r.code).join());
  pm.test('after all', () => { pm.expect(both).to.have.lengthOf(2); });
})();
"""), step("/2"), says=["Ada", "200,200"], unordered=True)

case("the order of jobs and timers", step("/1", after="""
const order = [];
setTimeout(() => order.push('timer 0'), 0);
setImmediate(() => order.push('immediate'));
Promise.resolve().then(() => order.push('job 1')).then(() => order.push('job 2'));
(async () => { order.push('async sync'); await 0; order.push('async job'); })();
order.push('sync');
setTimeout(() => console.log(order.filter((o) => !o.startsWith('timer') && o !== 'immediate').join()), 50);
"""), says=["async sync,sync,job 1,async job,job 2"])

case("tests in promises", step("/1", after="""
Promise.resolve().then(() => pm.test('in a job', () => {}));
setTimeout(() => pm.test('in a timer', () => { pm.expect(1).to.equal(2); }), 5);
pm.test('at once', () => {});
pm.test('async function', async () => { await null; });
"""), fails=["in a timer"])

case("generators and iterators", step("/1", after=facts("""
[...(function* () { yield 1; yield* [2, 3]; })()]
Array.from({ length: 3 }, (_, i) => i * 2)
[...new Map([['a', 1]]).entries()]
: const it = [1, 2][Symbol.iterator]()
[it.next(), it.next(), it.next()]
""")))
