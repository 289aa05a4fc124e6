// Connections to the providers, as `connections/list` gives them.

export interface Connection {
  name: string;
  provider: 'aws' | 'hashicorp';
  kind: string; // "long-lived", "temporary", "MFA session"
  account: string;
  arn: string;
  region: string;
  source: string;
  profile?: string;
  expires?: string;
  left_seconds?: number; // when the answer was made
}

export interface Connections {
  connections: Connection[];
  agent: boolean; // whether the agent holds them, beyond the life of this page's Coffer
}

// "1 h 59 min", "4 min 09 s": what changes every second only where a second matters.
export function leftText(seconds: number): string {
  const left = Math.floor(seconds);
  if (left <= 0) return 'expired';
  if (left < 60) return `${left} s`;
  const minutes = Math.floor(left / 60);
  if (minutes < 10) return `${minutes} min ${String(left % 60).padStart(2, '0')} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

// `asked`, `now`: of one clock that nobody sets, in ms.
export function secondsLeft(connection: Connection, asked: number, now: number): number | undefined {
  return connection.left_seconds === undefined ? undefined : connection.left_seconds - (now - asked) / 1000;
}

// Who one is there, without what every such ARN has: "user/ada" of "arn:aws:iam::111122223333:user/ada".
export function callerText(arn: string): string {
  return arn.split(':').slice(5).join(':') || arn;
}
