// How much of a split the first pane has, in percent.
export const kLeast = 15;
export const kMost = 85;
const kStep = 5;

export function within(percent: number): number {
  return Math.min(kMost, Math.max(kLeast, percent));
}

// What a key makes of it, as the window splitter of ARIA has it (https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/).
export function afterKey(percent: number, key: string, upright: boolean): number | undefined {
  const [less, more] = upright ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
  if (key === less) return within(percent - kStep);
  if (key === more) return within(percent + kStep);
  if (key === 'Home') return kLeast;
  if (key === 'End') return kMost;
  return undefined;
}
