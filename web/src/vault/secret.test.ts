import { expect, test } from 'vitest';
import { chosen, type Secret, shownValue } from './secret';

const secret = (name: string, more: Partial<Secret> = {}): Secret => ({
  name, kind: 'local', allowed_domains: '', enabled: true, scripts: 'ask', created: '2026-01-01T00:00:00Z', changed: '2026-01-01T00:00:00Z', ...more,
});
const names = (all: Secret[]) => all.map((each) => each.name);

test('every word must be there, in name, domains or link', () => {
  const all = [
    secret('stripe-key', { allowed_domains: 'api.stripe.com' }),
    secret('Stripe-old'),
    secret('db', { kind: 'link', link: { provider: 'aws', target: 'arn:aws:secretsmanager:eu-west-1:1:secret:prod/DB-x' } }),
  ];
  expect(names(chosen(all, 'STRIPE', 'name', false))).toEqual(['stripe-key', 'Stripe-old']);
  expect(names(chosen(all, 'stripe api', 'name', false))).toEqual(['stripe-key']);
  expect(names(chosen(all, 'prod/db', 'name', false))).toEqual(['db']);
  expect(names(chosen(all, ' ', 'name', true))).toEqual(['Stripe-old', 'stripe-key', 'db']);
});

test('numbers in names count as numbers', () => {
  expect(names(chosen([secret('key10'), secret('key2')], '', 'name', false))).toEqual(['key2', 'key10']);
});

test('a value is masked, a link says where it leads', () => {
  expect(shownValue(secret('a'))).toBe('••••••••');
  expect(shownValue(secret('a', { link: { provider: 'aws', target: 'arn:x', json_key: 'password' } }))).toBe('arn:x [password]');
});
