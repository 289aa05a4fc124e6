// The frames that come from Coffer (docs/script-protocol.md).
import type { ResponseJson } from './response';
import type { Definition } from './variables';

export interface RunFrame {
  type: 'run';
  event: 'prerequest' | 'test';
  source: string;
  path?: string[];
  owner?: string;
  item?: { id?: string; name?: string };
  iteration?: number;
  iterations?: number;
  timeout?: number;
  request?: any;
  response?: ResponseJson;
  cookies?: unknown[];
  environment?: Definition;
  globals?: Definition;
  collectionVariables?: Definition;
  variables?: Definition;
  data?: Record<string, unknown>;
}

export interface AnswerFrame {
  type: 'answer';
  call: number;
  error?: { name?: string; message?: string };
  response?: ResponseJson | null;
  cookies?: unknown[];
  result?: unknown;
  found?: boolean;
  environment?: Definition;
  globals?: Definition;
  collectionVariables?: Definition;
  variables?: Definition;
}
