import { useState, type ReactElement } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useStore } from 'zustand';
import { keysOf } from '../../app/use-shortcut.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Toggle } from '../../ui/Toggle.tsx';
import type { DraftSession } from '../draft/draft-session.ts';
import { readCategories } from './option-words.ts';
import './options.css';

const degrees = [
  { value: 'low', words: 'Low' },
  { value: 'normal', words: 'Normal' },
  { value: 'high', words: 'High' },
] as const;

interface MessageOptionsMenuProps {
  readonly session: DraftSession;
  readonly onCopyCommand: () => void;
}

/** What a message may ask for beyond its words: a quiet button beside Send. */
export function MessageOptionsMenu({ session, onCopyCommand }: MessageOptionsMenuProps): ReactElement {
  return (
    <DialogTrigger>
      <AriaButton className="button button-quiet">Options</AriaButton>
      <Popover className="popover" placement="top start" offset={6}>
        <Dialog className="popover-body message-options">
          <Heading slot="title">Options of this message</Heading>
          <OptionFields session={session} />
          <Button look="quiet" keys={keysOf('copyCommand')} onPress={onCopyCommand}>
            Copy as command
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function OptionFields({ session }: { readonly session: DraftSession }): ReactElement {
  const options = useStore(session.store, (state) => state.options);
  const [categories, setCategories] = useState(options.categories.join(', '));
  const [replyTo, setReplyTo] = useState(options.replyTo.join('; '));
  return (
    <>
      <Choice
        label="Importance"
        value={options.importance}
        options={degrees}
        onChange={(importance) => session.setOptions({ importance })}
      />
      <Toggle
        isOn={options.requestReadReceipt}
        onChange={(requestReadReceipt) => session.setOptions({ requestReadReceipt })}
      >
        Ask for a read receipt
      </Toggle>
      <Toggle
        isOn={options.requestDeliveryReceipt}
        onChange={(requestDeliveryReceipt) => session.setOptions({ requestDeliveryReceipt })}
      >
        Ask for a delivery receipt
      </Toggle>
      <p className="field-description">Whether a receipt comes is up to the recipients and their mail servers.</p>
      <Toggle isOn={options.asText === true} onChange={(asText) => session.setOptions({ asText })}>
        Send as plain text
      </Toggle>
      <p className="field-description">
        Lists, tables and links stay readable; letters lose their looks, and pictures become files.
      </p>
      <Field
        label="Categories"
        description="As in Outlook, with commas between. Only your own copy shows them."
        value={categories}
        onChange={(typed) => {
          setCategories(typed);
          session.setOptions({ categories: readCategories(typed) });
        }}
      />
      <Field
        label="Answers go to"
        description="An address of its own, where answers are not for the sender."
        value={replyTo}
        onChange={(typed) => {
          setReplyTo(typed);
          session.setOptions({ replyTo: typed.trim() === '' ? [] : [typed.trim()] });
        }}
      />
    </>
  );
}
