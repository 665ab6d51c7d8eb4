import type { AccountId } from '../../../contract/ids.ts';
import type { RecipientSuggestion, RecipientToken } from '../../../contract/recipients.ts';
import { readFault } from '../../app/fault.ts';
import type { Connection } from '../../client/connection.ts';
import type { RecipientFieldName } from '../draft/draft-state.ts';
import { keyOf, type Elsewhere, type RecipientField, type RecipientFieldChange } from './recipient-field.ts';

export interface RecipientDeskParts {
  readonly compose: Pick<Connection['client']['compose'], 'readRecipients'>;
  readonly recipients: Connection['client']['recipients'];
  readonly account: AccountId;
  readonly fields: () => Readonly<Record<RecipientFieldName, RecipientField>>;
  readonly change: (name: RecipientFieldName, change: RecipientFieldChange) => void;
  /** What was changed is to be saved. */
  readonly changed: () => void;
}

/** What the engine does for the lines of recipients. Each refusal stands as words below its line. */
export interface RecipientDesk {
  /** Makes tokens of a text. What was saved before comes as it is; what a person adds, each once in the message. */
  read(name: RecipientFieldName, text: string, from: 'person' | 'saved'): Promise<void>;
  /** Of those that are not named yet. */
  suggest(text: string): Promise<readonly RecipientSuggestion[]>;
  choose(name: RecipientFieldName, token: RecipientToken): void;
  forget(name: RecipientFieldName, address: string): Promise<void>;
  /** The members of a group in place of it. */
  expand(name: RecipientFieldName, key: string): Promise<void>;
  undo(name: RecipientFieldName): Promise<void>;
}

export const fieldLabels: Readonly<Record<RecipientFieldName, string>> = { to: 'To', cc: 'Cc', bcc: 'Bcc' };
const SHOWN = 8;
/** Asked for beyond what is shown, because some are named already. */
const ASKED = 20;

export function createRecipientDesk(parts: RecipientDeskParts): RecipientDesk {
  const { account } = parts;

  function elsewhere(name: RecipientFieldName): Elsewhere {
    const others = Object.entries(parts.fields()).filter(([other]) => other !== name);
    return new Map(others.flatMap(([other, { tokens }]) => tokens.map(({ key }) => [key, labelOf(other)] as const)));
  }

  function note(name: RecipientFieldName, text: string): void {
    parts.change(name, { kind: 'noted', note: { text, undo: null } });
  }

  /** Says why, where the engine refuses. */
  async function explained(name: RecipientFieldName, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      const { error } = readFault(thrown);
      note(name, `${error.message} ${error.remediation}`);
    }
  }

  return {
    async read(name, text, from) {
      if (text.trim() === '') return;
      parts.change(name, { kind: 'handedOver', text });
      try {
        const recipients = await parts.compose.readRecipients({ account, text });
        parts.change(name, { kind: 'read', text, recipients, elsewhere: from === 'saved' ? null : elsewhere(name) });
      } catch {
        parts.change(name, { kind: 'notRead', text });
      }
      parts.changed();
    },

    async suggest(text) {
      const found = await parts.recipients.suggest({ account, text, limit: ASKED });
      const named = new Set(Object.values(parts.fields()).flatMap(({ tokens }) => tokens.map(({ key }) => key)));
      return found.filter(({ token }) => !named.has(keyOf(token))).slice(0, SHOWN);
    },

    choose(name, token) {
      parts.change(name, { kind: 'chosen', token, elsewhere: elsewhere(name) });
      parts.changed();
    },

    forget: (name, address) =>
      explained(name, async () => {
        await parts.recipients.forget({ account, address });
        const text = `${address} is not suggested any more.`;
        parts.change(name, { kind: 'noted', note: { text, undo: { kind: 'restore', address } } });
      }),

    expand: (name, key) =>
      explained(name, async () => {
        const token = parts.fields()[name].tokens.find((one) => one.key === key);
        if (token === undefined || token.address === null) return;
        const found = await parts.recipients.expandGroup({ account, address: token.address });
        parts.change(name, { kind: 'expanded', key, ...found, elsewhere: elsewhere(name) });
        parts.changed();
      }),

    undo: (name) =>
      explained(name, async () => {
        const undo = parts.fields()[name].note?.undo ?? null;
        if (undo === null) return;
        if (undo.kind === 'collapse') {
          parts.change(name, { kind: 'collapsed', group: undo.group, members: undo.members });
          parts.changed();
          return;
        }
        await parts.recipients.restore({ account, address: undo.address });
        note(name, `${undo.address} is suggested again.`);
      }),
  };
}

function labelOf(name: string): string {
  return name === 'to' || name === 'cc' || name === 'bcc' ? fieldLabels[name] : name;
}
