// The console of scripts: each argument as text, as Newman prints it.
import { stringify } from './intrinsics';
import { library } from './modules';

// As Newman's cli reporter on a terminal of 80 columns.
const options = { depth: 25, maxArrayLength: 100, breakLength: 64 };

function functionText(value: Function): string {
  const type = value.constructor?.name || 'Function';
  return value.name ? `[${type}: ${value.name}]` : `[${type}]`;
}

// What JSON cannot say and teleport-javascript does not, as postman-sandbox has it.
function replacer(_: string, value: unknown): unknown {
  if (typeof value === 'function') return functionText(value);
  if (value instanceof WeakMap) return '[WeakMap]';
  if (value instanceof WeakSet) return '[WeakSet]';
  if (value instanceof ArrayBuffer) return `[ArrayBuffer { byteLength: ${value.byteLength} }]`;
  return value;
}

function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'undefined':
      return `${value}`;
    case 'bigint':
      return `${value}n`;
    case 'function':
      return functionText(value);
    case 'symbol':
      return String(value);
    default:
      return value === null ? 'null' : inspected(value);
  }
}

// Sent and read again, as on the way from postman-sandbox to Newman: toJSON and the like have their say.
function inspected(value: unknown): string {
  const { teleport, inspect } = library('inspect');
  const [copy] = teleport.parse(teleport.stringify([value], replacer));
  return typeof copy === 'string' ? copy : inspect(copy, options);
}

export function consoleFrame(level: string, values: unknown[]): string {
  let args = '';
  for (let i = 0; i < values.length; ++i) {
    let text;
    try {
      text = shown(values[i]);
    } catch (error) {
      text = `[cannot be shown: ${(error as Error)?.message}]`;
    }
    args += `${i ? ',' : ''}${stringify(text)}`;
  }
  return `{"type":"console","level":"${level}","args":[${args}]}`;
}
