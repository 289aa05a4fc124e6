// An item of Postman's collection format, as it stands in the file: members that the page does not know stay in it.

export interface Pair {
  key: string | null;
  value: string | null;
  disabled?: boolean;
  description?: unknown;
}

export interface Item {
  id?: string;
  name: string;
  request: RequestTemplate | string;
  event?: { listen: string; script?: { exec?: string | string[]; type?: string; id?: string } }[];
  protocolProfileBehavior?: Record<string, unknown>;
}

export interface RequestTemplate {
  method?: string;
  url?: string | { raw?: string; query?: Pair[]; variable?: Pair[] };
  header?: Pair[] | string;
  auth?: { type: string; [attributes: string]: unknown } | null; // v2.1: [{key, value}]; v2.0: {key: value}
  body?: { mode?: string; raw?: string; options?: Record<string, unknown>; [mode: string]: unknown } | null;
  description?: unknown;
}
