import type { CompositionFile, Finding } from '../../../contract/compose.ts';

/** What a person can do about a finding, beside writing on. */
export type Fix =
  | { readonly kind: 'goTo'; readonly label: string; readonly field: 'to' | 'subject' | 'body' | 'files' }
  | { readonly kind: 'settings'; readonly label: string }
  | { readonly kind: 'attach'; readonly label: string }
  | { readonly kind: 'useNew'; readonly label: string }
  | { readonly kind: 'keep'; readonly label: string }
  | { readonly kind: 'remove'; readonly label: string }
  | { readonly kind: 'share'; readonly label: string; readonly file: number }
  | { readonly kind: 'tryAnyway'; readonly label: string };

export interface CheckItem {
  /** The same for the same complaint, so that it is said once. */
  readonly key: string;
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

const SHOWN = 3;

/** Over a limit: until that is answered, the files wait. */
export const sizeKinds: readonly Finding['kind'][] = ['tooLarge', 'overLearntLimit'];

/** At most three findings, worst first: what blocks, then in the order of the engine. `kept` were answered with Keep. */
export function readCheckLine(
  findings: readonly Finding[],
  kept: ReadonlySet<string> = new Set(),
  files: readonly CompositionFile[] = [],
): CheckItem[] {
  return findings
    .map((finding) => ({ key: `${finding.kind}:${finding.field ?? ''}`, finding, fixes: fixesOf(finding, files) }))
    .filter(({ key, finding }) => finding.blocks || !kept.has(key))
    .sort((a, b) => Number(b.finding.blocks) - Number(a.finding.blocks))
    .slice(0, SHOWN);
}

/** A message that is only begun is not wrong: what is merely missing is said once Send was pressed. */
export function withoutMissing(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ kind }) => !missing.includes(kind));
}

const missing: readonly Finding['kind'][] = ['noRecipient', 'badRecipient', 'unshownPicture', 'emptySubject'];

/** While files are still being copied, nobody can say that one of them is missing. */
export function withoutCopying(findings: readonly Finding[], isCopying: boolean): readonly Finding[] {
  return isCopying ? findings.filter(({ kind }) => !answeredByFiles.includes(kind)) : findings;
}

const answeredByFiles: readonly Finding['kind'][] = ['orphanImage', 'unshownPicture', 'forgottenAttachment'];

/** The file whose link would help most: the largest that is not one yet, and no picture of the text. */
export function largestToShare(files: readonly CompositionFile[]): CompositionFile | undefined {
  const shareable = files.filter(({ path, contentId }) => path !== 'link' && contentId === null);
  return shareable.toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0];
}

function shareFix(files: readonly CompositionFile[]): readonly Fix[] {
  const largest = largestToShare(files);
  return largest === undefined ? [] : [{ kind: 'share', label: `Share ${largest.name} as link`, file: largest.file }];
}

/** @testexport */
export function fixesOf(finding: Finding, files: readonly CompositionFile[] = []): readonly Fix[] {
  switch (finding.kind) {
    case 'noRecipient':
    case 'badRecipient':
    case 'tooManyRecipients':
    case 'internalOnly':
    case 'invalidRecipient':
    case 'deliveryRestricted':
    case 'mailboxFull':
    case 'newDomain':
      return [{ kind: 'goTo', label: 'Go to recipients', field: 'to' }];
    case 'tooLarge':
      return [...shareFix(files), { kind: 'goTo', label: 'Choose files', field: 'files' }];
    case 'overLearntLimit':
      return [
        ...shareFix(files),
        { kind: 'goTo', label: 'Choose files', field: 'files' },
        { kind: 'tryAnyway', label: 'Try anyway' },
      ];
    // Good to know, and nothing to do.
    case 'moderated':
    case 'automaticReply':
    case 'outsideMembers':
    case 'linkForInside':
      return [{ kind: 'keep', label: 'Understood' }];
    case 'sourceChanged':
      return [
        { kind: 'useNew', label: 'Use new' },
        { kind: 'keep', label: 'Keep the attached one' },
      ];
    case 'sourceMissing':
      return [
        { kind: 'keep', label: 'Keep the attached one' },
        { kind: 'remove', label: 'Remove' },
      ];
    case 'forgottenAttachment':
      return [{ kind: 'attach', label: 'Attach…' }];
    case 'unshownPicture':
      return [{ kind: 'remove', label: 'Remove' }];
    case 'unresolvedField':
      return [{ kind: 'goTo', label: fillInWords(finding), field: 'body' }];
    case 'orphanImage':
    case 'leftOut':
      return [{ kind: 'goTo', label: 'Go to text', field: 'body' }];
    case 'gateClosed':
      return [{ kind: 'settings', label: 'Open settings' }];
    case 'emptySubject':
      return [{ kind: 'goTo', label: 'Go to subject', field: 'subject' }];
  }
}

/** "Fill in customer_name": the engine names the variable in the field. */
function fillInWords({ field }: Finding): string {
  return `Fill in ${variableOf(field) ?? 'the text'}`;
}

/** The variable that a finding is about; null when it is about another thing. */
export function variableOf(field: string | null): string | null {
  return field?.startsWith('variable:') === true ? field.slice('variable:'.length) : null;
}

export type SendDecision =
  | { readonly kind: 'send' }
  /** Something blocks: it is said, and the cursor goes there. */
  | { readonly kind: 'blocked'; readonly by: CheckItem }
  /** Said once; the same findings do not stop the next press. */
  | { readonly kind: 'ask'; readonly saidKeys: ReadonlySet<string> };

/** What Send does now. `said` holds the findings that an earlier press already named. */
export function decideSend(items: readonly CheckItem[], said: ReadonlySet<string>): SendDecision {
  const by = items.find(({ finding }) => finding.blocks);
  if (by !== undefined) return { kind: 'blocked', by };
  const keys = items.map(({ key }) => key);
  if (keys.every((key) => said.has(key))) return { kind: 'send' };
  return { kind: 'ask', saidKeys: new Set([...said, ...keys]) };
}
