// Once what closes or goes has handed on the focus: react-aria does so a frame later.
export function afterFocus(act: () => void) {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

// Where what had the focus is gone, and nothing else took it, it goes to what is in front, not to the top of the page.
export function rescueFocus() {
  afterFocus(() => {
    if (document.activeElement === document.body) document.querySelector('main')?.focus();
  });
}
