// pm.response: postman-collection's Response, of which each part is made when it is first looked at.
import { apply, create, define, parse } from './intrinsics';
import { library } from './modules';
import { decodeUtf8 } from './text';

export interface ResponseJson {
  code: number;
  status: string;
  header?: { key: string; value: string }[];
  responseTime: number;
}

interface Raw {
  json: ResponseJson;
  body: ArrayBuffer;
  text?: string;
  cookies?: unknown[];
}

const raws = new WeakMap<object, Raw>();
const rawGet = WeakMap.prototype.get;
const rawOf = (response: object): Raw | undefined => apply(rawGet, raws, [response]);

// A member that is made from what came, when it is first read. It may be written like any other.
function lazy(name: string, make: (raw: Raw, self: any) => unknown): PropertyDescriptor {
  return {
    configurable: true,
    enumerable: true,
    get(this: any) {
      const value = make(rawOf(this)!, this);
      define(this, name, { value, writable: true, enumerable: true, configurable: true });
      return value;
    },
    set(value) {
      define(this, name, { value, writable: true, enumerable: true, configurable: true });
    },
  };
}

const makeCookies = (made: Raw, self: any) => new (library('postman-collection').CookieList)(self, made.cookies);

const members: PropertyDescriptorMap = {
  id: lazy('id', () => library('collection-uuid').v4()),
  _details: lazy('_details', ({ json }) => details(json)),
  status: lazy('status', ({ json }) => json.status || details(json).name),
  code: lazy('code', ({ json }) => json.code),
  headers: lazy('headers', ({ json }, self) => new (library('postman-collection').HeaderList)(self, json.header)),
  stream: lazy('stream', ({ body }) => library('buffer').Buffer.from(body)),
  cookies: lazy('cookies', makeCookies),
  responseTime: lazy('responseTime', ({ json }) => json.responseTime),
  responseSize: lazy('responseSize', ({ body }) => body.byteLength),
};

function details({ code, status }: ResponseJson): any {
  const known = { ...library('http-reasons').lookup(code) };
  const standardName = known.name;
  if (status) known.name = status;
  known.code = code;
  known.standardName = standardName;
  return known;
}

// text() of what came as it came is read by the engine; whatever else, by the library.
function rawText(self: any): string | undefined {
  const made = rawOf(self);
  if (!made || 'value' in (Object.getOwnPropertyDescriptor(self, 'stream') ?? { value: 1 })) return undefined;
  if (!isUtf8(made.json.header) || 'value' in Object.getOwnPropertyDescriptor(self, 'headers')!) return undefined;
  return (made.text ??= decodeUtf8(made.body).replace(/^\ufeff/, ''));
}

function isUtf8(header: ResponseJson['header']): boolean {
  let type = '';
  for (const each of header ?? []) if (/^content-type$/i.test(each.key)) type = each.value;
  return !/charset/i.test(type) || /charset\s*=\s*"?utf-?8"?\s*(?:;|$)/i.test(type);
}

let prepared: any;

// postman-collection's Response, with the short ways of text() and json().
export function responseClass(): any {
  if (prepared) return prepared;
  const { Response } = library('postman-collection');
  const { text, json } = Response.prototype;
  Response.prototype.text = function () {
    return rawText(this) ?? text.call(this);
  };
  Response.prototype.json = function (...values: unknown[]) {
    const found = values.length ? undefined : rawText(this);
    if (found !== undefined) {
      try {
        return parse(found);
      } catch {
        // The library says what is wrong with it.
      }
    }
    return apply(json, this, values);
  };
  return (prepared = Response);
}

export function makeResponse(json: ResponseJson, body: ArrayBuffer, cookies?: unknown[]): any {
  const response = create(responseClass().prototype, members);
  raws.set(response, { json, body, cookies });
  return withExpectations(response);
}

// pm.response.to.have.status(…) and the like, for requests too.
const to: PropertyDescriptor = {
  configurable: true,
  get() {
    return library('chai').expect(this).to;
  },
};

export function withExpectations(object: any): any {
  return define(object, 'to', to);
}
