// What the fields of one request share: what is known of its references, and the names that they complete.
import { createContext } from 'react';
import type { Names } from './complete';
import type { Known } from './known';

export interface Surroundings {
  known: Known;
  names: Names;
}

export const SurroundingsContext = createContext<Surroundings>({ known: new Map(), names: { variables: [], secrets: [] } });
