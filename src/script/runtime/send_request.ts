// pm.sendRequest: with a callback as Newman has it, or as a promise.
import { ask } from './calls';
import { apply, stringify } from './intrinsics';
import { library } from './modules';
import type { Run } from './run';

type Done = (error: unknown, response?: unknown, history?: unknown) => void;

export function sendRequest(run: Run, pm: object, request: unknown, callback: unknown): unknown {
  if (typeof callback !== 'function') {
    return new Promise((resolve, reject) => {
      send(run, request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }
  if (!request) return apply(callback, pm, [nothing()]);
  send(run, request, (error, response, history) => apply(callback, pm, [error, response, history]));
  return pm;
}

const nothing = () => new Error('sendrequest: nothing to request');

function send(run: Run, request: any, done: Done): void {
  if (!request) return done(nothing());
  const { Request } = library('postman-collection');
  const json = (Request.isRequest(request) ? request : new Request(request)).toJSON();
  withoutFiles(run, json);
  const event = run.timers.setEvent(done);
  if (event === undefined) return;
  ask(`"do":"send","request":${stringify(json)}`, (error, answer, blob) => {
    if (error) return run.timers.clearEvent(event, asInNode(error), run.emptyResponse());
    const history = { cookies: run.cookieList(answer.cookies) };
    run.timers.clearEvent(event, null, run.answerResponse(answer.response!, blob), history);
  });
}

// What scripts look at is Node's: the code, and where it says more, the rest. Coffer's words (src/http/curl/failure.cc) → Node's.
function asInNode(error: Error): Error {
  const { message } = error;
  const refused = /^could not connect to \[?([^\s\]]+)\]?:(\d+): Connection refused/.exec(message);
  if (refused) {
    const [, address, port] = refused;
    error.message = `connect ECONNREFUSED ${address}:${port}`;
    return Object.assign(error, { errno: -111, code: 'ECONNREFUSED', syscall: 'connect', address, port: Number(port) });
  }
  const unknown = /^could not resolve host ([^\s.]\S*?)\.?(?:\s|$)/.exec(message);
  if (unknown) {
    const [, hostname] = unknown;
    error.message = `getaddrinfo ENOTFOUND ${hostname}`;
    return Object.assign(error, { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
  }
  if (/ within \d+ ms/.test(message)) return Object.assign(error, { code: 'ESOCKETTIMEDOUT' });
  if (/ closed the connection | reset by peer/.test(message)) return Object.assign(error, { code: 'ECONNRESET' });
  return error;
}

// Scripts cannot send files.
function withoutFiles(run: Run, json: any): void {
  const body = json.body;
  if (!body) return;
  let found = false;
  if (body.mode === 'file') {
    found = true;
    delete json.body;
  } else if (body.mode === 'formdata' && Array.isArray(body.formdata)) {
    const kept = body.formdata.filter((each: any) => each?.type !== 'file');
    found = kept.length < body.formdata.length;
    body.formdata = kept;
  }
  if (found) run.log('warn', ['uploading files from scripts is not allowed']);
}
