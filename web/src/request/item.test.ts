import { expect, test } from 'vitest';
import { behaviorOf, headersOf, type Item, methodOf, requestOf, same, switched, withBehavior, withRequest } from './item';
import { authField, authType, withAuthField, withAuthType } from './item-auth';
import { fieldsOf, languageOf, modeOf, rawOf, withFields, withFile, withGraphql, withLanguage, withMode, withRaw } from './item-body';
import { scriptOf, withScript } from './item-script';

const item = (request: object, more: object = {}): Item => ({ name: 'r', request, ...more }) as Item;

test('a request that is a text stays one as long as only its URL changes', () => {
  const bare: Item = { name: 'r', request: 'http://a' };
  expect(methodOf(bare)).toBe('GET');
  expect(withRequest(bare, { url: 'http://b' }).request).toBe('http://b');
  expect(withRequest(bare, { method: 'POST' }).request).toEqual({ method: 'POST', url: 'http://a' });
});

test('unknown members stay, and what is given is not changed', () => {
  const before = item({ method: 'GET', url: 'u', mine: { a: [1] } }, { response: [{ name: 'saved' }] });
  const copy = structuredClone(before);
  const after = withRaw(withMode(withRequest(before, { method: 'PUT' }), 'raw'), '{}');
  expect(before).toEqual(copy);
  expect(after).toEqual({ ...copy, request: { method: 'PUT', url: 'u', mine: { a: [1] }, body: { mode: 'raw', raw: '{}' } } });
});

test('headers of old files are a text', () => {
  expect(headersOf(item({ header: 'A: 1\r\nB: x:y\n' }))).toEqual([{ key: 'A', value: '1' }, { key: 'B', value: 'x:y' }]);
  expect(headersOf(item({ header: null }))).toEqual([]);
});

test('a row that is on has no member for it', () => {
  expect(switched({ key: 'a', value: '1', disabled: true, description: 'd' }, true)).toEqual({ key: 'a', value: '1', description: 'd' });
  expect(switched({ key: 'a', value: '1' }, false)).toEqual({ key: 'a', value: '1', disabled: true });
});

test('settings of the item come and go', () => {
  const off = withBehavior(item({}), 'strictSSL', false);
  expect(behaviorOf(off, 'strictSSL')).toBe(false);
  expect(withBehavior(off, 'strictSSL', undefined)).toEqual(item({}));
  expect(withBehavior(withBehavior(off, 'x', 1), 'strictSSL', undefined).protocolProfileBehavior).toEqual({ x: 1 });
});

test('auth keeps its form, and the fields of the types it had', () => {
  const list = { type: 'basic', basic: [{ key: 'username', value: 'u', type: 'string', note: 1 }] };
  expect(authField(list, 'username')).toBe('u');
  const changed = withAuthField(list, 'username', 'v', true);
  expect(changed.basic).toEqual([{ key: 'username', value: 'v', type: 'string', note: 1 }]);
  expect(withAuthField(changed, 'password', '{{vault:p}}', true).basic).toHaveLength(2);
  const old = { type: 'bearer', bearer: { token: 't' } };
  expect(withAuthField(old, 'token', 'x', true)).toEqual({ type: 'bearer', bearer: { token: 'x' } });
  expect(withAuthField({ type: 'bearer' }, 'token', 'x', false)).toEqual({ type: 'bearer', bearer: { token: 'x' } });
  expect(withAuthType(list, 'bearer')).toEqual({ ...list, type: 'bearer' });
  expect(withAuthType(list, 'inherit')).toBeUndefined();
  expect(authType(null)).toBe('inherit');
});

test('without a mode a body is off, not lost', () => {
  const full = item({ body: { mode: 'raw', raw: 'x', options: { raw: { language: 'json' } } } });
  const off = withMode(full, 'none');
  expect(modeOf(off)).toBe('none');
  expect(withMode(off, 'raw')).toEqual(full);
  expect(withMode(item({ body: { mode: 'raw' } }), 'none')).toEqual(item({}));
  expect(rawOf(withMode(full, 'urlencoded'))).toBe('x');
});

test('a raw body keeps its line breaks; a language that is not known is text', () => {
  expect(rawOf(withRaw(item({ body: { mode: 'raw', raw: 'a\r\nb' } }), 'a\nb\nc'))).toBe('a\r\nb\r\nc');
  expect(rawOf(withRaw(item({ body: { mode: 'raw', raw: 'a\nb' } }), 'a\nc'))).toBe('a\nc');
  expect(languageOf(item({ body: { mode: 'raw', options: { raw: { language: 'cobol' } } } }))).toBe('text');
  expect(requestOf(withLanguage(item({ body: { options: { other: 1 } } }), 'xml')).body).toEqual({ options: { other: 1, raw: { language: 'xml' } } });
});

test('fields, files and GraphQL keep what the page does not know', () => {
  expect(fieldsOf(item({ body: { mode: 'urlencoded', urlencoded: 'a=1&b' } }), 'urlencoded')).toEqual([
    { key: 'a', value: '1' }, { key: 'b', value: '' },
  ]);
  const form = item({ body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: 'a.txt' }], x: 1 } });
  expect(requestOf(withFields(form, 'formdata', [])).body).toEqual({ mode: 'formdata', formdata: [], x: 1 });
  expect(requestOf(withFile(item({ body: { file: { src: 'a', content: 'c' } } }), 'b')).body?.file).toEqual({ src: 'b', content: 'c' });
  expect(requestOf(withGraphql(item({ body: { graphql: { query: 'q', z: 1 } } }), { variables: '{}' })).body?.graphql).toEqual({ query: 'q', variables: '{}', z: 1 });
});

test('a script changes in the lines that changed', () => {
  const exec = ['a();\r', 'b();\r', 'c();'];
  const before = item({}, { event: [{ listen: 'test', script: { id: '7', type: 'text/javascript', exec } }, { listen: 'prerequest' }] });
  expect(scriptOf(before, 'test')).toBe('a();\nb();\nc();');
  const after = withScript(before, 'test', 'a();\nB();\nc();\nd();');
  expect(after.event![0]).toEqual({ listen: 'test', script: { id: '7', type: 'text/javascript', exec: ['a();\r', 'B();', 'c();', 'd();'] } });
  expect(withScript(before, 'test', 'a();\nb();\nc();').event![0]!.script!.exec).toEqual(exec);
});

test('a script comes, goes, and may be one text', () => {
  const one = withScript(item({}), 'prerequest', 'x\ny');
  expect(one.event).toEqual([{ listen: 'prerequest', script: { type: 'text/javascript', exec: ['x', 'y'] } }]);
  expect(withScript(one, 'prerequest', '')).toEqual(item({}));
  expect(withScript(item({}), 'test', '')).toEqual(item({}));
  const text = item({}, { event: [{ listen: 'test', script: { exec: 'a' } }] });
  expect(withScript(text, 'test', 'b').event![0]!.script!.exec).toBe('b');
});

test('equal as JSON is', () => {
  expect(same({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toBe(true);
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(same([1], { 0: 1 })).toBe(false);
  expect(same(null, {})).toBe(false);
});
