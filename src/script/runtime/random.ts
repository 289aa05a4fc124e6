// Randomness of the kernel's.
import { bridge } from './bridge';

export function randomBytes(length: number): Uint8Array {
  return new Uint8Array(bridge.random(length));
}

// Version 4 of RFC 9562.
export function uuid4(): string {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  let out = '';
  for (let i = 0; i < 16; ++i) {
    if (i === 4 || i === 6 || i === 8 || i === 10) out += '-';
    out += (bytes[i]! < 16 ? '0' : '') + bytes[i]!.toString(16);
  }
  return out;
}
