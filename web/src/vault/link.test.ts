import { expect, test } from 'vitest';
import { afterSplit, emptyForm, fieldsOf, formOf, regionOf, sizeText, testFacts } from './link';

const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db/main-GhIjKl';

test('only what is filled and what the provider has goes with a link', () => {
  const form = { ...emptyForm, secret: ` ${arn} `, role: '', json_key: 'password', mount: 'kv', kv_version: '2' as const, cache_minutes: '2.5' };
  expect(fieldsOf(form)).toEqual({ provider: 'aws', secret: arn, json_key: 'password', cache_seconds: 150 });
  expect(fieldsOf({ ...form, provider: 'hashicorp' })).toEqual({
    provider: 'hashicorp', secret: arn, json_key: 'password', mount: 'kv', kv_version: 2, cache_seconds: 150,
  });
});

test('a session policy for one secret only goes with a role', () => {
  expect(fieldsOf({ ...emptyForm, secret: arn, narrow_role: true }).narrow_role).toBeUndefined();
  expect(fieldsOf({ ...emptyForm, secret: arn, narrow_role: true, role: 'arn:aws:iam::1:role/x' }).narrow_role).toBe(true);
});

test('a link comes back from its form as it was', () => {
  const link = { provider: 'hashicorp' as const, secret: 'app/db', mount: 'kv', kv_version: 1, cache_seconds: 0, json_key: 'user' };
  expect(fieldsOf(formOf(link))).toEqual(link);
});

test('what was pasted is split into its fields, unless the field has changed meanwhile', () => {
  const pasted = `${arn}:password:AWSPREVIOUS:`;
  const asked = { provider: 'aws' as const, secret: pasted };
  const split = { provider: 'aws' as const, secret: arn, json_key: 'password', version: 'AWSPREVIOUS' };
  const form = { ...emptyForm, secret: pasted, role: 'arn:aws:iam::1:role/x' };
  expect(afterSplit(form, asked, split)).toEqual({ ...form, secret: arn, json_key: 'password', version: 'AWSPREVIOUS' });
  const typed = { ...form, secret: `${pasted}x` };
  expect(afterSplit(typed, asked, split)).toBe(typed);
  expect(afterSplit({ ...form, secret: arn }, { provider: 'aws', secret: arn }, { provider: 'aws', secret: arn }).json_key).toBe('');
});

test('the region is the ARN’s', () => {
  expect(regionOf(arn)).toBe('eu-central-1');
  expect(regionOf('/prod/key')).toBe('');
});

test('what a test found, without what there is not', () => {
  const facts = testFacts({ source: '', version_id: 'v1', identity: 'arn:aws:sts::1:x', stages: ['AWSCURRENT', 'blue'], size: 1, binary: false, json_keys: ['a', 'b'] });
  expect(facts.map((fact) => `${fact.name}: ${fact.text}`)).toEqual([
    'Version: v1', 'Stages: AWSCURRENT, blue', 'Read as: arn:aws:sts::1:x', 'Size: 1 byte', 'JSON keys: a, b',
  ]);
  expect(sizeText(12_345)).toBe('12.3 kB');
});
