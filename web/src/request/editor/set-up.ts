// What an editor is made of.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { xml } from '@codemirror/lang-xml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { completeFrom, completeReferences, type Names } from './complete';
import { references } from './references';

export type EditorLanguage = 'json' | 'xml' | 'html' | 'javascript' | 'text';

export function languageSupport(language: EditorLanguage): Extension {
  if (language === 'json') return json();
  if (language === 'javascript') return javascript();
  return language === 'text' ? [] : xml();
}

// Completion, colours, undo: of every field in which one types.
export function typing(names: () => Names): Extension {
  const source = { autocomplete: completeReferences(names) }; // one, so that the editor knows it again
  return [
    history(),
    references,
    autocompletion({ icons: false }),
    EditorState.languageData.of(() => [source]),
    keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}

export function proposing(texts: readonly string[]): Extension {
  const source = { autocomplete: completeFrom(texts) };
  return EditorState.languageData.of(() => [source]);
}

// A pasted text loses its line breaks; nothing else brings one in.
export const oneLine: Extension = [
  EditorView.clipboardInputFilter.of((text) => text.trim().replaceAll(/\r?\n\s*/g, ' ')),
  EditorState.transactionFilter.of((transaction) => (transaction.docChanged && transaction.newDoc.lines > 1 ? [] : transaction)),
];

export const manyLines: Extension = [
  lineNumbers(),
  foldGutter(),
  syntaxHighlighting(classHighlighter),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  indentUnit.of('  '),
  search({ top: true }),
  highlightSelectionMatches(),
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...foldKeymap]),
];

// To read and search only; highlighted where it is not too long for that.
export function reading(language: EditorLanguage, wrapped: boolean): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(true), // so that it takes the focus, and keys scroll it
    lineNumbers(),
    keymap.of([...foldKeymap, ...defaultKeymap]),
    language === 'text' ? [] : [foldGutter(), languageSupport(language), syntaxHighlighting(classHighlighter), bracketMatching()],
    wrapped ? EditorView.lineWrapping : [],
  ];
}
