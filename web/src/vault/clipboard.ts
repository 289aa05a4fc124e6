// A secret in the clipboard, which forgets it after a while.
export const kCopied = 60_000; // ms

export async function copyForAWhile(value: string) {
  await navigator.clipboard.writeText(value);
  setTimeout(() => whenInFront(() => void forget(value)), kCopied);
}

// Where the page may read the clipboard, what was copied meanwhile is left alone. Elsewhere it may not even ask: the browser would ask the user.
async function forget(value: string) {
  const may = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName }).catch(() => undefined);
  const other = may?.state === 'granted' && (await navigator.clipboard.readText().catch(() => value)) !== value;
  if (!other) await navigator.clipboard.writeText('').catch(() => {});
}

// Browsers let only a page that has the focus write to the clipboard.
function whenInFront(act: () => void) {
  if (document.hasFocus()) act();
  else window.addEventListener('focus', act, { once: true });
}
