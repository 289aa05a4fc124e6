// A word in a box: what kind something is, or how it stands.
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'good' | 'warning' | 'problem' | 'main';

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}
