import type { PatternFile } from '../../../main/core/files/name-pattern.ts';

/** A stored file, for what is made of its name. */
export function sampleFile(
  changes: { [Key in keyof PatternFile]?: PatternFile[Key] | string | null } = {},
): PatternFile {
  return {
    name: 'plans.pdf',
    kind: 'file',
    type: 'pdf',
    contentType: 'application/pdf',
    from: 'orders@sandbox.example',
    fromName: 'Orders (sandbox)',
    mailbox: 'finance@sandbox.example',
    subject: 'Re: Plans 11/2026',
    sha256: 'ab'.repeat(32),
    receivedAt: '2026-11-21T23:05:09.000Z',
    ...changes,
  } as PatternFile;
}
