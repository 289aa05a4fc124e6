// Marks what was found, as far as it is seen.
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { placeAfter } from './find';

interface Found {
  places: readonly number[];
  length: number;
  current: number; // index
}

export const setFound = StateEffect.define<Found>();

const found = StateField.define<Found>({
  create: () => ({ places: [], length: 0, current: -1 }),
  update: (before, { effects }) => effects.find((effect) => effect.is(setFound))?.value ?? before,
});

const mark = Decoration.mark({ class: 'found' });
const currentMark = Decoration.mark({ class: 'found current' });

function marked(view: EditorView): DecorationSet {
  const { places, length, current } = view.state.field(found);
  const ranges = [];
  for (const { from, to } of view.visibleRanges) {
    const first = placeAfter(places, from);
    for (let at = first; at < places.length && places[at]! + length <= to && places[at]! >= from; ++at)
      ranges.push((at === current ? currentMark : mark).range(places[at]!, places[at]! + length));
  }
  return Decoration.set(ranges);
}

export const foundMarks = [
  found,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = marked(view);
      }
      update(update: ViewUpdate) {
        const told = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(setFound)));
        if (told || update.docChanged || update.viewportChanged) this.decorations = marked(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];
