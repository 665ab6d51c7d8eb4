/** An engine with its listener open, following the Inbox of a tenant; prints a line when notifications are asked for. */
import { openEngine } from '../../main/engine.ts';

const [dataDir = ''] = process.argv.slice(2);
const engine = await openEngine(
  {
    env: process.env,
    dataDir,
    log: () => undefined,
    startSandbox: () => Promise.reject(new Error('the benchmark starts the tenant')),
  },
  { work: true, listen: true },
);
const [account] = await engine.client.accounts.list({});
if (account === undefined) throw new Error('there is no account');
await engine.client.ingest.follow({ account: account.id, folder: 'inbox', scope: { kind: 'fromNow' } });
for await (const { folders } of await engine.client.ingest.status({})) {
  const [inbox] = folders;
  if (inbox?.phase === 'steady' && inbox.notificationsUntil !== null) break;
}
process.stdout.write('ready\n');
for await (const event of await engine.client.ingest.watch({})) process.stdout.write(`${event.kind}\n`);
