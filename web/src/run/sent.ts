// What became of a request that was sent, with what only runs and the console show of it.
import type { Exchange as SentExchange, Sent as RequestSent } from '../request/sent';

export type { Header as NameValue, SentReference as Reference, SentScript as ScriptRun, SentTest as TestResult } from '../request/sent';

export interface Exchange extends SentExchange {
  timings?: Record<string, number>; // ms
}

export interface Sent extends Omit<RequestSent, 'exchanges'> {
  exchanges: Exchange[];
}
