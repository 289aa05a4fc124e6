// What came of something that was imported.
export interface Outcome {
  from: string; // the file's name, or what it was
  told: string;
  mend?: string;
  failed: boolean;
  notes: string[];
}

// All went well, with nothing to say about it: one line for the edge of the page. Else undefined: it wants a window.
export function inOneLine(outcomes: readonly Outcome[]): string | undefined {
  if (outcomes.some((each) => each.failed || each.notes.length > 0)) return undefined;
  return outcomes.map((each) => `${each.from}: ${each.told.charAt(0).toLowerCase()}${each.told.slice(1)}.`).join(' ');
}
