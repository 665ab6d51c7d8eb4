import type { Composition, CompositionText } from '../../../contract/compose.ts';
import type { OutboxRow, Schedule } from '../../../contract/outbox.ts';
import type { Fault } from '../../app/fault.ts';
import type { IncomingFile } from '../files/incoming-files.ts';
import { emptyRecipientField, textsOf, type RecipientField } from '../recipients/recipient-field.ts';
import type { AutosaveState } from './autosave.ts';

export const recipientFields = ['to', 'cc', 'bcc'] as const;
export type RecipientFieldName = (typeof recipientFields)[number];

/** What a message may carry beyond its words. */
export type MessageOptions = Omit<CompositionText, RecipientFieldName | 'subject' | 'html'>;

function optionsOf({
  to: _to,
  cc: _cc,
  bcc: _bcc,
  subject: _subject,
  html: _html,
  ...options
}: CompositionText): MessageOptions {
  return options;
}

/** Everything that Write shows of one message: what the engine said last, and what this window knows beyond it. */
export interface DraftState {
  readonly composition: Composition;
  readonly fields: Readonly<Record<RecipientFieldName, RecipientField>>;
  readonly subject: string;
  readonly html: string;
  readonly options: MessageOptions;
  /** Grows when the text came from outside, so that the editor takes it over. */
  readonly textVersion: number;
  readonly saving: AutosaveState;
  /** The same message as another window left it; null unless the two differ. */
  readonly conflict: Composition | null;
  readonly incoming: readonly IncomingFile[];
  /** Send was pressed once: from then on incomplete counts as a finding. */
  readonly wasPressed: boolean;
  /** Findings that were said, and those that a person chose to live with. */
  readonly said: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
  /** For when it was to leave as the findings were said: the next press means the same. Null: at once. */
  readonly askedFor: Schedule | null;
  readonly sending: 'no' | 'waitsForCopies' | 'submitting';
  readonly fault: Fault | null;
  /** The file whose link waits for the permission to use OneDrive; null when none does. */
  readonly linkWish: number | null;
  /** Set once: the message is in the outbox. */
  readonly sent: OutboxRow | null;
}

export function openState(composition: Composition): DraftState {
  return {
    composition,
    fields: { to: emptyRecipientField, cc: emptyRecipientField, bcc: emptyRecipientField },
    subject: composition.text.subject,
    html: composition.text.html,
    options: optionsOf(composition.text),
    textVersion: 0,
    saving: 'saved',
    conflict: null,
    incoming: [],
    wasPressed: false,
    said: new Set(),
    kept: new Set(),
    askedFor: null,
    sending: 'no',
    fault: null,
    linkWish: null,
    sent: null,
  };
}

/** The text as it is saved: nothing that stands on the screen is left out. */
export function textOf({ fields, subject, html, options }: DraftState): CompositionText {
  return {
    to: textsOf(fields.to),
    cc: textsOf(fields.cc),
    bcc: textsOf(fields.bcc),
    subject,
    html,
    ...options,
  };
}

export function isSameText(a: CompositionText, b: CompositionText): boolean {
  return a.html === b.html && headOf(a) === headOf(b);
}

function headOf(text: CompositionText): string {
  const head = Object.entries(text).filter(([name]) => name !== 'html');
  return JSON.stringify(head.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
