import type { FileState, FileType } from '../../../contract/files.ts';
import type { InsertedFile, InsertedMessage } from '../../helpers/insert-file.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

export const benchMailboxes = ['orders', 'finance', 'projects'] as const;

const FIRST_MS = Date.parse('2023-11-20T00:00:00Z');
/** On average one file in 95 s: a million in three years. */
const MEAN_GAP_MS = 190_000;
const WORDS = 6_000;
const PEOPLE = 5_000;
const DOMAINS = 300;
const INLINE_SHARE = 0.18;
const COPY_SHARE = 0.1;

const office = [
  'invoice',
  'offer',
  'report',
  'contract',
  'minutes',
  'order',
  'plan',
  'drawing',
  'delivery',
  'statement',
];
const syllables =
  'an ba ber bo ca con da del di do en er fa for ga ge gra ha hi in ka ko la le lo ma mi mon na ne no or pa per pla po ra re ri ro sa se si so sta ta te ti to tra un va ve vi wa'.split(
    ' ',
  );
const extensions: readonly (readonly [string, FileType, number])[] = [
  ['pdf', 'pdf', 0.46],
  ['xlsx', 'sheet', 0.14],
  ['docx', 'document', 0.1],
  ['jpg', 'image', 0.1],
  ['zip', 'archive', 0.06],
  ['dwg', 'other', 0.04],
  ['txt', 'text', 0.04],
  ['eml', 'mail', 0.03],
  ['pptx', 'slides', 0.02],
  ['ics', 'calendar', 0.006],
  ['mp4', 'video', 0.003],
  ['exe', 'program', 0.001],
];
const rareStates: readonly FileState[] = ['queued', 'link', 'gone', 'needsYou'];

/** Mail of three mailboxes as offices get it: few words often and many seldom, threads, logos, the same file again. */
export function* believableMail(files: number, seed: number): Generator<InsertedMessage, void, void> {
  const random = seededRandom(seed);
  const uniform = (): number => random.uniform();
  const below = (count: number): number => Math.floor(uniform() * count);
  /** The first of a list a thousand times as often as the thousandth. */
  const early = <T>(list: readonly T[]): T => list[Math.floor(list.length ** uniform()) - 1] as T;
  const any = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const made = (): string => Array.from({ length: 2 + below(3) }, () => any(syllables)).join('');

  const words = [...office, ...Array.from({ length: WORDS }, made)];
  const domains = Array.from({ length: DOMAINS }, () => `${made()}.example`);
  const people = Array.from({ length: PEOPLE }, () => {
    const [first, last] = [made(), made()];
    return { name: `${capital(first)} ${capital(last)}`, address: `${first}.${last}@${early(domains)}` };
  });

  function pickExtension(): readonly [string, FileType] {
    let left = uniform();
    for (const [extension, type, share] of extensions) {
      left -= share;
      if (left <= 0) return [extension, type];
    }
    return ['bin', 'other'];
  }

  function nextFile(number: number, receivedAtMs: number): InsertedFile {
    const isInline = uniform() < INLINE_SHARE;
    const isCopy = uniform() < COPY_SHARE;
    const [extension, type] = isInline ? (['png', 'image'] as const) : pickExtension();
    const date = new Date(receivedAtMs).toISOString().slice(0, 10);
    const names = [
      `image${String(1 + below(9)).padStart(3, '0')}`,
      `${early(words)}_${early(words)} ${below(3000)}`,
      `${capital(early(words))}${capital(early(words))}`,
      `${date} ${early(words)}`,
      `scan${date.replaceAll('-', '')}${below(1_000_000)}`,
    ];
    return {
      name: `${(isInline ? names[0] : names[1 + below(4)]) ?? ''}.${extension}`,
      type,
      state: uniform() < 0.997 ? 'stored' : any(rareStates),
      content: isInline ? `logo ${below(400)}` : `file ${isCopy ? below(number) : number}`,
      sizeBytes: Math.floor(Math.exp(6 + uniform() * 9 + (uniform() < 0.05 ? 3 : 0))),
      isInline,
      hasCopies: isInline || isCopy,
    };
  }

  let receivedAtMs = FIRST_MS;
  let left = files;
  while (left > 0) {
    receivedAtMs += 1 + below(2 * MEAN_GAP_MS);
    const from = early(people);
    const mailbox = any(benchMailboxes);
    const first = files - left;
    const count = Math.min(1 + below(3), left);
    const attachments = Array.from({ length: count }, (_, index) => nextFile(first + index, receivedAtMs));
    left -= count;
    yield {
      account: `bench:${mailbox}`,
      subject: Array.from({ length: 2 + below(4) }, () => early(words)).join(' '),
      fromName: from.name,
      fromAddress: from.address,
      to: [`${mailbox}@sandbox.example`, ...Array.from({ length: below(4) }, () => early(people).address)],
      receivedAtMs,
      files: attachments,
    };
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
