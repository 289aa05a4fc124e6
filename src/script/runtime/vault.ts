// pm.vault: what Coffer grants of its vault.
import { ask } from './calls';
import { stringify } from './intrinsics';
import type { Run } from './run';
import { decodeUtf8, encodeUtf8 } from './text';

function call(run: Run, method: string, name: unknown, blob?: ArrayBuffer): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const event = run.timers.setEvent((error: unknown, value: string | undefined) => (error ? reject(error) : resolve(value)));
    if (event === undefined) return;
    const members = `"do":"vault","method":"${method}","name":${stringify(String(name))}`;
    ask(members, (error, answer, value) => {
      const found = !error && method === 'get' && answer.found !== false;
      run.timers.clearEvent(event, error, found ? decodeUtf8(value) : undefined);
    }, blob);
  });
}

export function vaultOf(run: Run): object {
  return {
    get: (name: unknown) => call(run, 'get', name),
    set: (name: unknown, value: unknown) => call(run, 'set', name, encodeUtf8(String(value))),
    unset: (name: unknown) => call(run, 'unset', name),
  };
}
