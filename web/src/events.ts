// What Coffer tells without being asked. The browser connects again by itself, and says which event was the last.
import { useEffect, useEffectEvent } from 'react';

type Name = 'agent' | 'answered' | 'connections' | 'console' | 'console-cleared' | 'folder' | 'question' | 'run' | 'settings' | 'sign-in' | 'vault';

let source: EventSource | undefined;

function stream(): EventSource {
  source ??= new EventSource('/events');
  return source;
}

export function useCofferEvent(name: Name, heard: (data: unknown) => void) {
  const told = useEffectEvent((event: MessageEvent<string>) => heard(JSON.parse(event.data)));
  useEffect(() => {
    const listener = (event: MessageEvent<string>) => told(event);
    stream().addEventListener(name, listener);
    return () => stream().removeEventListener(name, listener);
  }, [name]);
}

export function useConnected(changed: (connected: boolean) => void) {
  const told = useEffectEvent(changed);
  useEffect(() => {
    const open = () => told(true);
    const lost = () => told(false);
    stream().addEventListener('open', open);
    stream().addEventListener('error', lost);
    return () => {
      stream().removeEventListener('open', open);
      stream().removeEventListener('error', lost);
    };
  }, []);
}
