import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { sendReply } from '../http/reply.ts';
import { readBody } from '../http/read-body.ts';
import { settle } from '../mail/settle.ts';
import { deleteFaults, insertFault, listFaults } from '../store/faults.ts';
import { listRequests, listViolations } from '../store/request-log.ts';
import { deleteSetting, writeSetting } from '../store/settings.ts';
import type { Switchboard } from '../switches.ts';
import type { Tenant } from '../tenant.ts';
import { createFolder, expireDelta, moveToFolder, removeMessage, touchOne } from './change-mailbox.ts';
import { deliverInbound } from './deliver-inbound.ts';
import { deliverMime } from './deliver-mime.ts';
import { faultRule, randomFaults } from './fault-schema.ts';
import { generateMail } from './generate-mail.ts';
import { generatedMail, inboundMail } from './inbound-schema.ts';
import { listMailboxes } from './list-mailboxes.ts';
import { listReceived } from './list-received.ts';
import { listTruth } from './list-truth.ts';
import { describeNotifications, sendLifecycleEvent } from './drive-subscriptions.ts';
import { listDrive } from '../drive/list-drive.ts';
import { resetTenant } from './reset-tenant.ts';

interface ControlRequest {
  readonly tenant: Tenant;
  readonly switchboard: Switchboard;
  readonly url: URL;
  readonly body: unknown;
}

const routes: Readonly<Record<string, (request: ControlRequest) => unknown>> = {
  'GET switches': ({ switchboard }) => switchboard.current,
  'PATCH switches': ({ switchboard, body }) => {
    switchboard.patch(z.record(z.string(), z.unknown()).parse(body));
    return switchboard.current;
  },
  'GET faults': ({ tenant }) => listFaults(tenant.db),
  'POST faults': ({ tenant, body }) => ({ n: insertFault(tenant.db, faultRule.parse(body)) }),
  'DELETE faults': ({ tenant }) => {
    deleteFaults(tenant.db);
    deleteSetting(tenant.db, 'random');
    return {};
  },
  'PUT random': ({ tenant, body }) => {
    const { seed, ...random } = randomFaults.parse(body);
    writeSetting(tenant.db, 'random', { ...random, state: seed });
    return {};
  },
  'GET log': ({ tenant, url }) => listRequests(tenant.db, Number(url.searchParams.get('after') ?? 0) || 0),
  'GET violations': ({ tenant }) => listViolations(tenant.db),
  'GET truth': ({ tenant }) => listTruth(tenant),
  'GET drive': ({ tenant, url: { searchParams } }) => listDrive(tenant, searchParams.get('mailbox') ?? ''),
  'GET mailboxes': ({ tenant }) => listMailboxes(tenant.db),
  'POST deliver': ({ tenant, body }) => deliverInbound(tenant, inboundMail.parse(body)),
  'POST mime': ({ tenant, body }) => deliverMime(tenant, body),
  'POST generate': ({ tenant, body }) => generateMail(tenant, generatedMail.parse(body)),
  'GET received': ({ tenant, url: { searchParams } }) =>
    listReceived(tenant, searchParams.get('mailbox') ?? '', searchParams.get('folder')),
  'POST remove': ({ tenant, body }) => removeMessage(tenant, body),
  'POST move': ({ tenant, body }) => moveToFolder(tenant, body),
  'POST touch': ({ tenant, body }) => touchOne(tenant, body),
  'POST folders': ({ tenant, body }) => createFolder(tenant, body),
  'POST expireDelta': ({ tenant, body }) => expireDelta(tenant, body),
  'GET notifications': ({ tenant }) => describeNotifications(tenant),
  'POST lifecycle': ({ tenant, body }) => sendLifecycleEvent(tenant, body),
  'POST reset': ({ tenant, switchboard }) => resetTenant(tenant, switchboard),
};

/**
 * What staff and harnesses do to the tenant. JSON alone and no foreign Host or Origin, so that no web page can reach
 * it through somebody's browser.
 */
export async function serveControl(
  tenant: Tenant,
  switchboard: Switchboard,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const body = await readBody(request, 64_000_000);
  const answer = async (status: number, json: unknown): Promise<void> => sendReply(response, { status, json });
  if (!isLocal(request)) return answer(403, { error: 'Only local programs may control the sandbox.' });
  const route = routes[`${request.method ?? ''} ${url.pathname.slice('/sandbox/control/'.length)}`];
  if (route === undefined) return answer(404, { error: 'There is no such control.' });
  try {
    settle(tenant);
    const text = body.bytes.toString('utf8');
    return await answer(200, await route({ tenant, switchboard, url, body: text === '' ? {} : JSON.parse(text) }));
  } catch (error) {
    if (error instanceof z.ZodError) return answer(400, { error: z.prettifyError(error) });
    if (error instanceof RangeError || error instanceof SyntaxError) return answer(400, { error: error.message });
    throw error;
  }
}

function isLocal({ headers, method }: IncomingMessage): boolean {
  const isLocalHost = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
  const hasJson =
    method === 'GET' || method === 'DELETE' || headers['content-type']?.startsWith('application/json') === true;
  return isLocalHost && headers.origin === undefined && hasJson;
}
