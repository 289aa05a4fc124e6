// The older interface of Postman's scripts: `tests`, `responseBody`, `postman.…` and the rest, as postman-sandbox 4.7
// (Newman 6) has them, with its warnings. Each is made only for a script that names it.
import { library } from './modules';
import type { Run } from './run';

const instead: Record<string, string> = {
  tests: 'pm.test()',
  globals: 'pm.globals',
  environment: 'pm.environment',
  data: 'pm.iterationData',
  request: 'pm.request',
  responseCookies: 'pm.cookies',
  responseHeaders: 'pm.response.headers',
  responseTime: 'pm.response.responseTime',
  responseCode: 'pm.response.code',
  responseBody: 'pm.response.text()',
  iteration: 'pm.info.iteration',
  _: "require('lodash')",
  CryptoJS: "require('crypto-js')",
  atob: "require('atob')",
  btoa: "require('btoa')",
  tv4: "require('ajv')",
  xml2Json: "require('xml2js')",
  Backbone: "require('backbone')",
  cheerio: "require('cheerio')",
  'postman.setNextRequest': 'pm.execution.setNextRequest()',
};

const libraries: Record<string, string> = {
  _: 'lodash3', CryptoJS: 'crypto-js', atob: 'atob', btoa: 'btoa', tv4: 'tv4', xml2Json: 'xml2Json', Backbone: 'backbone',
  cheerio: 'cheerio',
};

const ofRun: Record<string, (run: Run) => unknown> = {
  tests: (run) => (run.tests = {}),
  globals: (run) => (run.copies.globals = run.globals.api.syncVariablesTo()),
  environment: (run) => (run.copies.environment = run.environment.api.syncVariablesTo()),
  data: (run) => run.data,
  request: (run) => requestOf(run),
  iteration: (run) => run.frame.iteration ?? 0,
  postman: (run) => postmanOf(run),
};

const ofResponse: Record<string, (run: Run) => unknown> = {
  responseCookies: (run) => run.cookies,
  responseHeaders: (run) => headersOf(run.response),
  responseTime: (run) => run.response.responseTime,
  responseCode: (run) => ({ ...run.response.details() }),
  responseBody: (run) => run.response.text(),
};

export const legacyNames = [...Object.keys(libraries), ...Object.keys(ofRun), ...Object.keys(ofResponse)];

export function isLibrary(name: string): boolean {
  return name in libraries;
}

// One of legacyNames as the script sees it; undefined where there is none (a response before there is one).
export function legacyValue(name: string, run: Run): unknown {
  const made = (run.legacy[name] ??= { value: make(name, run) });
  return made.value;
}

function make(name: string, run: Run): unknown {
  if (name in libraries) return warned(name, library(libraries[name]!), run);
  const value = name in ofRun ? ofRun[name]!(run) : run.isTest ? ofResponse[name]!(run) : undefined;
  return value !== null && (typeof value === 'object' || typeof value === 'function') ? warned(name, value, run) : value;
}

// The first use of each is warned of, on the console.
function warned(name: string, value: any, run: Run): unknown {
  const warn = () => run.warnOnce(name === 'postman' ? 'postman.setNextRequest' : name, instead);
  return new Proxy(value, {
    get(target, key) {
      warn();
      return target[key];
    },
    set(target, key, to) {
      warn();
      target[key] = to;
      return true;
    },
    apply(target, self, values) {
      warn();
      return Reflect.apply(target, self, values);
    },
  });
}

function headersOf(response: any): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  response.headers.each((header: any) => {
    if (header && !header.disabled) out[header.key] = header.value;
  });
  return out;
}

function requestOf(run: Run): Record<string, unknown> {
  const request = run.request;
  return {
    id: run.frame.item?.id,
    name: run.frame.item?.name,
    description: request.description ? request.description.toString() : undefined,
    headers: request.headers.toObject(true, false, true, true),
    method: request.method,
    url: request.url.toString(),
    data: bodyOf(request),
  };
}

function bodyOf({ body }: any): unknown {
  if (!body || body.isEmpty()) return {};
  const content = typeof body[body.mode]?.all === 'function' ? body[body.mode].all() : body[body.mode];
  if (body.mode === 'raw') return content || {};
  if (body.mode === 'file') return body.file?.content || {};
  if (body.mode !== 'urlencoded' && body.mode !== 'formdata') return {};
  const out: Record<string, any> = {};
  for (const { key, value, disabled } of content) {
    if (disabled) continue;
    if (!out[key]) out[key] = value;
    else if (Array.isArray(out[key])) out[key].push(value);
    else out[key] = [out[key], value];
  }
  return out;
}

type Plain = Record<string, unknown>;

function asText(value: any): unknown {
  return value && typeof value.toString === 'function' ? value.toString() : value;
}

// `copies` are what the script has as `environment` and `globals`: they follow what is set here.
function scopeMembers(kind: string, scope: 'environment' | 'globals', run: Run): Plain {
  const api = () => run[scope].api;
  return {
    [`set${kind}Variable`](key: string, value: unknown) {
      const text = asText(value);
      if (run.copies[scope]) run.copies[scope]![key] = text;
      return api().set(key, text);
    },
    [`get${kind}Variable`]: (key: string) => api().get(key),
    [`clear${kind}Variables`]() {
      const copy = run.copies[scope] ?? {};
      for (const key of Object.keys(copy)) delete copy[key];
      return api().clear();
    },
    [`clear${kind}Variable`](key: string) {
      if (key && run.copies[scope]) delete run.copies[scope]![key];
      return api().unset(key);
    },
  };
}

function postmanOf(run: Run): Plain {
  const members: Plain = {
    ...scopeMembers('Environment', 'environment', run),
    ...scopeMembers('Global', 'globals', run),
    setNextRequest: (name: unknown) => run.setNextRequest(name),
  };
  if (run.isTest) {
    members.getResponseCookie = (name: unknown) => run.cookies.one(String(name));
    members.getResponseHeader = (name: unknown) => run.response.headers.one(name)?.value;
  }
  return members;
}
