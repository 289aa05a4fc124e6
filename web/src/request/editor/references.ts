// Colours each {{…}} by how it stands, and says why on hover.
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, hoverTooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type Known, referencesIn, stateWords } from './known';

export const setKnown = StateEffect.define<Known>();

const knownField = StateField.define<Known>({
  create: () => new Map(),
  update: (known, { effects }) => effects.find((effect) => effect.is(setKnown))?.value ?? known,
});

const marks = new Map<string, Decoration>();

function mark(state: string): Decoration {
  const made = marks.get(state) ?? Decoration.mark({ class: `reference is-${state}` });
  marks.set(state, made);
  return made;
}

// Only what is seen: a text may have megabytes.
function coloured(view: EditorView): DecorationSet {
  const known = view.state.field(knownField);
  const ranges = view.visibleRanges.flatMap(({ from, to }) =>
    referencesIn(view.state.sliceDoc(from, to)).map((found) => mark(known.get(found.name)?.state ?? 'unknown').range(from + found.from, from + found.to)),
  );
  return Decoration.set(ranges, true);
}

const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = coloured(view);
    }
    update(update: ViewUpdate) {
      const told = update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(setKnown)));
      if (told || update.docChanged || update.viewportChanged) this.decorations = coloured(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const reasons = hoverTooltip((view, position) => {
  const line = view.state.doc.lineAt(position);
  if (line.length > kLongLine) return null;
  const found = referencesIn(line.text).find(({ from, to }) => line.from + from <= position && position <= line.from + to);
  const fact = found && view.state.field(knownField).get(found.name);
  if (!found || !fact) return null;
  return {
    pos: line.from + found.from,
    end: line.from + found.to,
    create() {
      const dom = document.createElement('div');
      dom.className = 'reference-tip';
      const state = document.createElement('strong');
      state.textContent = `${stateWords[fact.state]}:`;
      dom.append(state, ` ${fact.why}`);
      return { dom };
    },
  };
});

const kLongLine = 100_000; // characters

export const references: Extension = [knownField, colours, reasons];
