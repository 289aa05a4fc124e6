// Which part of Coffer is in front. Whoever leads to another one says so here: showPage('vault'). The address keeps it, behind its '#', for when
// the page is loaded again.
import { makeStore } from './store';

export const pageNames = ['requests', 'runs', 'vault', 'settings'] as const;
export type PageName = (typeof pageNames)[number];

const shown = makeStore<PageName>(pageNames.find((name) => globalThis.location?.hash === `#${name}`) ?? 'requests');

export function showPage(page: PageName) {
  shown.set(page);
  history.replaceState(null, '', `#${page}`);
}

export const useShownPage = shown.use;
