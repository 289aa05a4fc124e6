// Something that several parts of the page know and change: who uses it is drawn again when it changes.
import { useSyncExternalStore } from 'react';

export class Store<State> {
  private readonly listeners = new Set<() => void>();

  constructor(private state: State) {}

  get = (): State => this.state;

  set = (state: State) => {
    this.state = state;
    for (const listener of this.listeners) listener();
  };

  use = (): State => useSyncExternalStore(this.subscribe, this.get);

  private subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
