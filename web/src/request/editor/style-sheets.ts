// Where the editor's styles go. It would make a <style> element, which the page's Content-Security-Policy refuses; style sheets made by script and
// adopted by the document are let in (CSSOM, "adoptedStyleSheets"). style-mod adopts only where the root is a shadow root: its set of
// styles for such a root is given to the document too. Source: style-mod 4.1.5, StyleSet's constructor.
import { StyleModule } from 'style-mod';

let done = false;

export function adoptEditorStyles() {
  if (done) return;
  done = true;
  const shadow = document.createElement('div').attachShadow({ mode: 'open' });
  StyleModule.mount(shadow, new StyleModule({}));
  for (const key of Object.getOwnPropertySymbols(shadow)) Object.defineProperty(document, key, { value: Reflect.get(shadow, key) });
}
