// Completes {{ with the variables in reach and {{vault: with the names of secrets.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { LookVariable } from './known';

export interface Names {
  variables: readonly LookVariable[];
  secrets: readonly string[];
}

// The name, and the closing braces unless they are there.
function put(name: string) {
  return (view: EditorView, _completion: Completion, from: number, to: number) => {
    const closed = /^\s*\}\}/.exec(view.state.sliceDoc(to, to + 10));
    const end = to + (closed?.[0].length ?? 0);
    view.dispatch({ changes: { from, to: end, insert: `${name}}}` }, selection: { anchor: from + name.length + 2 }, userEvent: 'input.complete' });
  };
}

export function completions({ variables, secrets }: Names): Completion[] {
  return [
    ...variables.map((variable) => ({
      label: variable.name, detail: variable.source, ...(variable.value && { info: variable.value }), type: 'variable', apply: put(variable.name),
      ...(variable.source === 'dynamic' && { boost: -50 }), // after the user's own
    })),
    ...secrets.map((name) => ({ label: `vault:${name}`, detail: 'vault', type: 'constant', apply: put(`vault:${name}`) })),
  ];
}

export function completeReferences(names: () => Names) {
  return (context: CompletionContext): CompletionResult | null => {
    const open = context.matchBefore(/\{\{[^{}\n]*$/);
    if (!open) return null;
    return { from: open.from + 2, options: completions(names()), validFor: /^[^{}\n]*$/ };
  };
}

// A whole field that is one of some texts.
export function completeFrom(texts: readonly string[]) {
  const options = texts.map((label) => ({ label }));
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/^[\w-]+$/);
    return word || context.explicit ? { from: word?.from ?? context.pos, options, validFor: /^[\w-]*$/ } : null;
  };
}
