// A field of text with references in it: one line, or many.
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import { useContext, useEffect, useEffectEvent, useId, useMemo, useRef } from 'react';
import { smallestChange } from './change';
import { troubles } from './known';
import { setKnown } from './references';
import { type EditorLanguage, languageSupport, manyLines, oneLine, proposing, typing } from './set-up';
import { adoptEditorStyles } from './style-sheets';
import { SurroundingsContext } from './surroundings';

interface CodeFieldProps {
  label: string;
  value: string;
  change: (value: string) => void;
  language?: EditorLanguage; // with it: many lines
  placeholder?: string;
  masked?: boolean; // what is no reference is not shown
  entered?: () => void; // Enter, in one line
  pasted?: (text: string) => boolean; // true: that was no text for this field
  proposed?: readonly string[] | undefined; // texts that it completes, beside references
}

export function CodeField({ label, value, change, language, placeholder = '', masked, entered, pasted, proposed }: CodeFieldProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const typed = useRef(value); // the text as this editor knows it
  const { known, names } = useContext(SurroundingsContext);
  const namesNow = useRef(names);
  const why = useId();
  const parts = useMemo(() => ({ language: new Compartment(), attributes: new Compartment() }), []);
  const trouble = troubles(value, known);
  const attributes = () => EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', ...(trouble && { 'aria-describedby': why }) });

  const told = useEffectEvent((text: string) => {
    typed.current = text;
    change(text);
  });
  const enter = useEffectEvent(() => entered?.());
  const paste = useEffectEvent((text: string) => pasted?.(text) ?? false);
  const make = useEffectEvent(() => {
    const many = language !== undefined;
    return EditorState.create({
      doc: value,
      extensions: [
        typing(() => namesNow.current),
        many ? [manyLines, parts.language.of(languageSupport(language))] : [oneLine, keymap.of([{ key: 'Enter', run: () => (enter(), true) }])],
        placeholderText(placeholder),
        proposed ? proposing(proposed) : [],
        parts.attributes.of(attributes()),
        EditorView.domEventHandlers({
          paste(event) {
            if (!paste(event.clipboardData?.getData('text/plain') ?? '')) return false;
            event.preventDefault();
            return true;
          },
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((transaction) => transaction.isUserEvent('outside'))) told(update.state.doc.toString());
        }),
      ],
    });
  });

  useEffect(() => {
    adoptEditorStyles();
    const made = new EditorView({ state: make(), parent: host.current! });
    view.current = made;
    return () => made.destroy();
  }, []);
  useEffect(() => {
    if (value === typed.current) return;
    typed.current = value;
    const old = view.current!.state.doc.toString();
    const now = value.replaceAll('\r\n', '\n');
    if (old !== now) view.current!.dispatch({ changes: smallestChange(old, now), userEvent: 'outside' });
  }, [value]);
  useEffect(() => {
    namesNow.current = names;
  }, [names]);
  useEffect(() => view.current!.dispatch({ effects: setKnown.of(known) }), [known]);
  useEffect(() => {
    if (language !== undefined) view.current!.dispatch({ effects: parts.language.reconfigure(languageSupport(language)) });
  }, [language, parts]);
  const describe = useEffectEvent(() => view.current!.dispatch({ effects: parts.attributes.reconfigure(attributes()) }));
  useEffect(() => describe(), [label, trouble]);

  const hidden = masked && value !== '' && !value.includes('{{');
  return (
    <div className={`code ${language === undefined ? 'one-line' : 'many-lines'}${hidden ? ' masked' : ''}`}>
      <div ref={host} className="code-host" />
      {trouble && (
        <span id={why} className="unseen">
          {trouble}
        </span>
      )}
    </div>
  );
}
