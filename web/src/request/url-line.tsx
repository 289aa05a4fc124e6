// The method, the URL, and the button that sends.
import { Button } from 'react-aria-components';
import { SearchChoice } from '../ui/search-choice';
import { CodeField } from './editor/code-field';
import { type Item, methodOf, withRequest } from './item';
import { urlText, withUrlText } from './item-url';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((id) => ({ id, label: id }));

interface UrlLineProps {
  item: Item;
  change: (item: Item) => void;
  sending: boolean;
  send: () => void;
  cancel: () => void;
  pasted: (text: string) => boolean;
}

export function UrlLine({ item, change, sending, send, cancel, pasted }: UrlLineProps) {
  return (
    <div className="url-line">
      <div className="method">
        <SearchChoice
          label="Method" name="method" free value={methodOf(item)} options={methods}
          change={(method) => method !== methodOf(item) && change(withRequest(item, { method: method.toUpperCase().replaceAll(/[^!#$%&'*+.^_`|~0-9A-Z-]/g, '') }))}
        />
      </div>
      <CodeField
        label="URL" placeholder="https://api.example.com/path, or a curl command" value={urlText(item)} entered={send} pasted={pasted}
        change={(text) => change(withUrlText(item, text))}
      />
      {sending ? (
        <Button onPress={cancel}>Cancel</Button>
      ) : (
        <Button className="main" onPress={send}>
          Send
        </Button>
      )}
    </div>
  );
}
