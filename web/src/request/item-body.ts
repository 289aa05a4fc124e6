// The body of an item. What another mode holds stays there when the mode is changed, as Postman leaves it.
import { type Body, type Item, type Pair, requestOf, withRequest } from './item';

export const languages = ['json', 'xml', 'html', 'text', 'javascript'] as const;
export type Language = (typeof languages)[number];
export type Mode = 'none' | 'raw' | 'urlencoded' | 'formdata' | 'file' | 'graphql';

export interface FormField extends Pair {
  type?: string; // "text" or "file"
  src?: string | string[] | null;
  contentType?: string;
}

export interface Graphql {
  query?: string;
  variables?: string;
  operationName?: string;
}

export function modeOf(item: Item): Mode {
  const { body } = requestOf(item);
  return !body?.mode || body.disabled ? 'none' : (body.mode as Mode);
}

function withBody(item: Item, change: Partial<Body>): Item {
  return withRequest(item, { body: { ...requestOf(item).body, ...change } });
}

function without<Name extends string>(item: Item, name: Name): Item {
  const { [name]: _, ...body } = requestOf(item).body ?? {};
  return withRequest(item, { body });
}

// Without a mode the body is switched off, not thrown away; an empty one goes.
export function withMode(item: Item, mode: Mode): Item {
  const { body, ...request } = requestOf(item);
  if (mode !== 'none') return body?.disabled ? without(withBody(item, { mode }), 'disabled') : withBody(item, { mode });
  const holds = body && Object.keys(body).some((name) => name !== 'mode' && name !== 'options' && name !== 'disabled');
  return holds ? withBody(item, { disabled: true }) : { ...item, request };
}

export function rawOf(item: Item): string {
  return requestOf(item).body?.raw ?? '';
}

// An editor knows one kind of line break; the text keeps the one that it had.
export function withRaw(item: Item, text: string): Item {
  return withBody(item, { raw: rawOf(item).includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text });
}

export function languageOf(item: Item): Language {
  const language = requestOf(item).body?.options?.raw?.language as Language | undefined;
  return language && languages.includes(language) ? language : 'text';
}

export function withLanguage(item: Item, language: Language): Item {
  const options = requestOf(item).body?.options;
  return withBody(item, { options: { ...options, raw: { ...options?.raw, language } } });
}

// In old files urlencoded fields may be one text.
export function fieldsOf(item: Item, mode: 'urlencoded' | 'formdata'): FormField[] {
  const fields = requestOf(item).body?.[mode];
  if (typeof fields !== 'string') return (fields as FormField[] | undefined | null) ?? [];
  return fields.split('&').filter(Boolean).map((field) => {
    const equals = field.indexOf('=');
    return equals < 0 ? { key: field, value: '' } : { key: field.slice(0, equals), value: field.slice(equals + 1) };
  });
}

export function withFields(item: Item, mode: 'urlencoded' | 'formdata', fields: FormField[]): Item {
  return withBody(item, { [mode]: fields });
}

export function fileOf(item: Item): string {
  const file = requestOf(item).body?.file;
  return typeof file === 'string' ? file : ((file as { src?: string } | undefined | null)?.src ?? '');
}

export function withFile(item: Item, src: string): Item {
  const file = requestOf(item).body?.file;
  return withBody(item, { file: typeof file === 'string' ? src : { ...(file as object | undefined), src } });
}

export function graphqlOf(item: Item): Graphql {
  return (requestOf(item).body?.graphql as Graphql | undefined) ?? {};
}

export function withGraphql(item: Item, change: Graphql): Item {
  return withBody(item, { graphql: { ...graphqlOf(item), ...change } });
}
