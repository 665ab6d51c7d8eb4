/** What does the same in a terminal. More ids than a command line takes are left to the person. */
const mostIds = 200;

export function saveCommand(ids: readonly string[]): string {
  const shown = ids.slice(0, mostIds).join(' ');
  return `mailroom files save ${shown}${ids.length > mostIds ? ' …' : ''} --to .`;
}
