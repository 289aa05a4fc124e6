// UTF-8, by what the engine does fastest without a decoder of its own.
import { apply } from './intrinsics';
import { library } from './modules';

const fromCharCode = String.fromCharCode;
const escaped = (globalThis as any).escape as (text: string) => string;
const decoded = decodeURIComponent;
const piece = 0x4000;

function binary(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += piece) {
    out += apply(fromCharCode, null, bytes.subarray(i, i + piece) as unknown as unknown[]);
  }
  return out;
}

// Malformed bytes become U+FFFD.
export function decodeUtf8(body: ArrayBuffer): string {
  const bytes = new Uint8Array(body);
  const text = binary(bytes);
  if (!/[^\x00-\x7f]/.test(text)) return text;
  try {
    return decoded(escaped(text));
  } catch {
    return library('buffer').Buffer.from(body).toString('utf8');
  }
}

export function encodeUtf8(text: string): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = library('buffer').Buffer.from(text, 'utf8');
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
