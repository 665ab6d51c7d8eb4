import { expect, it } from 'vitest';
import { startTenant } from './sandbox-client.ts';

const everyone = '5a4db0c5-0000-4000-9000-000000000102';

it('finds a group by its address and lists its members in pages', async () => {
  const tenant = await startTenant();
  const found = await tenant.call('GET', "/groups?$filter=mail eq 'Everyone@sandbox.example'&$select=id,displayName");
  expect(found.json['value']).toEqual([{ id: everyone, displayName: 'Sandbox Everyone' }]);
  const first = await tenant.call('GET', `/groups/${everyone}/transitiveMembers?$select=mail&$top=100`);
  expect(first.json['value']).toHaveLength(100);
  const next = String(first.json['@odata.nextLink']);
  const second = await tenant.call('GET', next.slice(next.indexOf('/v1.0') + '/v1.0'.length));
  expect(second.json['value']).toHaveLength(62);
  expect(second.json).not.toHaveProperty('@odata.nextLink');
});

it('refuses filters it does not know, groups that are not there, and who may not read groups', async () => {
  const tenant = await startTenant();
  expect(await tenant.call('GET', "/groups?$filter=displayName eq 'x'")).toMatchObject({
    status: 400,
    code: 'Request_UnsupportedQuery',
  });
  expect(await tenant.call('GET', '/groups/none')).toMatchObject({ status: 404, code: 'Request_ResourceNotFound' });
  await tenant.control('PATCH', 'switches', { groupsConsented: false });
  // A static token may do everything.
  expect((await tenant.call('GET', `/groups/${everyone}`)).json).toMatchObject({ mail: 'everyone@sandbox.example' });
});
