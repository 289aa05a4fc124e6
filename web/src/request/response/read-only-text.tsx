// A text to read and search, of any size: only what is seen is drawn.
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { type EditorLanguage, reading } from '../editor/set-up';
import { adoptEditorStyles } from '../editor/style-sheets';
import { kMostFound, placeAfter, placesOf } from './find';
import { foundMarks, setFound } from './found-marks';

interface ReadOnlyTextProps {
  label: string;
  text: string;
  language: EditorLanguage;
  wrapped: boolean;
}

const kPause = 200; // ms between the last stroke and the search

export function ReadOnlyText({ label, text, language, wrapped }: ReadOnlyTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const parts = useMemo(() => new Compartment(), []);
  const lines = useMemo(() => text.replaceAll(/\r\n?/g, '\n'), [text]); // as the editor counts
  const find = useRef<HTMLInputElement>(null);
  const make = useEffectEvent(() =>
    EditorState.create({
      doc: lines,
      extensions: [
        keymap.of([{ key: 'Mod-f', run: () => (find.current?.focus(), true) }]),
        parts.of(reading(language, wrapped)),
        foundMarks,
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
      ],
    }),
  );
  useEffect(() => {
    adoptEditorStyles();
    const made = new EditorView({ state: make(), parent: host.current! });
    view.current = made;
    return () => made.destroy();
  }, [lines]);
  const drawn = useRef({ language, wrapped });
  useEffect(() => {
    if (drawn.current.language === language && drawn.current.wrapped === wrapped) return;
    drawn.current = { language, wrapped };
    view.current!.dispatch({ effects: parts.reconfigure(reading(language, wrapped)) });
  }, [language, wrapped, parts]);
  return (
    <div className="read-only">
      <FindBar text={lines} input={find} view={() => view.current!} />
      <div className="code many-lines">
        <div ref={host} className="code-host" />
      </div>
    </div>
  );
}

interface FindBarProps {
  text: string;
  input: React.RefObject<HTMLInputElement | null>;
  view: () => EditorView;
}

function FindBar({ text, input, view }: FindBarProps) {
  const [words, setWords] = useState('');
  const [found, setFoundPlaces] = useState<{ words: string; places: readonly number[]; current: number }>();

  function show(places: readonly number[], current: number, sought: string) {
    setFoundPlaces({ words: sought, places, current });
    const place = places[current];
    const length = sought.length;
    view().dispatch({
      effects: [setFound.of({ places, length, current }), ...(place === undefined ? [] : [EditorView.scrollIntoView(place, { y: 'center' })])],
      ...(place !== undefined && { selection: { anchor: place, head: place + length } }),
    });
  }
  const search = useEffectEvent(() => {
    if (words === (found?.words ?? '')) return;
    const places = placesOf(text, words);
    show(places, places.length === 0 ? -1 : placeAfter(places, view().state.selection.main.from), words);
  });
  useEffect(() => {
    const timer = setTimeout(() => search(), kPause);
    return () => clearTimeout(timer);
  }, [words]);
  const step = (by: number) => {
    if (words !== (found?.words ?? '')) search();
    else if (found && found.places.length > 0) show(found.places, (found.current + by + found.places.length) % found.places.length, found.words);
  };
  const many = found?.places.length ?? 0;
  return (
    <div className="find">
      <SearchField className="search" aria-label="Find in the response" value={words} onChange={setWords}>
        <Input
          ref={input} placeholder="Find"
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          }}
        />
      </SearchField>
      <span role="status" className="help">
        {found && found.words !== '' && (many === 0 ? 'None' : `${found.current + 1} of ${many}${many === kMostFound ? '+' : ''}`)}
      </span>
      <Button className="quiet" aria-label="Previous" isDisabled={many === 0} onPress={() => step(-1)}>
        ↑
      </Button>
      <Button className="quiet" aria-label="Next" isDisabled={many === 0} onPress={() => step(1)}>
        ↓
      </Button>
    </div>
  );
}
