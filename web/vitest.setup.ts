// What browsers have had since 2023, and Debian 12's Node.js 18, in which the unit tests run, has not (ECMAScript 2023, Array.prototype).
const later: Record<string, (this: unknown[], ...args: never[]) => unknown[]> = {
  with(at: number, value: unknown) {
    return this.map((each, index) => (index === (at < 0 ? this.length + at : at) ? value : each));
  },
  toSpliced(...how: [number, number, ...unknown[]]) {
    const copy = [...this];
    copy.splice(...how);
    return copy;
  },
  toSorted(before?: (a: unknown, b: unknown) => number) {
    return [...this].sort(before);
  },
  toReversed() {
    return [...this].reverse();
  },
};
for (const [name, value] of Object.entries(later)) if (!(name in Array.prototype)) Object.defineProperty(Array.prototype, name, { value, configurable: true, writable: true });
