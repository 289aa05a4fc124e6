// What was sent, resolved and printed, at the foot of the page.
export function ConsoleDrawer() {
  return null;
}
