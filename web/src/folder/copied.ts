// A copy of an item is another item: ids that say which one it is stay with the first.
type Members = Record<string, unknown>;

const ids = new Set(['id', '_postman_id', 'uid']);

export function copied(item: Members): Members {
  const rest = Object.fromEntries(Object.entries(item).filter(([name]) => !ids.has(name)));
  return {
    ...rest,
    ...(Array.isArray(rest.item) && { item: rest.item.map((each: Members) => copied(each)) }),
    ...(Array.isArray(rest.response) && { response: rest.response.map((each: Members) => copied(each)) }),
  };
}

// "Pay copy", and where that is taken "Pay copy 2".
export function copyName(name: string, taken: string[]): string {
  const first = `${name} copy`;
  if (!taken.includes(first)) return first;
  for (let number = 2; ; ++number) {
    if (!taken.includes(`${first} ${number}`)) return `${first} ${number}`;
  }
}
