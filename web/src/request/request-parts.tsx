// What a request is made of, a tab each. A folder has auth and scripts only.
import { type BarTab, TabBar } from '../ui/tab-bar';
import { AuthPart } from './auth-part';
import { BodyPart } from './body-part';
import type { Draft } from './draft';
import { headerNames } from './header-names';
import { headersOf, type Item, requestOf, withRequest } from './item';
import { authType } from './item-auth';
import { modeOf } from './item-body';
import { scriptOf } from './item-script';
import { queryOf } from './item-url';
import { PairTable } from './pair-table';
import { ParamsPart } from './params-part';
import { ScriptsPart } from './scripts-part';
import { SettingsPart } from './settings-part';

interface RequestPartsProps {
  draft: Draft;
  change: (item: Item) => void;
  front: string;
  show: (part: string) => void;
}

export function RequestParts({ draft, change, front, show }: RequestPartsProps) {
  const { item } = draft;
  const isRequest = item.request !== undefined;
  const on = (rows: readonly { disabled?: boolean }[]) => rows.filter((row) => !row.disabled).length;
  const auth = isRequest ? requestOf(item).auth : item.auth;
  const some = item.event?.some((event) => scriptOf(item, event.listen === 'test' ? 'test' : 'prerequest').trim() !== '') ?? false;
  const tabs: BarTab[] = [
    { id: 'auth', label: label('Auth', !['inherit', 'noauth'].includes(authType(auth))), content: <AuthPart draft={draft} change={change} /> },
    { id: 'scripts', label: label('Scripts', some), content: <ScriptsPart item={item} change={change} /> },
  ];
  if (isRequest) {
    tabs.unshift(
      { id: 'params', label: label('Params', on(queryOf(item))), content: <ParamsPart item={item} change={change} /> },
      { id: 'headers', label: label('Headers', on(headersOf(item))), content: <HeadersPart item={item} change={change} /> },
    );
    tabs.splice(3, 0, { id: 'body', label: label('Body', modeOf(item) !== 'none'), content: <BodyPart item={item} change={change} /> });
    tabs.push({ id: 'settings', label: label('Settings', item.protocolProfileBehavior !== undefined), content: <SettingsPart item={item} change={change} /> });
  }
  const there = tabs.some(({ id }) => id === front);
  return <TabBar label="Parts of the request" tabs={tabs} front={there ? front : tabs[0]!.id} show={show} />;
}

function label(name: string, holds: number | boolean) {
  return (
    <>
      {name}
      {holds === true && <span className="holds" role="img" aria-label="in use" />}
      {typeof holds === 'number' && holds > 0 && <span className="count">{holds}</span>}
    </>
  );
}

function HeadersPart({ item, change }: { item: Item; change: (item: Item) => void }) {
  return (
    <div className="part">
      <PairTable
        label="Header" rows={headersOf(item)} made={{ key: '', value: '' }} keys={headerNames} change={(header) => change(withRequest(item, { header }))}
      />
    </div>
  );
}
