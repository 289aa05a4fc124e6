import { expect, test } from 'vitest';
import { onceMore } from './once-more';

test('many who ask while it runs get it done once more, after they asked', async () => {
  let done = 0;
  const releases: (() => void)[] = [];
  const look = onceMore(async () => {
    await new Promise<void>((release) => releases.push(release));
    done++;
  });
  const first = look();
  const others = [look(), look(), look()];
  releases[0]!();
  await Promise.resolve();
  await new Promise((turn) => setTimeout(turn));
  expect(releases.length).toBe(2);
  releases[1]!();
  await Promise.all([first, ...others]);
  expect(done).toBe(2);
  void look();
  expect(releases.length).toBe(3);
});

test('one that failed is no reason not to try again', async () => {
  let tries = 0;
  const look = onceMore(async () => {
    if (++tries === 1) throw new Error('first');
  });
  await expect(look()).rejects.toThrow('first');
  await look();
  expect(tries).toBe(2);
});
