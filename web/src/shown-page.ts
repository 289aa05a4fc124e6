// Which part of Coffer is in front. Whoever leads to another one says so here: showPage('vault').
import { makeStore } from './store';

export type PageName = 'requests' | 'runs' | 'vault' | 'settings';

const shown = makeStore<PageName>('requests');
export const showPage = shown.set;
export const useShownPage = shown.use;
