// One open request: what is edited of it, and what came back.
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { call, CallError, inWords } from '../api';
import { useCofferEvent } from '../events';
import { useChosen } from '../folder/chosen';
import { notify } from '../ui/notices';
import { SplitPane } from '../ui/split-pane';
import { tried } from '../ui/tried';
import { closeOpen } from './close-open';
import type { Draft } from './draft';
import { changeDraft, draftNow } from './drafts';
import { knownOf } from './editor/known';
import { SurroundingsContext } from './editor/surroundings';
import { type Item, requestOf } from './item';
import { load, reload, save } from './load';
import { type OpenTab, openTab } from './open-tabs';
import { RequestHead } from './request-head';
import { RequestParts } from './request-parts';
import { ResponsePane } from './response/response-pane';
import { SaveAsWindow } from './save-as-window';
import { cancelSend, sendFrom, useSend } from './sends';
import { UrlLine } from './url-line';
import { useLook } from './use-look';
import { useNames } from './use-names';
import { VariablesPane } from './variables-pane';

export function RequestTab({ tab, draft, variables }: { tab: OpenTab; draft: Draft; variables: boolean }) {
  const chosen = useChosen();
  const place = useMemo(() => ({ ...placeOf(tab), ...chosen }), [tab, chosen]);
  const looked = useLook(draft.item, place);
  const names = useNames(place);
  const known = useMemo(() => knownOf(looked.look), [looked.look]);
  const surroundings = useMemo(() => ({ known, names }), [known, names]);
  const send = useSend(tab.id);
  const [part, setPart] = useState('params');
  const [savingAs, setSavingAs] = useState(false);
  const { item } = draft;

  const change = (next: Item) => changeDraft(tab.id, (now) => ({ ...now, item: next }));
  const sendNow = () => void sendFrom(tab.id, draftNow(tab.id)!.item, place);
  const saveNow = (force = false) => {
    if (tab.collection === undefined) return setSavingAs(true);
    void tried(async () => {
      if (await save(tab, draftNow(tab.id)!, force)) notify({ text: `“${item.name}” is saved.` });
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === 's') saveNow();
    else if (event.key === 'Enter' && item.request !== undefined) sendNow();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const acts: Record<string, () => void> = {
    'save-as': () => setSavingAs(true),
    curl: () => void tried(async () => copy((await call<{ text: string }>('requests/curl', { item, ...place })).text)),
    reload: () => void tried(() => reload(tab)),
    close: () => closeOpen(tab, draft),
  };

  return (
    <SurroundingsContext value={surroundings}>
      <section className={variables ? 'request with-variables' : 'request'} aria-label={item.name} onKeyDownCapture={keys}>
        <div className="request-main">
          <RequestHead draft={draft} stands={tab.collection !== undefined} change={change} save={() => saveNow()} act={(id) => acts[id]?.()} />
          {draft.elsewhere && <Elsewhere reload={acts.reload!} overwrite={() => saveNow(true)} />}
          {item.request === undefined ? (
            <RequestParts draft={draft} change={change} front={part} show={setPart} />
          ) : (
            <>
              <UrlLine
                item={item} change={change} sending={send.name !== undefined} send={sendNow} cancel={() => void tried(() => cancelSend(tab.id))}
                pasted={(text) => takesCurl(text, item, change)}
              />
              <SplitPane
                label="Height of the request" kept="request" upright start={45}
                first={<RequestParts draft={draft} change={change} front={part} show={setPart} />}
                second={<ResponsePane key={tab.id} send={send} collection={tab.collection} />}
              />
            </>
          )}
        </div>
        {variables && <VariablesPane looked={looked} />}
      </section>
      {savingAs && <SaveAsWindow tab={tab} draft={draft} close={() => setSavingAs(false)} />}
    </SurroundingsContext>
  );
}

// Reads it first, and again whenever its file has changed.
export function LoadedTab({ tab, draft, variables }: { tab: OpenTab; draft: Draft | undefined; variables: boolean }) {
  const [problem, setProblem] = useState<string>();
  const read = async () => {
    try {
      await load(tab);
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(inWords(error.problem));
    }
  };
  useEffect(() => void read(), [tab.id, tab.collection, tab.at]);
  useCofferEvent('folder', () => void read());
  if (draft) return <RequestTab tab={tab} draft={draft} variables={variables} />;
  return problem ? (
    <p role="alert" className="empty problem">
      {problem}
    </p>
  ) : (
    <p className="empty">Reading …</p>
  );
}

function placeOf({ collection, at }: OpenTab) {
  return { ...(collection !== undefined && { collection }), ...(at !== undefined && { at }) };
}

async function copy(text: string) {
  await navigator.clipboard.writeText(text);
  notify({ text: 'The curl command is copied; references stand in it as they are.' });
}

// A curl command becomes the request: this one if nothing is in it yet, else one beside it.
function takesCurl(text: string, item: Item, change: (item: Item) => void): boolean {
  if (!/^\s*curl\s/.test(text)) return false;
  void tried(async () => {
    const { item: read, notes } = await call<{ item?: Item; notes: string[] }>('folder/import', { text });
    if (!read) return;
    const { url, body } = requestOf(item);
    if (!url && !body) change({ ...item, ...read, name: item.name });
    else openTab({}, read);
    if (notes.length > 0) notify({ text: notes.join(' ') });
  });
  return true;
}

function Elsewhere({ reload: again, overwrite }: { reload: () => void; overwrite: () => void }) {
  return (
    <div role="alert" className="elsewhere">
      <p>The file has another version of this by now. Nothing has been written.</p>
      <Button onPress={again}>Take the file’s</Button>
      <Button onPress={overwrite}>Save mine over it</Button>
    </div>
  );
}
