/** What a person can hand on when a screen crashed: where, when and what, and nothing that they wrote. */
export function describeCrash(thrown: unknown, place: string, atMs: number, componentStack: string): string {
  const name = thrown instanceof Error ? `${thrown.name}${messageOf(thrown)}` : typeof thrown;
  const at = thrown instanceof Error ? framesOf(thrown) : '';
  const lines = [
    `Screen: ${place}`,
    `Time: ${new Date(atMs).toISOString()}`,
    `Error: ${name}`,
    at,
    componentStack.trim(),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Of these errors the message names our own code; another may quote what it stumbled over. */
function messageOf(error: Error): string {
  return error instanceof TypeError || error instanceof ReferenceError ? `: ${error.message}` : '';
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s*at |@/.test(line) && /:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim())
    .join('\n');
}
