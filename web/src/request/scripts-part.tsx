// What runs before the request and after its response.
import { Choice } from '../ui/choice';
import { useState } from 'react';
import { CodeField } from './editor/code-field';
import type { Item } from './item';
import { type Listen, scriptOf, withScript } from './item-script';

export function ScriptsPart({ item, change }: { item: Item; change: (item: Item) => void }) {
  const [listen, setListen] = useState<Listen>(scriptOf(item, 'prerequest') === '' ? 'test' : 'prerequest');
  const mark = (which: Listen) => (scriptOf(item, which) === '' ? '' : ' •');
  return (
    <div className="part filling">
      <div className="part-bar">
        <Choice<Listen>
          label="Script" unseenLabel value={listen} change={setListen}
          options={[{ id: 'prerequest', label: `Before the request${mark('prerequest')}` }, { id: 'test', label: `After the response${mark('test')}` }]}
        />
        <span className="help">
          JavaScript, with <code>pm</code>
        </span>
      </div>
      <CodeField
        key={listen} label={listen === 'test' ? 'Script after the response' : 'Script before the request'} language="javascript"
        value={scriptOf(item, listen)} change={(text) => change(withScript(item, listen, text))}
      />
    </div>
  );
}
