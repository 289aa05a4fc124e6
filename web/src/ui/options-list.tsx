// The list that drops down below a choice. What it lies in gives it its name.
import { ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { Option } from './option';

export function OptionsList({ options, empty }: { options?: readonly Option[]; empty?: string | undefined }) {
  return (
    <Popover className="drop-down">
      <ListBox className="options" {...(options && { items: options })} renderEmptyState={() => <p className="empty">{empty ?? 'Nothing to choose from.'}</p>}>
        {(option: Option) => (
          <ListBoxItem id={option.id} textValue={`${option.label} ${option.detail ?? ''}`}>
            <Text slot="label">{option.label}</Text>
            {option.detail && (
              <Text slot="description" className="detail">
                {option.detail}
              </Text>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}
