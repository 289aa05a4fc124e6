// The secrets, with what one does to them.
import { useMemo, useState } from 'react';
import {
  Button, Cell, Column, Input, Menu, MenuItem, MenuTrigger, Popover, Row, SearchField, type SortDescriptor, Switch, Table, TableBody, TableHeader,
} from 'react-aria-components';
import { call, CallError } from '../api';
import { notify } from '../ui/notices';
import { chosen, type Secret, shownValue, type SortKey } from './secret';
import { SecretWindow } from './secret-window';
import { useRevealed } from './use-revealed';

export function SecretTable({ secrets, changed }: { secrets: Secret[]; changed: () => void }) {
  const [words, setWords] = useState('');
  const [sort, setSort] = useState<SortDescriptor>({ column: 'name', direction: 'ascending' });
  const [edited, setEdited] = useState<Secret | 'new'>();
  const revealed = useRevealed();
  const rows = useMemo(
    () => chosen(secrets, words, sort.column as SortKey, sort.direction === 'descending'),
    [secrets, words, sort],
  );

  async function tried(work: () => Promise<void>) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      notify({ text: `${error.problem.what} ${error.problem.mend}` });
    }
    changed();
  }
  const remove = ({ name }: Secret) =>
    tried(async () => {
      const { undo } = await call<{ undo: number }>('secrets/remove', { name });
      notify({ text: `“${name}” is removed.`, undo: () => void tried(async () => void (await call('secrets/restore', { undo }))) });
    });
  const act = (secret: Secret, action: string) => {
    if (action === 'edit') setEdited(secret);
    if (action === 'remove') void remove(secret);
    if (action === 'reveal') void tried(() => revealed.show(secret.name));
    if (action === 'copy') void tried(() => revealed.copy(secret.name));
  };

  return (
    <>
      <header className="bar">
        <h2>Vault</h2>
        <SearchField className="search" aria-label="Search secrets" value={words} onChange={setWords}>
          <Input placeholder="Search" />
        </SearchField>
        <Button className="main" onPress={() => setEdited('new')}>
          Add secret
        </Button>
      </header>
      <Table aria-label="Secrets" className="grid secrets" sortDescriptor={sort} onSortChange={setSort}>
        <TableHeader>
          <Column id="name" isRowHeader allowsSorting>Name</Column>
          <Column id="value">Value</Column>
          <Column id="allowed_domains" allowsSorting>Allowed domains</Column>
          <Column id="enabled">On</Column>
          <Column id="more"><span className="unseen">Actions</span></Column>
        </TableHeader>
        <TableBody
          renderEmptyState={() =>
            secrets.length > 0 ? (
              <p className="empty">No secret holds “{words}”.</p>
            ) : (
              <p className="empty">
                The vault is empty. Add a secret, then write <code>{'{{vault:its-name}}'}</code> where a request needs it.
              </p>
            )
          }
        >
          {rows.map((secret) => (
            <Row key={secret.name} id={secret.name} className={secret.enabled ? 'secret' : 'secret off'}>
              <Cell>{secret.name}</Cell>
              <Cell className="value">
                {secret.link && <span className="badge plain">{secret.link.provider}</span>}
                {revealed.values.get(secret.name) ?? shownValue(secret)}
              </Cell>
              <Cell>{secret.allowed_domains || 'any'}</Cell>
              <Cell>
                <Switch
                  aria-label={`${secret.name} on`}
                  isSelected={secret.enabled}
                  onChange={(enabled) => void tried(async () => void (await call('secrets/edit', { name: secret.name, enabled })))}
                >
                  <span className="track" aria-hidden="true" />
                </Switch>
              </Cell>
              <Cell>
                <MenuTrigger>
                  <Button aria-label={`Actions on ${secret.name}`} className="quiet">⋯</Button>
                  <Popover className="drop-down">
                    <Menu onAction={(action) => act(secret, String(action))}>
                      <MenuItem id="edit">Edit</MenuItem>
                      {!secret.link && <MenuItem id="reveal">{revealed.values.has(secret.name) ? 'Hide value' : 'Reveal value'}</MenuItem>}
                      {!secret.link && <MenuItem id="copy">Copy value</MenuItem>}
                      <MenuItem id="remove">Remove</MenuItem>
                    </Menu>
                  </Popover>
                </MenuTrigger>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {edited && (
        <SecretWindow
          secret={edited === 'new' ? undefined : edited}
          close={() => setEdited(undefined)}
          saved={() => {
            setEdited(undefined);
            changed();
          }}
        />
      )}
    </>
  );
}
