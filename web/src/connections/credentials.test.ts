import { expect, test } from 'vitest';
import { autofilled, codeDigits, connectArguments, deviceName, emptyAws, typed } from './credentials';

test('only what belongs to the type goes with it', () => {
  const form = { ...emptyAws, access_key_id: ' AKIA ', secret_access_key: 's', session_token: 't', region: 'eu-west-1', profile: 'dev', mfa_serial: '' };
  expect(connectArguments(form)).toEqual({ type: 'long-lived', access_key_id: 'AKIA', secret_access_key: 's', region: 'eu-west-1' });
  expect(connectArguments({ ...form, type: 'temporary' })).toEqual({
    type: 'temporary', access_key_id: 'AKIA', secret_access_key: 's', session_token: 't', region: 'eu-west-1',
  });
  expect(connectArguments({ ...form, type: 'profile', name: 'second' })).toEqual({ type: 'profile', profile: 'dev', region: 'eu-west-1', name: 'second' });
});

test('a secret that a profile has is named by it, never here', () => {
  const filled = { profile: 'main', access_key_id: 'AKIA', has_secret_access_key: true, has_session_token: false };
  const { form, missing } = autofilled({ ...emptyAws, secret_access_key: 'typed' }, filled, ['access_key_id', 'secret_access_key', 'region']);
  expect(missing).toEqual(['region']);
  expect(connectArguments(form)).toEqual({ type: 'long-lived', access_key_id: 'AKIA', fill_from: { secret_access_key: 'main' } });
  expect(connectArguments(typed(form, 'secret_access_key', 'other'))).toEqual({ type: 'long-lived', access_key_id: 'AKIA', secret_access_key: 'other' });
});

test('a code may be pasted as people write it', () => {
  expect(codeDigits('123 456')).toBe('123456');
  expect(codeDigits(' 12-34-56\n')).toBe('123456');
  expect(codeDigits('1234567')).toBe('123456');
  expect(codeDigits('abc')).toBe('');
});

test('a device has a name', () => {
  expect(deviceName('arn:aws:iam::111122223333:mfa/ada phone')).toBe('ada phone');
  expect(deviceName('GAHT12345678')).toBe('GAHT12345678');
});
