// What the engine gives (docs/script-protocol.md, "Between engine and runtime"). Taken before any script runs, and
// out of the scripts' reach from then on.
export interface Bridge {
  send(json: string, blob?: ArrayBuffer): void;
  onFrame: (json: string, blob: ArrayBuffer) => void;
  load(name: string): void;
  setTimer(ms: number): number;
  clearTimer(id: number): void;
  onTimer: (id: number) => void;
  onError: (error: unknown, rejection: boolean) => void;
  now(): number;
  random(length: number): ArrayBuffer;
  compile(source: string, parameters: string[], url: string, firstLine: number, async?: boolean): (...values: unknown[]) => unknown;
}

// The global object. Scripts do not see it under this name (as in Newman), so it is kept here.
export const root = globalThis as unknown as Record<string, unknown>;

export const bridge = root.__coffer as Bridge;
delete root.__coffer;
