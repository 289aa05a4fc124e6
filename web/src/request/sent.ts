// What `requests/send` answers.
import type { Problem } from '../api';

export interface Header {
  name: string;
  value: string;
}

export interface SentResponse {
  number: number;
  status: number;
  reason: string;
  http_version: string;
  headers: Header[];
  time_ms: number;
  timings: Record<string, number>;
  size: number; // bytes
  wire_size: number;
  type: string;
  language: 'json' | 'xml' | 'html' | 'text' | 'image' | 'binary';
  body_cut: boolean;
}

export interface SentTest {
  name: string;
  passed: boolean;
  skipped: boolean;
  error?: string;
}

export interface SentScript {
  event: string;
  owner: string;
  error?: string;
  console: { level: string; text: string }[];
}

export interface SentReference {
  name: string;
  source: string;
  cached: boolean;
  took_ms: number;
  snapshot?: string;
}

export interface Exchange {
  method: string;
  url: string;
  request_headers: Header[];
  request_body?: string;
  request_body_size: number;
  status: number;
  reason: string;
  response_headers: Header[];
  response_size: number;
  remote_address: string;
  note?: string;
}

export interface Sent {
  failure?: Problem; // it was not sent, or not answered
  failed_reference?: string;
  references: SentReference[];
  exchanges: Exchange[];
  response?: SentResponse;
  tests: SentTest[];
  scripts: SentScript[];
  warnings: string[];
  skipped: boolean;
  took_ms: number;
}

// 1234 → "1.2 kB", as Postman counts.
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const power = bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3;
  return `${(bytes / 1000 ** power).toFixed(bytes / 1000 ** power < 10 ? 2 : 1)} ${'kMG'[power - 1]}B`;
}

export function timeText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}
