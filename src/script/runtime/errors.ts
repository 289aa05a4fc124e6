// What a script threw, as reports have it: with Newman's words, and the script's own lines.
import { stringify } from './intrinsics';

// JavaScriptCore's messages → V8's, which Newman's users know. Only whole messages of the engine's own making match.
const wordings: [RegExp, (...parts: string[]) => string][] = [
  [/^Can't find variable: (.+)$/, (_, name) => `${name} is not defined`],
  [/^(undefined|null) is not an object \(evaluating '([^]*)'\)$/, (_, nothing, code) => accessOf(nothing!, code!)],
  [/^([^]+) is not a function\. \(In '[^]*', '[^]*' is [^]*\)$/, (_, callee) => `${printed(callee!)} is not a function`],
  [/^[^]+ is not a function \(near '\.\.\.[^]*? of ([^]*)\.\.\.'\)$/, (_, list) => `${printed(list!)} is not iterable`],
  [/^[^]+ is not a constructor \(evaluating 'new \([^]*'\)$/, () => '(intermediate value) is not a constructor'],
  [/^[^]+ is not a constructor \(evaluating 'new ([^(]+)[^]*'\)$/, (_, name) => `${name} is not a constructor`],
  [/^[^]+ is not an Object\. \(evaluating '(?:"|')([^]*)(?:"|') in ([^]*)'\)$/, (_, key, object) => `Cannot use 'in' operator to search for '${key}' in ${object!.replace(/^(["'])([^]*)\1$/, '$2')}`],
  [/^Right hand side of instanceof is not (an object|callable)$/, (_, what) => `Right-hand side of 'instanceof' is not ${what}`],
  [/^Invalid mix of BigInt and other type in .+$/, () => 'Cannot mix BigInt and other types, use explicit conversions'],
  [/^Cannot convert a symbol to a (string|number)$/, (_, type) => `Cannot convert a Symbol value to a ${type}`],
  [/^'super\(\)' must be called in derived constructor before accessing \|this\| or returning non-object\.$/,
    () => "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"],
  [/^Array length must be a positive integer of safe magnitude\.$/, () => 'Invalid array length'],
  [/^(to\w+)\(\) argument must be between (\d+ and \d+)$/, (_, name, range) => `${name}() ${name === 'toPrecision' ? '' : 'digits '}argument must be between ${range}`],
  [/^Invalid Date$/, () => 'Invalid time value'],
  [/^URI error$/, () => 'URI malformed'],
  [/^Left side of assignment is not a reference\.$/, () => 'Invalid left-hand side in assignment'],
  [/^Cannot use the keyword '(\w+)' as a lexical variable name\.$/, (_, word) => `Unexpected token '${word}'`],
  [/^Maximum call stack size exceeded\.$/, () => 'Maximum call stack size exceeded'],
  [/^Cannot declare an? \w+ variable(?: that shadows a let\/const\/class variable| twice): '(.+)'\.$/, (_, name) => `Identifier '${name}' has already been declared`],
  [/^Unexpected token '.+'\. const declared variable '.+' must have an initializer\.$/, () => 'Missing initializer in const declaration'],
  [/^Unexpected end of script$/, () => 'Unexpected end of input'],
  [/^Unexpected EOF$/, () => 'Invalid or unexpected token'],
  [/^(Unexpected (?:token|identifier|string literal) '[^]*?')\. [^]+$/, (_, part) => part!],
  [/^Unexpected number '.+'$/, () => 'Unexpected number'],
  [/^Unexpected (?:keyword|use of reserved word) '(\w+)'.*$/, (_, word) => `Unexpected token '${word}'`],
];

function accessOf(nothing: string, code: string): string {
  const set = /(?:\.([\w$]+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\])\s*=(?!=)/.exec(code);
  if (set) return `Cannot set properties of ${nothing} (setting '${set[1] ?? set[2] ?? set[3] ?? set[4]}')`;
  const read = /(?:\.([\w$]+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\])$/.exec(code);
  if (read) return `Cannot read properties of ${nothing} (reading '${read[1] ?? read[2] ?? read[3] ?? read[4]}')`;
  if (/[.\]]/.test(code)) return `Cannot read properties of ${nothing}`;
  return `${nothing} is not iterable (cannot read property Symbol(Symbol.iterator))`;
}

// As V8 prints an expression: what a call is given is left out.
function printed(code: string): string {
  let out = '', depth = 0;
  for (const each of code) {
    if (each === ')' && --depth === 0) out += '...)';
    else if (depth === 0) out += each;
    if (each === '(') ++depth;
  }
  return depth === 0 ? out : code;
}

export function worded(name: string, message: string): string {
  if (!/^(Type|Reference|Syntax|Range|URI)Error$/.test(name)) return message;
  for (const [pattern, word] of wordings) {
    const found = pattern.exec(message);
    if (found) return word(...found);
  }
  return message;
}

// A script's name in stacks, and how many columns stand before it on its first line.
export interface Origin {
  url: string;
  before: number;
}

function placed(line: string, { url, before }: Origin): string {
  const first = /^1:(\d+)$/.exec(line);
  return `${url}:${first ? `1:${Math.max(1, Number(first[1]) - before)}` : line}`;
}

// The lines of a stack that are the script's own, as "at test script of Folder / Request:3:7".
function ownLines(error: any, origin: Origin): string {
  const { url } = origin;
  let out = '';
  const mark = `@${url}:`;
  for (const line of String(error.stack ?? '').split('\n')) {
    const at = line.indexOf(mark);
    if (at < 0) continue;
    const name = line.slice(0, at);
    const place = placed(line.slice(at + mark.length), origin);
    out += `${out && '\n'}at ${name && name !== 'anonymous' ? `${name} (${place})` : place}`;
  }
  return out || (error.sourceURL === url && error.line ? `at ${url}:${error.line}` : '');
}

// { name, message, stack } as JSON. Whatever was thrown, even if it throws when looked at.
export function errorJson(thrown: any, origin: Origin, usualName = 'Error', usualMessage?: string): string {
  let name = usualName, message = usualMessage ?? '', stack = '';
  try {
    if (thrown !== null && (typeof thrown === 'object' || typeof thrown === 'function')) {
      if (thrown.name !== undefined) name = String(thrown.name);
      if (thrown.message !== undefined) message = worded(name, String(thrown.message));
      stack = ownLines(thrown, origin);
    } else if (usualMessage === undefined) {
      message = String(thrown);
    }
  } catch {
    message ||= 'an error that cannot be shown';
  }
  return `{"name":${stringify(name)},"message":${stringify(message)},"stack":${stringify(stack)}}`;
}
