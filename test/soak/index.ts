/** `npm run soak -- NAME [options]`: the large counts of one promise. Ends with 1 when anything failed. */
const soaks: Readonly<Record<string, () => Promise<{ soak(args: readonly string[]): Promise<boolean> }>>> = {
  send: () => import('./send.ts'),
  cancel: () => import('./cancel.ts'),
  ingest: () => import('./ingest.ts'),
  webhook: () => import('./webhook.ts'),
  merge: () => import('./merge.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const chosen = soaks[name];
if (chosen === undefined) {
  process.stderr.write(`Name one of: ${Object.keys(soaks).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const program = await chosen();
  process.exitCode = (await program.soak(args)) ? 0 : 1;
}
