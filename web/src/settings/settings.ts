// What `settings/get` answers, and the part of it that may be set.
export interface Values {
  cache_minutes: number | null; // null: in a vault that is locked
  agent_idle_minutes: number;
  scripts: boolean;
  mask: boolean;
  theme: Theme;
  proxy: string;
  ca_file: string;
  request_timeout_ms: number;
  connect_timeout_ms: number;
  follow_redirects: boolean;
  max_redirects: number;
  verify_tls: boolean;
}

export type Theme = 'system' | 'light' | 'dark';

export interface Settings extends Values {
  defaults: Values;
  agent: { running: boolean; process?: number };
  grants: { collection: string; granted: boolean }[];
  file: string;
}
