import { expect, test } from 'vitest';
import { chosen, type Link, linkText, type Secret } from './secret';

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

test('a link says where it leads, in short', () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db/main-GhIjKl';
  expect(linkText({ provider: 'aws', target: arn, secret: arn, json_key: 'password' })).toEqual({ name: 'db/main-GhIjKl [password]', place: 'eu-central-1 111122223333' });
  const parameter = 'arn:aws:ssm:eu-west-1:1:parameter/prod/key';
  expect(linkText({ provider: 'ssm', target: parameter, secret: parameter })).toEqual({ name: '/prod/key', place: 'eu-west-1 1' });
  expect(linkText({ provider: 'hashicorp', target: 'secret/app/db', secret: 'app/db' })).toEqual({ name: 'secret/app/db', place: '' });
});
