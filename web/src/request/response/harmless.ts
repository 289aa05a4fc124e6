// HTML without what could do or load anything. The frame's sandbox and the page's policy stop it as well, all but one thing: <link rel="preconnect"> and
// "dns-prefetch" are hints that no policy covers, and would tell a server that somebody looks.

const removed = 'script, link, meta, base, style, title, template, iframe, frame, object, embed, applet, portal, audio, video, source, track';
const kept = /^(class|id|title|alt|lang|dir|colspan|rowspan|span|scope|start|value|type|checked|disabled|width|height|align|valign|border|cellpadding|cellspacing)$/;

interface Policy {
  createHTML: (text: string) => string;
}

// The page demands that whoever parses HTML says so (require-trusted-types-for): this is the one place.
const policy = (globalThis as { trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy } }).trustedTypes?.createPolicy('coffer-preview', {
  createHTML: (text) => text,
});
const trusted = (text: string) => policy?.createHTML(text) ?? text;

// A browser complains of each handler while it reads it, also where none can run.
const withoutHandlers = (html: string) => html.replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\bon\w+(?=\s*=)/gi, 'off'));

// Parsed as the content of a template: its document has no window, so nothing in it runs or loads.
export function harmless(html: string): string {
  const template = document.createElement('template');
  template.innerHTML = trusted(withoutHandlers(html));
  for (const element of template.content.querySelectorAll(removed)) element.remove();
  for (const element of template.content.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      if (!kept.test(name) && !(name === 'src' && /^data:image\//i.test(value))) element.removeAttribute(name);
    }
  }
  return trusted(`<!doctype html>${template.innerHTML}`);
}
