import { expect, test } from 'vitest';
import { asText, kMost, type Line, shownLines, withLines } from './lines';

const at = new Date(2026, 10, 26, 7, 3, 9, 45).toISOString();
const send = (number: number, more: Partial<Line> = {}): Line => ({
  number, at, kind: 'send', from: 'Orders / list', method: 'GET', url: `https://api.example.com/${number}`, status: 200, time_ms: 12, ...more,
});
const numbers = (lines: readonly Line[]) => lines.map((line) => line.number);

test('lines that come again after a break are there once, the oldest go first', () => {
  expect(numbers(withLines([send(1), send(2)], [send(1), send(2), send(3)]))).toEqual([1, 2, 3]);
  const many = Array.from({ length: kMost }, (_, index) => send(index + 1));
  const all = withLines(many, [send(kMost + 1), send(kMost + 2)]);
  expect(all).toHaveLength(kMost);
  expect(all[0]!.number).toBe(3);
});

test('filters', () => {
  const lines = [
    send(1, { references: [{ name: 'stripe-key', source: 'local vault', cached: false, took_ms: 1 }] }),
    send(2, { status: 404 }),
    send(3, { status: 0, error: 'No such host' }),
    { number: 4, at, kind: 'script', from: 'Orders / list', level: 'error', text: 'broken' } as Line,
    { number: 5, at, kind: 'script', from: 'Orders / pay', level: 'log', text: 'fine' } as Line,
  ];
  const shown = (filter: Partial<Parameters<typeof shownLines>[1]>) => numbers(shownLines(lines, { words: '', kind: 'all', errors: false, ...filter }));
  expect(shown({})).toEqual([1, 2, 3, 4, 5]);
  expect(shown({ errors: true })).toEqual([2, 3, 4]);
  expect(shown({ kind: 'script' })).toEqual([4, 5]);
  expect(shown({ kind: 'script', errors: true })).toEqual([4]);
  expect(shown({ words: 'STRIPE' })).toEqual([1]);
  expect(shown({ words: 'orders host' })).toEqual([3]);
  expect(shown({ words: 'pay' })).toEqual([5]);
});

test('a send as text', () => {
  const line = send(1, {
    references: [{ name: 'key', source: 'AWS 1234, eu-west-1', cached: true, took_ms: 0 }],
    exchanges: [
      {
        method: 'GET', url: 'https://api.example.com/1', request_headers: [{ name: 'Authorization', value: 'Bearer {{vault:key}}' }], request_body: 'a\nb', request_body_size: 3,
        status: 200, reason: 'OK', response_headers: [{ name: 'Content-Type', value: 'text/plain' }], timings: { total: 12 }, response_size: 2, remote_address: '127.0.0.1:1',
      },
    ],
  });
  expect(asText(line)).toBe(
    [
      '07:03:09.045 GET https://api.example.com/1 200 12 ms', '  {{vault:key}} from AWS 1234, eu-west-1, cached, 0 ms', '  > GET https://api.example.com/1',
      '  > Authorization: Bearer {{vault:key}}', '  > | a', '  > | b', '  < 200 OK', '  < Content-Type: text/plain',
    ].join('\n'),
  );
});

test('a send that failed, as text', () => {
  expect(asText(send(1, { status: 0, error: 'It is off' }))).toBe('07:03:09.045 GET https://api.example.com/1: It is off 12 ms');
});

test('a script line as text', () => {
  expect(asText({ number: 1, at, kind: 'script', from: 'a', level: 'warn', text: 'look' })).toBe('07:03:09.045 warn: look');
});
