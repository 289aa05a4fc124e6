// pm.cookies.jar(): postman-sandbox's, over Coffer's own store of cookies.
import { ask } from './calls';
import { stringify } from './intrinsics';
import { library } from './modules';
import type { Run } from './run';

export function makeJar(run: Run): unknown {
  const { PostmanCookieJar, PostmanCookieStore } = library('cookies');
  const emitter = {
    dispatch(_name: string, event: number, _action: string, method: string, values: unknown[]) {
      ask(`"do":"cookies","method":${stringify(method)},"args":${stringify(values)}`, (error, answer) => {
        run.timers.clearEvent(event, error?.message ?? null, answer.result ?? undefined);
      });
    },
  };
  // The store waits for a moment before it asks, so that nothing is answered while the script still runs; here
  // answers come as frames, and never sooner.
  const timers = {
    setEvent: (callback: Function) => run.timers.setEvent(callback),
    wrapped: { setTimeout: (callback: () => void) => callback() },
  };
  return new PostmanCookieJar(new PostmanCookieStore('', emitter, timers));
}
