import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorDocument } from './json-shapes.ts';
import type { StartOptions } from '../helpers/mailroom-process.ts';
import { documentOf, readOutbox, type SendRig } from '../helpers/send-rig.ts';

export interface Refusal {
  readonly code: number | null;
  readonly error_code: string;
  readonly field: string | null;
  readonly message: string;
  readonly retriable: boolean;
}

/**
 * Runs a command that must be refused, and returns the refusal. Throws when anything else came of it: a message more or
 * less, half a file, a request to send, or words on stderr that are not those of the document.
 */
export async function refuse(rig: SendRig, args: readonly string[], options: StartOptions = {}): Promise<Refusal> {
  const before = readOutbox(rig.dataDir);
  const sent = rig.server.sent.length;
  const ended = await rig.run(args, options);
  const { error, correlationId } = errorDocument.parse(documentOf(ended));
  const { error_code, field, message, remediation, retriable } = error;
  const words = [message, remediation, `Details: ${error_code}, ${correlationId}`].map((line) => `${line}\n`).join('');
  if (!ended.stderr.endsWith(words)) throw new Error(`stderr says something else: ${ended.stderr}`);
  if (JSON.stringify(readOutbox(rig.dataDir)) !== JSON.stringify(before)) throw new Error('the outbox changed');
  if (rig.server.sent.length !== sent) throw new Error('something was sent');
  const half = join(rig.dataDir, 'blobs', 'tmp');
  if (existsSync(half) && readdirSync(half).length > 0) throw new Error('half a file was left');
  return { code: ended.code, error_code, field, message, retriable };
}
