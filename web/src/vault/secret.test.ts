import { expect, test } from 'vitest';
import { chosen, type Link, type Secret, shownValue } from './secret';

const secret = (name: string, more: Partial<Secret> = {}): Secret => ({
  name, kind: 'local', allowed_domains: '', enabled: true, scripts: 'ask', created: '2026-01-01T00:00:00Z', changed: '2026-01-01T00:00:00Z', ...more,
});
const link = (target: string, more: Partial<Link> = {}): Partial<Secret> => ({ kind: 'link', link: { provider: 'aws', target, secret: target, ...more } });
const names = (all: Secret[]) => all.map((each) => each.name);

test('every word must be there, in name, domains or link', () => {
  const all = [secret('stripe-key', { allowed_domains: 'api.stripe.com' }), secret('Stripe-old'), secret('db', link('arn:aws:x:prod/DB-x'))];
  expect(names(chosen(all, 'STRIPE', 'name', false))).toEqual(['stripe-key', 'Stripe-old']);
  expect(names(chosen(all, 'stripe api', 'name', false))).toEqual(['stripe-key']);
  expect(names(chosen(all, 'prod/db', 'name', false))).toEqual(['db']);
  expect(names(chosen(all, ' ', 'name', true))).toEqual(['Stripe-old', 'stripe-key', 'db']);
});

test('numbers in names count as numbers', () => {
  expect(names(chosen([secret('key10'), secret('key2')], '', 'name', false))).toEqual(['key2', 'key10']);
});

test('among equals the name decides, whichever way they are sorted', () => {
  const all = [secret('c'), secret('a', { enabled: false }), secret('b')];
  expect(names(chosen(all, '', 'enabled', false))).toEqual(['a', 'b', 'c']);
  expect(names(chosen(all, '', 'enabled', true))).toEqual(['b', 'c', 'a']);
  expect(names(chosen([secret('z', link('arn:x')), secret('y')], '', 'value', false))).toEqual(['y', 'z']);
});

test('a value is masked, a link says where it leads', () => {
  expect(shownValue(secret('a'))).toBe('••••••••');
  expect(shownValue(secret('a', link('arn:x', { json_key: 'password' })))).toBe('arn:x [password]');
});
