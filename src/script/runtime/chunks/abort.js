// AbortController and AbortSignal of the DOM standard, over event-target-shim.
const { Event, EventTarget } = require('event-target-shim');
const DOMException = require('core-js-pure/actual/dom-exception');

const states = new WeakMap();

function abort(signal, reason) {
  const state = states.get(signal);
  if (state.aborted) return;
  state.aborted = true;
  state.reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
  signal.dispatchEvent(new Event('abort'));
  if (typeof signal.onabort === 'function') signal.onabort(new Event('abort'));
}

class AbortSignal extends EventTarget {
  constructor() {
    super();
    states.set(this, { aborted: false, reason: undefined });
    this.onabort = null;
  }
  get aborted() {
    return states.get(this).aborted;
  }
  get reason() {
    return states.get(this).reason;
  }
  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }
  static abort(reason) {
    const signal = new AbortSignal();
    abort(signal, reason);
    return signal;
  }
  static timeout(ms) {
    const signal = new AbortSignal();
    setTimeout(() => abort(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms);
    return signal;
  }
}

class AbortController {
  #signal = new AbortSignal();
  get signal() {
    return this.#signal;
  }
  abort(reason) {
    abort(this.#signal, reason);
  }
}

module.exports = { AbortController, AbortSignal };
