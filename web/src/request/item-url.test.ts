import { expect, test } from 'vitest';
import { type Item, requestOf, type UrlParts } from './item';
import { pathVariablesOf, queryOf, urlText, withPathVariable, withQuery, withUrlText } from './item-url';

const item = (url: unknown): Item => ({ name: 'r', request: { method: 'GET', url } }) as Item;
const urlOf = (from: Item) => requestOf(from).url as UrlParts;

const whole = item({
  raw: 'https://api.example.com:8443/v1/:id/x?a=1&b=2#top', protocol: 'https', host: ['api', 'example', 'com'], port: '8443',
  path: ['v1', ':id', 'x'], query: [{ key: 'a', value: '1', description: 'first' }, { key: 'off', value: '0', disabled: true }, { key: 'b', value: '2' }],
  hash: 'top', variable: [{ key: 'id', value: '7', description: 'the id' }], mine: 1,
});

test('a text stays a text', () => {
  expect(requestOf(withUrlText(item('http://a'), 'http://a?x=1')).url).toBe('http://a?x=1');
  expect(queryOf(item('http://a?x=1&y&=z&'))).toEqual([
    { key: 'x', value: '1' }, { key: 'y', value: null }, { key: '', value: 'z' }, { key: null, value: null },
  ]);
  expect(requestOf(withQuery(item('http://a'), [{ key: 'x', value: '1' }])).url).toBe('http://a?x=1');
});

test('a parameter that is off needs more than a text', () => {
  const off = withQuery(item('http://a.b/c?x=1'), [{ key: 'x', value: '1', disabled: true }]);
  expect(urlOf(off)).toEqual({
    raw: 'http://a.b/c', protocol: 'http', host: ['a', 'b'], path: ['c'], query: [{ key: 'x', value: '1', disabled: true }],
  });
});

test('the same text changes nothing', () => {
  expect(withUrlText(whole, urlText(whole))).toBe(whole);
});

test('a new host changes the host, and nothing else', () => {
  const moved = withUrlText(whole, 'https://{{host}}:8443/v1/:id/x?a=1&b=2#top');
  expect(urlOf(moved)).toEqual({ ...urlOf(whole), raw: 'https://{{host}}:8443/v1/:id/x?a=1&b=2#top', host: ['{{host}}'] });
});

test('parameters keep their descriptions and the ones that are off their place', () => {
  const typed = withUrlText(whole, 'https://api.example.com:8443/v1/:id/x?new=0&a=1&b=2#top');
  expect(urlOf(typed).query).toEqual([
    { key: 'new', value: '0' }, { key: 'a', value: '1', description: 'first' }, { key: 'off', value: '0', disabled: true }, { key: 'b', value: '2' },
  ]);
  const removed = withUrlText(whole, 'https://api.example.com:8443/v1/:id/x?b=2#top');
  expect(urlOf(removed).query).toEqual([{ key: 'off', value: '0', disabled: true }, { key: 'b', value: '2' }]);
  const changed = withUrlText(whole, 'https://api.example.com:8443/v1/:id/x?aa=1&b=2#top');
  expect(urlOf(changed).query![0]).toEqual({ key: 'aa', value: '1', description: 'first' });
});

test('rows make the text; what would separate is encoded, but in braces', () => {
  const rows = [{ key: 'a=b', value: 'x&y#z=' }, { key: 'v', value: '{{vault:a&b}}' }, { key: 'bare', value: null }];
  expect(urlText(withQuery(item('http://h#f'), rows))).toBe('http://h?a%3Db=x%26y%23z=&v={{vault:a&b}}&bare#f');
  expect(urlText(withQuery(whole, []))).toBe('https://api.example.com:8443/v1/:id/x#top');
  expect(urlOf(withQuery(whole, [])).query).toBeUndefined();
});

test('braces hold what would separate elsewhere', () => {
  expect(queryOf(item('{{base?x}}/p?q={{vault:a=b&c#d}}'))).toEqual([{ key: 'q', value: '{{vault:a=b&c#d}}' }]);
});

test('path variables are those of the path', () => {
  expect(pathVariablesOf(whole)).toEqual([{ key: 'id', value: '7', description: 'the id' }]);
  expect(pathVariablesOf(item('http://h:80/:a/:b.json?c=:d'))).toEqual([{ key: 'a', value: '' }, { key: 'b', value: '' }]);
  expect(urlOf(withPathVariable(whole, 'id', '8')).variable).toEqual([{ key: 'id', value: '8', description: 'the id' }]);
  expect(urlOf(withPathVariable(item('http://h/:a'), 'a', '1'))).toEqual({
    raw: 'http://h/:a', protocol: 'http', host: ['h'], path: [':a'], variable: [{ key: 'a', value: '1' }],
  });
});

test('a path variable that gets another name keeps its value; one that goes is gone', () => {
  expect(urlOf(withUrlText(whole, 'https://api.example.com:8443/v1/:idx/x?a=1&b=2#top')).variable).toEqual([{ key: 'idx', value: '7', description: 'the id' }]);
  expect(urlOf(withUrlText(whole, 'https://api.example.com:8443/v1/x?a=1&b=2#top')).variable).toBeUndefined();
});

test('a URL of parts without its text is put together; texts for host and path stay as they are', () => {
  const parts = item({ protocol: 'http', host: 'a.b', port: '1', path: '/p/q', query: [{ key: 'x', value: '1' }] });
  expect(urlText(parts)).toBe('http://a.b:1/p/q?x=1');
  expect(urlOf(withUrlText(parts, 'http://a.b:1/p/q?x=2'))).toEqual({
    protocol: 'http', host: 'a.b', port: '1', path: '/p/q', query: [{ key: 'x', value: '2' }], raw: 'http://a.b:1/p/q?x=2',
  });
});

test('where only the text stands, only the text changes', () => {
  expect(urlOf(withUrlText(item({ raw: 'http://a' }), 'http://b/c'))).toEqual({ raw: 'http://b/c' });
});
