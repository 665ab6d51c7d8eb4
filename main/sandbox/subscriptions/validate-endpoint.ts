import { randomUUID } from 'node:crypto';
import { badRequest } from '../http/graph-error.ts';

const timeoutMs = 10_000;

/** Asks an address whether it expects notifications: it must send the token back as plain text. Throws the 400 when not. */
export async function validateEndpoint(url: string): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const target = new URL(url);
  target.search = `${target.search === '' ? '?' : `${target.search}&`}${new URLSearchParams({ validationToken: token }).toString()}`;
  const answer = await ask(target);
  if (answer === null) throw badRequest('Subscription validation request timed out.', 'ValidationError');
  const { status, type, text } = answer;
  if (status !== 200)
    throw badRequest(
      'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
      'ValidationError',
    );
  if (!type.startsWith('text/plain') || text !== token)
    throw badRequest(
      'Subscription validation request failed. Must respond with the validation token as text/plain.',
      'ValidationError',
    );
}

/** Null when nothing came in time. */
async function ask(url: URL): Promise<{ status: number; type: string; text: string } | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return null;
    return { status: 0, type: '', text: '' };
  }
}
