import { expect, test } from 'vitest';
import { callerText, type Connection, leftText, secondsLeft } from './connection';

test('time left is as exact as it matters', () => {
  const texts = [7200, 7199, 3600, 3599, 600, 599, 60, 59, 0.4, 0, -5, 200_000].map(leftText);
  expect(texts).toEqual(['2 h', '1 h 59 min', '1 h', '59 min', '10 min', '9 min 59 s', '1 min 00 s', '59 s', 'expired', 'expired', 'expired', '2 days']);
});

test('it counts down from when it was asked for', () => {
  const connection: Connection = { name: 'default', provider: 'aws', kind: 'temporary', account: '1', arn: '', region: '', source: '', left_seconds: 100 };
  expect(secondsLeft(connection, 5000, 15_000)).toBe(90);
  expect(secondsLeft({ ...connection, left_seconds: undefined } as unknown as Connection, 0, 1)).toBeUndefined();
});

test('the caller in short', () => {
  expect(callerText('arn:aws:iam::111122223333:user/ada')).toBe('user/ada');
  expect(callerText('arn:aws:sts::111122223333:assumed-role/dev/ada')).toBe('assumed-role/dev/ada');
  expect(callerText('root')).toBe('root');
});
