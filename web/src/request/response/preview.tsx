// A response as a browser shows it, in a frame that has nothing: no scripts, no network, no forms, no way out. An empty `sandbox` takes these (HTML, "the
// iframe element"), and a srcdoc document inherits the page's Content-Security-Policy (CSP3, 7.1), which lets nothing be loaded from elsewhere.
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api';
import { tried } from '../../ui/tried';
import type { SentResponse } from '../sent';
import { harmless } from './harmless';
import type { SavedFile } from './save-file';

export function HtmlPreview({ html }: { html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    frame.current!.srcdoc = harmless(html);
  }, [html]);
  return <iframe ref={frame} className="preview" title="Preview of the response" sandbox="" />;
}

export function ImagePreview({ response }: { response: SentResponse }) {
  const [source, setSource] = useState<string>();
  useEffect(() => {
    let wanted = true;
    void tried(async () => {
      const { base64, text, type } = await call<SavedFile>('responses/save', { response: response.number });
      const data = base64 === undefined ? `data:${type},${encodeURIComponent(text ?? '')}` : `data:${type};base64,${base64}`;
      if (wanted) setSource(data);
    });
    return () => {
      wanted = false;
    };
  }, [response.number]);
  return <div className="preview image">{source && <img src={source} alt="The response" />}</div>;
}
