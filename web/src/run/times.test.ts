import { expect, test } from 'vitest';
import { clock, counted, duration } from './times';

test('durations', () => {
  expect([0, 999.6, 1234, 12_345, 59_999, 83_000, 3_720_000].map(duration)).toEqual(['0 ms', '1000 ms', '1.23 s', '12.3 s', '60.0 s', '1 min 23 s', '1 h 2 min']);
});

test('the time of day, and a text that is none as it is', () => {
  const iso = new Date(2026, 10, 26, 7, 3, 9, 45).toISOString();
  expect(clock(iso)).toBe('07:03:09');
  expect(clock(iso, true)).toBe('07:03:09.045');
  expect(clock('soon')).toBe('soon');
});

test('one and many', () => {
  expect([counted(1, 'line'), counted(0, 'line'), counted(12_000, 'request')]).toEqual(['1 line', '0 lines', '12,000 requests']);
});
