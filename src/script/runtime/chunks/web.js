// What JavaScriptCore alone lacks of what browsers and Node both have. Each is made when it is first asked for.
const parts = {
  URL: () => require('core-js-pure/actual/url'),
  URLSearchParams: () => require('core-js-pure/actual/url-search-params'),
  structuredClone: () => require('core-js-pure/actual/structured-clone'),
  DOMException: () => require('core-js-pure/actual/dom-exception'),
  Event: () => require('event-target-shim').Event,
  EventTarget: () => require('event-target-shim').EventTarget,
  AbortController: () => require('./abort.js').AbortController,
  AbortSignal: () => require('./abort.js').AbortSignal,
  TextEncoder: () => require('./encoding.js').TextEncoder,
  TextDecoder: () => require('./encoding.js').TextDecoder,
  Blob: () => require('./blob.js').Blob,
  File: () => require('./blob.js').File,
};

module.exports = {};
for (const name of Object.keys(parts)) {
  let made;
  Object.defineProperty(module.exports, name, { get: () => (made ??= parts[name]()) });
}
