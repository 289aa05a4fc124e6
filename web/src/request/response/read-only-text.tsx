// A text to read and search, of any size: only what is seen is drawn.
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { openSearchPanel } from '@codemirror/search';
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { Button } from 'react-aria-components';
import { type EditorLanguage, reading } from '../editor/set-up';
import { adoptEditorStyles } from '../editor/style-sheets';

interface ReadOnlyTextProps {
  label: string;
  text: string;
  language: EditorLanguage;
  wrapped: boolean;
}

export function ReadOnlyText({ label, text, language, wrapped }: ReadOnlyTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const parts = useMemo(() => new Compartment(), []);
  const make = useEffectEvent(() =>
    EditorState.create({ doc: text, extensions: [parts.of(reading(language, wrapped)), EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' })] }),
  );
  useEffect(() => {
    adoptEditorStyles();
    const made = new EditorView({ state: make(), parent: host.current! });
    view.current = made;
    return () => made.destroy();
  }, [text]);
  useEffect(() => view.current!.dispatch({ effects: parts.reconfigure(reading(language, wrapped)) }), [language, wrapped, parts]);
  return (
    <div className="code many-lines read-only">
      <Button className="quiet find" onPress={() => openSearchPanel(view.current!)}>
        Find
      </Button>
      <div ref={host} className="code-host" />
    </div>
  );
}
