// The `pm` of one script. Its members are made when they are first read, and cannot be written.
import { ask } from './calls';
import { define } from './intrinsics';
import { library } from './modules';
import type { Run } from './run';
import { sendRequest } from './send_request';
import { vaultOf } from './vault';

function readonly(object: object, members: Record<string, unknown>): any {
  for (const name of Object.keys(members)) if (members[name] !== undefined) define(object, name, { value: members[name] });
  return object;
}

export class Pm {
  readonly #run: Run;
  #info: object | undefined;
  #execution: object | undefined;
  #vault: object | undefined;
  #visualizer: object | undefined;

  constructor(run: Run) {
    this.#run = run;
    defineAll(this, run.isTest ? ofTest : ofEach);
  }

  get info() {
    return (this.#info ??= infoOf(this.#run));
  }
  get vault() {
    return (this.#vault ??= vaultOf(this.#run));
  }
  get globals() {
    return this.#run.globals.api;
  }
  get environment() {
    return this.#run.environment.api;
  }
  get collectionVariables() {
    return this.#run.collectionVariables.api;
  }
  get variables() {
    return this.#run.variables.api;
  }
  get iterationData() {
    return this.#run.iterationData;
  }
  get request() {
    return this.#run.request;
  }
  get cookies() {
    return this.#run.cookies;
  }
  get visualizer() {
    return (this.#visualizer ??= visualizerOf(this.#run));
  }
  get execution() {
    return (this.#execution ??= executionOf(this.#run));
  }
  get expect() {
    return library('chai').expect;
  }
  sendRequest(request: unknown, callback?: unknown) {
    return sendRequest(this.#run, this, request, callback);
  }
  require(name: unknown) {
    throw new Error(`pm.require('${name}'): Postman's package library is not reached from here; require() has the built-in libraries`);
  }

  // Only test scripts have a response.
  get response() {
    return this.#run.response;
  }
}

// What scripts see of the class and of each `pm`, as in Newman: a class named Postman, with members of its objects' own.
const defineAll = Object.defineProperties;
define(Pm, 'name', { value: 'Postman' });
const ofEach: PropertyDescriptorMap = {};
const own = ['info', 'globals', 'environment', 'collectionVariables', 'variables', 'iterationData', 'request', 'cookies', 'visualizer', 'sendRequest', 'execution', 'response'] as const;
for (const name of own) {
  const { get, value } = Object.getOwnPropertyDescriptor(Pm.prototype, name)!;
  ofEach[name] = get ? { get } : { value };
  delete (Pm.prototype as any)[name];
}
const ofTest = { ...ofEach };
delete ofEach.response;

function infoOf(run: Run): object {
  const { event, iteration, iterations, item } = run.frame;
  return readonly({}, {
    eventName: event,
    iteration: iteration ?? 0,
    iterationCount: iterations ?? 1,
    requestName: item?.name,
    requestId: item?.id,
  });
}

function visualizerOf(run: Run): object {
  return {
    set(template: unknown, data: unknown, options: unknown) {
      if (typeof template !== 'string') {
        throw new Error(`Invalid template. Template must be of type string, found ${typeof template}`);
      }
      if (data && typeof data !== 'object') throw new Error(`Invalid data. Data must be an object, found ${typeof data}`);
      if (options && typeof options !== 'object') {
        throw new Error(`Invalid options. Options must be an object, found ${typeof options}`);
      }
      run.visualizer = { template, data, options };
    },
    clear() {
      run.visualizer = undefined;
    },
  };
}

// Prints as "[Function]", as Newman's does.
const unnamed = (call: () => void) => call;

function executionOf(run: Run): object {
  const location = readonly((run.frame.path ?? []).slice(), { current: run.frame.owner });
  const execution = {
    skipRequest: unnamed(() => run.skipRequest()),
    location,
    setNextRequest(name: unknown) {
      run.setNextRequest(name);
    },
  };
  const hidden = {
    runRequest(id: unknown, options?: unknown) {
      return runRequest(run, id, options);
    },
  };
  return define(execution, 'runRequest', { value: hidden.runRequest });
}

// The request runs with the variables as this script has changed them, and this script goes on with them as the
// request's own scripts leave them.
function runRequest(run: Run, id: unknown, options: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (!id) return reject(new Error('runRequest: collection request id not provided'));
    const event = run.timers.setEvent((error: unknown, response: unknown) => (error ? reject(error) : resolve(response)));
    if (event === undefined) return;
    const members = `"do":"run-request","id":${JSON.stringify(String(id))},"options":${JSON.stringify(options ?? {})}${run.changedScopes()}`;
    ask(members, (error, answer, blob) => {
      run.followScopes(answer);
      run.timers.clearEvent(event, error, answer.response ? run.answerResponse(answer.response, blob, answer.cookies) : null);
    });
  });
}
