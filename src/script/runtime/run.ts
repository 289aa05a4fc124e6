// One run of one script: what it is given, what it says, and when it is done.
import { bridge } from './bridge';
import { consoleFrame } from './console';
import { makeJar } from './cookies';
import { errorJson } from './errors';
import type { AnswerFrame, RunFrame } from './frames';
import { apply, create, PromiseOf, restore, stringify, then } from './intrinsics';
import { library } from './modules';
import { Pm } from './pm';
import { makeResponse, responseClass, type ResponseJson, withExpectations } from './response';
import { scriptOf } from './script';
import { valueOf } from './scope';
import { after, cancel, Timers } from './timers';
import { Scope } from './variables';

interface Assertion {
  name: unknown;
  index: number;
  passed: boolean;
  skipped: boolean;
  async?: boolean;
  error?: unknown;
}

const levels = ['log', 'warn', 'debug', 'info', 'error', 'clear'];

export class Run {
  readonly frame: RunFrame;
  readonly isTest: boolean;
  readonly url: string;
  before = 0;
  readonly environment: Scope;
  readonly globals: Scope;
  readonly collectionVariables: Scope;
  readonly variables: Scope;
  readonly timers: Timers;
  readonly data: Record<string, unknown>;
  tests: Record<string, unknown> | undefined;
  legacy: Record<string, { value: unknown }> = create(null);
  copies: { environment?: Record<string, unknown>; globals?: Record<string, unknown> } = {};
  visualizer: { template: string; data: unknown; options: unknown } | undefined;

  #body: ArrayBuffer;
  #done: string | undefined;  // the last frame, when it stands what is in it
  #ended = false;
  #exited = false;
  #closing = false;  // the script's own code has just ended, and what comes of that is due
  #tampers = false;
  #timeout: number | undefined;
  #pm: Pm | undefined;
  #console: Record<string, unknown> | undefined;
  #request: any;
  #requestBefore = '';
  #response: any;
  #cookies: any;
  #iterationData: any;
  #next: { name: unknown } | undefined;
  #warned: Record<string, boolean> = create(null);

  constructor(frame: RunFrame, body: ArrayBuffer) {
    this.frame = frame;
    this.#body = body;
    this.isTest = frame.event === 'test';
    this.url = `${frame.event} script of ${frame.owner ?? frame.item?.name ?? 'a request'}`.replace(/[\x00-\x1f]/g, ' ');
    this.data = frame.data ?? {};
    this.environment = new Scope(frame.environment);
    this.globals = new Scope(frame.globals);
    this.collectionVariables = new Scope(frame.collectionVariables && { ...frame.collectionVariables, name: undefined });
    this.variables = new Scope(frame.variables, () => [
      this.iterationData.values,
      this.environment.api.values,
      this.collectionVariables.api.values,
      this.globals.api.values,
    ]);
    this.timers = new Timers((error) => this.uncaught(error), () => this.#idle());
  }

  start(): void {
    const { timeout } = this.frame;
    if (timeout) this.#timeout = after(timeout, () => this.#timedOut());
    let result: any;
    try {
      const script = scriptOf(this.frame.source, this.url);
      this.#tampers = script.tampers;
      this.before = script.before;
      if (script.tampers) prepare();
      const values: unknown[] = [];
      for (let i = 0; i < script.names.length; ++i) values[i] = valueOf(script.names[i]!, this, script.late);
      result = apply(script.call, this.#context(), values);
    } catch (error) {
      return this.#exit({ error });
    }
    if (!(result instanceof PromiseOf)) return this.#exit();
    then(result, () => this.#exit(), (error) => this.#exit({ error }));
    // What waits for what cannot come any more is over.
    after(0, () => this.timers.pending || this.#idle());
  }

  #idle(): void {
    if (this.#closing) return;
    if (!this.#exited) this.#assertTests();
    this.#finish();
  }

  // `this` of a script.
  #context(): object {
    return { pm: this.pm, console: this.console };
  }

  // The script's own code is over; what it began may go on.
  #exit(failure?: { error: unknown }): void {
    if (this.#ended) return;
    this.#exited = true;
    this.#closing = true;
    this.#assertTests();
    after(0, () => {
      this.#closing = false;
      if (this.timers.pending === 0) return this.#finish(failure);
      if (failure) this.uncaught(failure.error);
    });
  }

  #timedOut(): void {
    this.#finish({ error: new Error('sandbox: asynchronous script execution timeout') });
  }

  #finish(failure?: { error: unknown }): void {
    if (this.#ended) return;
    const done = this.#done ?? this.#doneFrame(failure);
    this.#ended = true;
    this.timers.seal();
    if (this.#timeout !== undefined) cancel(this.#timeout);
    bridge.send(done);
    if (this.#tampers) restore();
  }

  #doneFrame(failure?: { error: unknown }, skip = false): string {
    let out = '{"type":"done"';
    if (failure) out += `,"error":${errorJson(failure.error, this)}`;
    out += this.changedScopes();
    const request = this.#changedRequest();
    if (request) out += `,"request":${request}`;
    if (this.#next && this.#next.name !== undefined) {
      out += `,"nextRequest":${this.#next.name === null ? 'null' : stringify(`${this.#next.name}`)}`;
    }
    if (skip) out += ',"skipRequest":true';
    if (this.visualizer) out += `,"visualizer":${stringify(this.visualizer)}`;
    return `${out}}`;
  }

  // The scopes that the script changed, as members of a frame.
  changedScopes(): string {
    return member('environment', this.environment) + member('globals', this.globals) +
        member('collectionVariables', this.collectionVariables) + member('variables', this.variables);
  }

  followScopes(answer: AnswerFrame): void {
    this.environment.follow(answer.environment);
    this.globals.follow(answer.globals);
    this.collectionVariables.follow(answer.collectionVariables);
    this.variables.follow(answer.variables);
  }

  get pm(): Pm {
    if (this.#pm) return this.#pm;
    const pm = new Pm(this);
    library('test-runner')(pm, (assertion: Assertion) => this.#asserted(assertion));
    return (this.#pm = pm);
  }

  get console(): Record<string, unknown> {
    if (this.#console) return this.#console;
    const out: Record<string, unknown> = {};
    for (const level of levels) out[level] = (...values: unknown[]) => this.log(level, values);
    return (this.#console = out);
  }

  log(level: string, values: unknown[]): void {
    if (!this.#over()) bridge.send(consoleFrame(level, values));
  }

  warnOnce(name: string, instead: Record<string, string>): void {
    if (this.#exited || this.#warned[name]) return;
    this.#warned[name] = true;
    this.log('warn', [`Using "${name}" is deprecated. Use "${instead[name]}" instead.`]);
  }

  uncaught(error: unknown): void {
    if (!this.#over()) bridge.send(`{"type":"error","error":${errorJson(error, this)}}`);
  }

  // Nothing that a script says after its end, or after it skipped its request, is heard.
  #over(): boolean {
    return this.#ended || this.#done !== undefined;
  }

  #asserted({ name, index, passed, skipped, async, error }: Assertion): void {
    if (this.#over()) return;
    let out = `{"type":"assertion","name":${stringify(`${String(name)}`)},"index":${index},"passed":${passed}`;
    out += `,"skipped":${skipped},"async":${async === true}`;
    if (!passed) out += `,"error":${errorJson(error, this, 'AssertionError', String(name))}`;
    bridge.send(`${out}}`);
  }

  // The members of the older `tests`, each an assertion.
  #assertTests(): void {
    if (!this.tests) return;
    let index = (this.pm as any).test.index();
    for (const name of Object.keys(this.tests)) {
      const value = this.tests[name];
      const error = value ? undefined : { name: 'AssertionError', message: `expected ${String(value)} to be truthy` };
      this.#asserted({ name, index: index++, passed: !error, skipped: false, error });
    }
  }

  get request(): any {
    if (this.#request) return this.#request;
    const { Request } = library('postman-collection');
    this.#request = withExpectations(new Request(this.frame.request ?? {}));
    if (!this.isTest) this.#requestBefore = stringify(this.#request);
    return this.#request;
  }

  #changedRequest(): string | undefined {
    if (!this.#request || this.isTest) return undefined;
    // As in Newman a body that is taken away stays as it was; one that is emptied is none.
    const { body } = this.frame.request ?? {};
    const now = stringify(this.#request.body === undefined && body ? { ...this.#request.toJSON(), body } : this.#request);
    return now === this.#requestBefore ? undefined : now;
  }

  get response(): any {
    const { response } = this.frame;
    return (this.#response ??= response ? makeResponse(response, this.#body) : this.emptyResponse());
  }

  answerResponse(json: ResponseJson, body: ArrayBuffer, cookies?: unknown[]): any {
    return makeResponse(json, body, cookies);
  }

  emptyResponse(): any {
    return withExpectations(new (responseClass())());
  }

  get cookies(): any {
    if (this.#cookies) return this.#cookies;
    this.#cookies = this.cookieList(this.frame.cookies);
    this.#cookies.jar = () => makeJar(this);
    return this.#cookies;
  }

  cookieList(cookies: unknown[] | undefined): any {
    return new (library('postman-collection').CookieList)(null, cookies);
  }

  get iterationData(): any {
    if (this.#iterationData) return this.#iterationData;
    this.#iterationData = new (library('postman-collection').VariableScope)();
    this.#iterationData.syncVariablesFrom(this.data);
    return this.#iterationData;
  }

  setNextRequest(name: unknown): void {
    this.#next = { name };
  }

  // The request is not sent, and what the script does after this counts for nothing.
  skipRequest(): void {
    if (this.isTest) throw new TypeError('pm.execution.skipRequest is not a function');
    if (this.#over()) return;
    this.#done = this.#doneFrame(undefined, true);
    this.timers.seal();
    after(0, () => this.#finish());
  }
}

// What nearly every script needs, ready before one changes what it is made of.
function prepare(): void {
  library('postman-collection');
  library('chai');
}

function member(name: string, scope: Scope): string {
  const json = scope.changed();
  return json ? `,"${name}":${json}` : '';
}
