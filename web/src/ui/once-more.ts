// Work that many ask for at once, and that is enough to have been done once after the last of them asked: the events that a page is told again when it is
// loaded, for instance.
export function onceMore(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const loop = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else running = loop().finally(() => (running = undefined));
    return running;
  };
}
