import type { CompositionText } from '../../../contract/compose.ts';
import { MailroomError } from '../mailroom-error.ts';
import { readVariables } from './fill-template.ts';

/** Nothing leaves with a variable that nobody filled in (row C17). What is quoted is somebody else's. */
export function mustBeFilledIn({ subject, html }: Pick<CompositionText, 'subject' | 'html'>): void {
  const [name] = openVariables(subject, html);
  if (name === undefined) return;
  throw new MailroomError('validation_error', {
    message: `{{${name}}} is not filled in. Nothing was sent.`,
    remediation: 'Fill it in, or take it out.',
    field: 'html',
  });
}

/** Names of variables that stand in the subject or in somebody's own words, each once. */
export function openVariables(subject: string, html: string): readonly string[] {
  const words = html.replace(/<blockquote[\s\S]*?<\/blockquote>/gi, ' ').replace(/<[^>]*>/g, ' ');
  return readVariables(`${subject} ${words}`);
}
