import { expect, test } from 'vitest';
import { CallError } from '../api';
import { readSetting, shownSetting } from './settings-text';

test('times are typed in seconds and kept in milliseconds', () => {
  expect(shownSetting(1500, 'seconds')).toBe('1.5');
  expect(readSetting('request_timeout_ms', ' 1.5 ', 'seconds')).toBe(1500);
  expect(shownSetting(60, 'number')).toBe('60');
  expect(readSetting('cache_minutes', '0', 'number')).toBe(0);
});

test('an empty number is the default, an empty text is empty', () => {
  expect(readSetting('cache_minutes', ' ', 'number')).toBeNull();
  expect(readSetting('proxy', ' ', 'text')).toBe('');
});

test('what is no number is refused with its field', () => {
  for (const text of ['ten', '-1', '1,5', 'Infinity']) {
    try {
      readSetting('max_redirects', text, 'number');
      expect.unreachable(text);
    } catch (error) {
      expect((error as CallError).problem.field).toBe('max_redirects');
    }
  }
});
