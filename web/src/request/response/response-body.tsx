// The body: laid out, as it came, or as a browser would show it.
import { useEffect, useMemo, useState } from 'react';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { callText, CallError, type Problem } from '../../api';
import { Words } from '../../ui/field';
import { notify } from '../../ui/notices';
import { Check } from '../../ui/toggle';
import { tried } from '../../ui/tried';
import type { SentResponse } from '../sent';
import { longestLine } from './find';
import { HtmlPreview, ImagePreview } from './preview';
import { ReadOnlyText } from './read-only-text';
import { saveFile } from './save-file';

type View = 'pretty' | 'raw' | 'preview';
const viewNames: Record<View, string> = { pretty: 'Pretty', raw: 'Raw', preview: 'Preview' };
const kLongestWrapped = 50_000; // characters of a line: the editor takes seconds to wrap longer ones
const kMostHighlighted = 2_000_000; // characters; more are shown plain

function viewsOf({ language }: SentResponse): View[] {
  if (language === 'image') return ['preview', 'raw'];
  if (language === 'html') return ['pretty', 'raw', 'preview'];
  return language === 'json' || language === 'xml' ? ['pretty', 'raw'] : ['raw'];
}

export function ResponseBody({ response }: { response: SentResponse }) {
  const views = viewsOf(response);
  const [view, setView] = useState<View>(views[0]!);
  const [wrapped, setWrapped] = useState(response.language !== 'json');
  const [body, problem] = useBody(response.number, view === 'pretty' ? 'pretty' : 'raw', response.language === 'image' && view === 'preview');
  const wrappable = useMemo(() => body === undefined || longestLine(body) <= kLongestWrapped, [body]);
  if (response.size === 0) return <p className="empty">The response has no body.</p>;
  return (
    <div className="response-body">
      <div className="part-bar">
        {views.length > 1 && (
          <ToggleButtonGroup
            className="segments" aria-label="View" selectionMode="single" disallowEmptySelection selectedKeys={[view]}
            onSelectionChange={(chosen) => setView([...chosen][0] as View)}
          >
            {views.map((each) => (
              <ToggleButton key={each} id={each} className="segment">
                {viewNames[each]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        {view !== 'preview' && (
          <Check on={wrapped && wrappable} change={setWrapped} disabled={!wrappable}>
            {wrappable ? 'Wrap' : 'Too long a line to wrap'}
          </Check>
        )}
        <span className="push" />
        {body !== undefined && <Button onPress={() => void tried(() => copyText(body))}>Copy</Button>}
        <Button onPress={() => void tried(() => saveFile('responses/save', { response: response.number }))}>Save to file</Button>
        <Button onPress={() => void tried(() => saveFile('requests/har', { response: response.number }))}>HAR</Button>
      </div>
      {response.body_cut && <p className="warning">The body was longer; the rest of it was not kept.</p>}
      {problem && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      {view === 'preview' && response.language === 'image' && <ImagePreview response={response} />}
      {view === 'preview' && response.language === 'html' && body !== undefined && <HtmlPreview html={body} />}
      {view !== 'preview' && body !== undefined && (
        <ReadOnlyText
          key={view} label="Response body" text={body} wrapped={wrapped && wrappable}
          language={body.length > kMostHighlighted || response.language === 'image' || response.language === 'binary' ? 'text' : response.language}
        />
      )}
    </div>
  );
}

// The text in that view; not asked for where nothing shows it.
function useBody(response: number, view: 'pretty' | 'raw', unneeded: boolean): [string | undefined, Problem | undefined] {
  const [read, setRead] = useState<{ view: string; text?: string; problem?: Problem }>();
  useEffect(() => {
    if (unneeded) return;
    let wanted = true;
    callText('responses/body', { response, view }).then(
      (text) => wanted && setRead({ view, text }),
      (error: unknown) => {
        if (!(error instanceof CallError)) throw error;
        if (wanted) setRead({ view, problem: error.problem });
      },
    );
    return () => {
      wanted = false;
    };
  }, [response, view, unneeded]);
  return read?.view === view ? [read.text, read.problem] : [undefined, undefined];
}

async function copyText(text: string) {
  await navigator.clipboard.writeText(text);
  notify({ text: 'The body is copied.' });
}
