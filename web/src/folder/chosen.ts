// Which environment and globals requests are sent with: paths within the folder.
import { makeKeptStore } from '../store';

export interface Chosen {
  environment?: string;
  globals?: string;
}

const chosen = makeKeptStore<Chosen>('chosen', {});
export const choose = chosen.set;
export const useChosen = chosen.use;
export const chosenNow = chosen.get;
