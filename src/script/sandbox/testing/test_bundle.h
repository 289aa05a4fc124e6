// A runtime for tests: runs the source of each `run` as an async function, which sees the engine's own
// functions.
#pragma once

#include <string_view>

namespace coffer::script::testing {

// `coffer` is the engine's table; call(name, members, blob) asks Coffer and gives a promise of its answer
// with `blob` in it; done(members) ends the script, as returning does: with what the function returns.
inline constexpr std::string_view kMainBundle = R"js(
'use strict';
{
  const coffer = globalThis.__coffer;
  delete globalThis.__coffer;
  const { parse, stringify } = JSON;
  const waiting = new Map(), timers = new Map();
  let calls = 0, running = null;
  const send = (frame, blob) => coffer.send(stringify(frame), blob);
  const said = (error) => error instanceof Error
    ? { name: error.name, message: error.message, stack: `${error.stack ?? ''} line ${error.line}` }
    : { name: 'Error', message: String(error), stack: '' };
  const done = (members) => { send({ type: 'done', ...members }); };
  const call = (name, members, blob) => new Promise((resolve, reject) => {
    waiting.set(++calls, { resolve, reject });
    send({ type: 'call', call: calls, do: name, ...members }, blob);
  });
  const setTimeout = (f, ms) => { const id = coffer.setTimer(ms); timers.set(id, f); return id; };
  const log = (...args) => send({ type: 'console', level: 'log', args: args.map(String) });
  const assert = (name, passed, error) => send({ type: 'assertion', name, index: 0, passed, skipped: false, async: false, error });
  coffer.onFrame = (json, blob) => {
    const frame = parse(json);
    if (frame.type === 'answer') {
      const { resolve, reject } = waiting.get(frame.call) ?? {};
      waiting.delete(frame.call);
      if (frame.error) reject?.(Object.assign(new Error(frame.error.message), { name: frame.error.name }));
      else resolve?.({ ...frame, blob });
      return;
    }
    const names = ['coffer', 'frame', 'blob', 'call', 'setTimeout', 'log', 'assert', 'done', 'send'];
    let script;
    try {
      script = coffer.compile(frame.source, names, frame.owner || 'test script', 1, true);
    } catch (error) {
      return done({ error: said(error) });
    }
    script(coffer, frame, blob, call, setTimeout, log, assert, done, send)
      .then((members) => { if (members !== null) done(members); }, (error) => done({ error: said(error) }));
  };
  coffer.onTimer = (id) => { const f = timers.get(id); timers.delete(id); f?.(); };
  coffer.onError = (error, rejection) => send({ type: 'error', error: { ...said(error), name: rejection ? 'Rejection' : 'Uncaught' } });
}
)js";

}  // namespace coffer::script::testing
