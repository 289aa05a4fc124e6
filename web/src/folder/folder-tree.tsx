// The collections as a tree.
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, Collection, type Key, ListLayout, Tree, TreeItem, TreeItemContent, Virtualizer } from 'react-aria-components';
import { useOpenTabs } from '../request/open-tabs';
import { MenuButton } from '../ui/menu-button';
import { readCollection, useFolder } from './folder';
import { setOpenRows, toggleRow, useOpenRows } from './open-rows';
import { holders, type RowAction, rowActions, rowsOf, type TreeRow } from './rows';
import { placeOf } from './tree';
import { useItemDrag } from './use-item-drag';

interface FolderTreeProps {
  search: string;
  act: (row: TreeRow, action: RowAction) => void;
}

export function FolderTree({ search, act }: FolderTreeProps) {
  const { folder, collections, problems } = useFolder();
  const files = folder?.files;
  const rows = useMemo(() => rowsOf(files ?? [], collections, problems, search), [files, collections, problems, search]);
  const expansion = useExpansion(rows, search);
  useReading(expansion.open, search);
  const dragAndDropHooks = useItemDrag();
  const tree = useRef<HTMLDivElement>(null);

  const open = useMemo(() => new Set(expansion.open), [expansion.open]); // what is closed is not even made

  const find = (key: string) => rowAt(rows, key);
  // The row's menu, by the right button or the keyboard's menu key.
  const showMenu = (event: React.MouseEvent) => {
    const row = (event.target as Element).closest('[role="row"]');
    const button = row?.querySelector<HTMLElement>('[aria-haspopup]');
    if (!button) return;
    event.preventDefault();
    button.click();
  };
  const byKey = (event: React.KeyboardEvent) => {
    const action = ({ F2: 'rename', Delete: 'remove' } as const)[event.key];
    const row = (event.target as Element).matches('[role="row"]') && find((event.target as HTMLElement).dataset.key ?? '');
    if (!action || !row || (row.problem && action === 'rename')) return;
    event.preventDefault();
    event.stopPropagation();
    act(row, action);
  };

  const holds = (row: TreeRow) => row.kind !== 'request' && !row.problem;
  const draw = (row: TreeRow) => (
    <TreeItem
      id={row.key} textValue={row.name} className="tree-row" hasChildItems={holds(row)}
      onAction={() => (row.kind === 'request' ? act(row, 'open') : expansion.toggle(row.key))}
    >
      <TreeItemContent>
        <Row row={row} act={act} />
      </TreeItemContent>
      {open.has(row.key) ? (
        <Collection items={row.children} dependencies={[open]}>
          {draw}
        </Collection>
      ) : (
        holds(row) && <Unseen of={row.key} />
      )}
    </TreeItem>
  );

  return (
    <div className="tree-place" ref={tree} onContextMenu={showMenu} onKeyDownCapture={byKey}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 27 }}>
        <Tree
          aria-label="Collections"
          className="tree"
          items={rows}
          dependencies={[open]}
          expandedKeys={expansion.open}
          onExpandedChange={(keys) => expansion.change([...keys].map(String))}
          dragAndDropHooks={dragAndDropHooks}
          renderEmptyState={() => <Empty search={search} />}
        >
          {draw}
        </Tree>
      </Virtualizer>
    </div>
  );
}

function Empty({ search }: { search: string }) {
  return search ? (
    <p className="empty">Nothing holds “{search}”.</p>
  ) : (
    <p className="empty">No collection in this folder. Import one from Postman, paste a cURL command, or begin a new one.</p>
  );
}

// In what is closed. Without an item in it, react-aria (1.22) takes a row for one that cannot be opened, whatever `hasChildItems` says: not by the arrow
// keys, and a screen reader does not hear that it is closed.
function Unseen({ of }: { of: string }) {
  return (
    <TreeItem id={`${of} unseen`} textValue="">
      <TreeItemContent>{null}</TreeItemContent>
    </TreeItem>
  );
}

function Row({ row, act }: { row: TreeRow; act: FolderTreeProps['act'] }) {
  const { tabs, front } = useOpenTabs();
  const shown = tabs.find((tab) => tab.id === front);
  const inFront = shown?.collection === row.path && shown.at === row.at;
  return (
    <div className={inFront ? 'tree-cell in-front' : 'tree-cell'}>
      <Button slot="drag" className="grip">
        <span aria-hidden="true">⠿</span>
      </Button>
      {row.kind === 'request' && <span className={`row-method ${row.method ?? 'GET'}`}>{short(row.method ?? 'GET')}</span>}
      {row.kind !== 'request' && (
        <Button slot="chevron" className={row.problem ? 'twist none' : 'twist'}>
          <span className="chevron" aria-hidden="true" />
        </Button>
      )}
      <span className={row.kind === 'collection' ? 'row-name top' : 'row-name'}>{row.name}</span>
      {row.problem && <span className="row-problem">{row.problem}</span>}
      <MenuButton label={`Actions on ${row.name}`} actions={rowActions(row)} act={(action) => act(row, action as RowAction)} />
    </div>
  );
}

const short = (method: string) => ({ DELETE: 'DEL', OPTIONS: 'OPT', PROPFIND: 'PROPF' })[method] ?? method.slice(0, 5);

function rowAt(rows: readonly TreeRow[], key: string): TreeRow | undefined {
  for (const row of rows) {
    const found = row.key === key ? row : rowAt(row.children, key);
    if (found) return found;
  }
  return undefined;
}

// A search shows all that it finds; what one closes meanwhile is closed until the next.
function useExpansion(rows: readonly TreeRow[], search: string) {
  const kept = useOpenRows();
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set());
  useEffect(() => setClosed(new Set()), [search]);
  const all = useMemo(() => holders(rows), [rows]);
  const found = useMemo(() => all.filter((key) => !closed.has(key)), [all, closed]);
  // Drawn rows may be older than the last change: `toggle` looks at what is now.
  if (!search) return { open: kept, change: setOpenRows, toggle: toggleRow };
  return {
    open: found,
    change: (keys: string[]) => setClosed(new Set(all.filter((key) => !keys.includes(key)))),
    toggle: (key: string) => setClosed((now) => new Set(now.has(key) ? [...now].filter((each) => each !== key) : [...now, key])),
  };
}

// Collections are read once somebody looks into them; a search looks into all.
function useReading(open: readonly string[], search: string) {
  const { folder, collections, problems } = useFolder();
  const wanted = (folder?.files ?? [])
    .filter((file) => file.kind === 'collection' && !file.problem && !collections.has(file.path) && !problems.has(file.path))
    .filter((file) => search !== '' || open.some((key) => placeOf(key).path === file.path))
    .map((file) => file.path)
    .join('\n');
  useEffect(() => {
    if (wanted) for (const path of wanted.split('\n')) void readCollection(path);
  }, [wanted]);
}
