// The secrets, with what one does to them.
import { useMemo, useState } from 'react';
import { Button, Cell, Column, Input, Row, SearchField, type SortDescriptor, Table, TableBody, TableHeader } from 'react-aria-components';
import { call } from '../api';
import { Badge } from '../ui/badge';
import { MenuButton } from '../ui/menu-button';
import { notify } from '../ui/notices';
import { Toggle } from '../ui/toggle';
import { tried } from '../ui/tried';
import { EmptyVault } from './empty-vault';
import { chosen, type Secret, type SortKey } from './secret';
import { type Shown, VaultWindows } from './vault-windows';
import { type Revealed, useRevealed } from './use-revealed';
import { ValueCell } from './value-cell';
import { lockVault, lookAtVault } from './vault-state';

const change = (work: () => Promise<void>) => tried(work).then(lookAtVault);

const remove = ({ name }: Secret) =>
  change(async () => {
    const { undo } = await call<{ undo: number }>('secrets/remove', { name });
    notify({ text: `“${name}” is deleted.`, undo: () => void change(async () => void (await call('secrets/restore', { undo }))) });
  });

const switchOn = ({ name }: Secret, enabled: boolean) => change(async () => void (await call('secrets/edit', { name, enabled })));

function actionsOn(secret: Secret, revealed: Revealed) {
  const local = [
    { id: 'reveal', label: revealed.values.has(secret.name) ? 'Hide value' : 'Reveal value' },
    { id: 'copy', label: 'Copy value' },
    { id: 'link', label: 'Link to an external vault…' },
  ];
  const linked = [
    { id: 'details', label: 'Details and test…' },
    { id: 'link', label: 'Change the link…' },
    { id: 'unlink', label: 'Unlink…' },
  ];
  return [{ id: 'edit', label: 'Edit' }, ...(secret.link ? linked : local), { id: 'reference', label: 'Copy reference' }, { id: 'remove', label: 'Delete', danger: true }];
}

export function SecretTable({ secrets }: { secrets: Secret[] }) {
  const [words, setWords] = useState('');
  const [sort, setSort] = useState<SortDescriptor>({ column: 'name', direction: 'ascending' });
  const [shown, setShown] = useState<Shown>();
  const revealed = useRevealed();
  const rows = useMemo(() => chosen(secrets, words, sort.column as SortKey, sort.direction === 'descending'), [secrets, words, sort]);

  const act = (secret: Secret, action: string) => {
    if (action === 'edit' || action === 'link' || action === 'unlink' || action === 'details') setShown({ window: action, name: secret.name });
    if (action === 'remove') void remove(secret);
    if (action === 'reveal') void tried(() => revealed.show(secret.name));
    if (action === 'copy') void tried(() => revealed.copy(secret.name));
    if (action === 'reference') void navigator.clipboard.writeText(`{{vault:${secret.name}}}`);
  };
  const begin = (action: string) => {
    if (action === 'lock') void lockVault();
    else setShown({ window: action as 'add' | 'import' | 'export' });
  };

  return (
    <>
      <header className="bar">
        <h2>Vault</h2>
        <SearchField className="search" aria-label="Search secrets" value={words} onChange={setWords}>
          <Input placeholder="Search" />
        </SearchField>
        <MenuButton
          label="More of the vault"
          act={begin}
          actions={[
            { id: 'import', label: 'Import…' },
            { id: 'export', label: 'Export…', disabled: secrets.length === 0 },
            { id: 'lock', label: 'Lock now' },
          ]}
        >
          More
        </MenuButton>
        <Button className="main" onPress={() => begin('add')}>
          Add secret
        </Button>
      </header>
      {secrets.length === 0 ? (
        <EmptyVault begin={begin} />
      ) : (
        <Table aria-label="Secrets" className="grid secrets" sortDescriptor={sort} onSortChange={setSort}>
          <TableHeader>
            <Column id="name" className="secrets-head name-column" isRowHeader allowsSorting>Name</Column>
            <Column id="value" className="secrets-head" allowsSorting>Value</Column>
            <Column id="allowed_domains" className="secrets-head domains-column" allowsSorting>Allowed domains</Column>
            <Column id="scripts" className="secrets-head scripts-column" allowsSorting>Scripts</Column>
            <Column id="enabled" className="secrets-head on-column" allowsSorting>On</Column>
            <Column id="more" className="secrets-head more-column"><span className="unseen">Actions</span></Column>
          </TableHeader>
          <TableBody renderEmptyState={() => <p className="empty">No secret holds “{words}”.</p>}>
            {rows.map((secret) => (
              <Row key={secret.name} id={secret.name} className={secret.enabled ? 'secret' : 'secret off'}>
                <Cell>{secret.name}</Cell>
                <Cell className="value-cell-outer">
                  <ValueCell secret={secret} revealed={revealed.values.get(secret.name)} act={(action) => act(secret, action)} />
                </Cell>
                <Cell>{secret.allowed_domains || <span className="detail">any</span>}</Cell>
                <Cell className="scripts-cell">{secret.scripts === 'never' ? <Badge tone="warning">never</Badge> : <span className="detail">if granted</span>}</Cell>
                <Cell className="on-cell">
                  <Toggle label={`${secret.name} on`} on={secret.enabled} change={(on) => void switchOn(secret, on)} />
                </Cell>
                <Cell className="more-cell">
                  <MenuButton label={`Actions on ${secret.name}`} actions={actionsOn(secret, revealed)} act={(action) => act(secret, action)} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <VaultWindows shown={shown} secrets={secrets} close={() => setShown(undefined)} />
    </>
  );
}
