// The columns of a run's table.
import { sizeText } from '../request/sent';
import type { LongColumn } from '../ui/long-table';
import type { RunItem } from './runs';
import { duration } from './times';

const all: readonly (LongColumn<RunItem> & { width: string })[] = [
  { id: 'iteration', label: 'Iteration', width: '72px', number: true, cell: (item) => item.iteration + 1 },
  { id: 'method', label: 'Method', width: '64px', cell: (item) => item.method },
  { id: 'name', label: 'Name', width: 'minmax(120px, 1fr)', cell: (item) => [...item.folders, item.name].join(' / ') },
  { id: 'status', label: 'Status', width: '64px', cell: (item) => (item.skipped ? 'skipped' : item.status || (item.error ? 'error' : '')) },
  { id: 'tests', label: 'Tests', width: '92px', cell: testsOf },
  { id: 'time', label: 'Time', width: '72px', number: true, cell: (item) => (item.status ? duration(item.time_ms) : '') },
  { id: 'size', label: 'Size', width: '72px', number: true, cell: (item) => (item.status ? sizeText(item.size) : '') },
];

function testsOf({ passed, failed }: RunItem): string {
  if (failed > 0) return `${failed} of ${passed + failed} failed`;
  return passed > 0 ? `${passed} passed` : '';
}

const least = ['name', 'status', 'tests', 'iteration'];

// `few`: where details stand beside them.
export const itemColumns = (iterations: boolean, few: boolean) =>
  all.filter((column) => (iterations || column.id !== 'iteration') && (!few || least.includes(column.id)));
export const itemWidths = (columns: readonly { id: string }[]) => columns.map(({ id }) => all.find((each) => each.id === id)!.width).join(' ');
