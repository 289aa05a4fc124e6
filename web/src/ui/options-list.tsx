// The list that drops down below a choice.
import { ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { Option } from './option';

interface OptionsListProps {
  label: string; // of the choice
  options?: readonly Option[];
  empty?: string | undefined;
  byId?: boolean; // the text of one that is chosen is its id
}

export function OptionsList({ label, options, empty, byId }: OptionsListProps) {
  return (
    <Popover className="drop-down">
      <section aria-label={`For ${label}`}>
        <ListBox className="options" {...(options && { items: options })} renderEmptyState={() => <p className="empty">{empty ?? 'Nothing to choose from.'}</p>}>
          {(option: Option) => (
            <ListBoxItem id={option.id} textValue={byId ? option.id : option.label}>
              {option.label} {option.detail && <span className="detail">{option.detail}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </section>
    </Popover>
  );
}
