// Timers and other work under way of one script, by the rules of postman-sandbox's own: what is called back gets no
// arguments, what it throws is reported while the script goes on, and when nothing is under way any more, a last
// look comes after everything that is due.
import { bridge } from './bridge';
import { apply, create } from './intrinsics';

const due: Record<number, () => void> = create(null);

// A call of the engine's, outside of any script's count.
export function after(ms: number, callback: () => void): number {
  const id = bridge.setTimer(ms);
  due[id] = callback;
  return id;
}

export function cancel(id: number): void {
  delete due[id];
  bridge.clearTimer(id);
}

bridge.onTimer = (id) => {
  const callback = due[id];
  delete due[id];
  if (callback) callback();
};

interface Pending {
  kind: string;
  timer?: number;
  callback: Function;
}

export class Timers {
  pending = 0;
  #last = 0;
  #running: Record<number, Pending> = create(null);
  #sealed = false;

  #functions: Record<string, Function> | undefined;

  constructor(
    readonly failed: (error: unknown) => void,
    readonly idle: () => void,
  ) {}

  // What scripts get as setTimeout and so on.
  get functions(): Record<string, Function> {
    return (this.#functions ??= {
      setTimeout: (callback: unknown, ms: unknown) => this.#once('Timeout', callback, wait(ms)),
      setImmediate: (callback: unknown) => this.#once('Immediate', callback, 0),
      setInterval: (callback: unknown, ms: unknown) => this.#every(callback, wait(ms)),
      clearTimeout: (id: unknown) => this.#clear('Timeout', id),
      clearImmediate: (id: unknown) => this.#clear('Immediate', id),
      clearInterval: (id: unknown) => this.#clear('Interval', id),
    });
  }

  // Something that the host will answer: its callback is kept under a number.
  setEvent(callback: Function): number | undefined {
    return this.#add('Event', callback);
  }

  clearEvent(id: number, ...values: unknown[]): void {
    const event = this.#running[id];
    if (!event || event.kind !== 'Event') return;
    delete this.#running[id];
    this.#call(event.callback, values);
    this.#less();
  }

  // No more timers, and those under way are dropped.
  seal(): void {
    this.#sealed = true;
    for (const id in this.#running) {
      const timer = this.#running[id]!.timer;
      if (timer !== undefined) cancel(timer);
    }
    this.#running = create(null);
    this.pending = 0;
  }

  #add(kind: string, callback: unknown): number | undefined {
    if (this.#sealed || typeof callback !== 'function') return undefined;
    if (this.#last === 0) bridge.send('{"type":"waiting"}');
    this.#running[++this.#last] = { kind, callback };
    ++this.pending;
    return this.#last;
  }

  #once(kind: string, callback: unknown, ms: number): number | undefined {
    const id = this.#add(kind, callback);
    if (id === undefined) return id;
    this.#running[id]!.timer = after(ms, () => {
      delete this.#running[id];
      this.#call(callback as Function, []);
      this.#less();
    });
    return id;
  }

  #every(callback: unknown, ms: number): number | undefined {
    const id = this.#add('Interval', callback);
    if (id === undefined) return id;
    const again = () => {
      this.#running[id]!.timer = after(ms, () => {
        this.#call(callback as Function, []);
        if (this.#running[id]) again();
      });
    };
    again();
    return id;
  }

  #clear(kind: string, id: unknown): void {
    const found = this.#running[id as number];
    if (!found || found.kind !== kind) return;
    delete this.#running[id as number];
    cancel(found.timer!);
    this.#less();
  }

  #call(callback: Function, values: unknown[]): void {
    try {
      apply(callback, {}, values);
    } catch (error) {
      this.failed(error);
    }
  }

  #less(): void {
    if (this.#sealed || --this.pending > 0) return;
    after(0, () => {
      if (!this.#sealed && this.pending === 0) this.idle();
    });
  }
}

// As Node has it: at least one millisecond, and what is no number is one.
function wait(ms: unknown): number {
  const number = Number(ms);
  return number >= 1 && number <= 0x7fffffff ? number : 1;
}
