// What became of a request that was sent: in a run, and in the console.
import type { Problem } from '../api';

export interface NameValue {
  name: string;
  value: string;
}

export interface Reference {
  name: string;
  source: string;
  cached: boolean;
  took_ms: number;
  snapshot?: string;
}

export interface Exchange {
  method: string;
  url: string;
  request_headers: NameValue[];
  request_body?: string;
  request_body_size: number;
  status: number;
  reason: string;
  response_headers: NameValue[];
  timings: Record<string, number>; // ms
  response_size: number;
  remote_address: string;
  note?: string;
}

export interface TestResult {
  name: string;
  passed: boolean;
  skipped: boolean;
  error?: string;
}

export interface ScriptRun {
  event: string;
  owner: string;
  error?: string;
  console: { level: string; text: string }[];
}

export interface Sent {
  failure?: Problem;
  failed_reference?: string;
  references: Reference[];
  exchanges: Exchange[];
  tests: TestResult[];
  scripts: ScriptRun[];
  warnings: string[];
  skipped: boolean;
  took_ms: number;
}
