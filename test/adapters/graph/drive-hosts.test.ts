import { expect, it } from 'vitest';
import { mayUploadToDrive } from '../../../main/adapters/graph/drive-hosts.ts';
import { graphAddressOf } from '../../../main/adapters/graph/graph-address.ts';

const real = graphAddressOf('global', null);
const local = graphAddressOf('global', 'http://127.0.0.1:8080/v1.0');

it.each([
  ['https://contoso-my.sharepoint.com/personal/x/_api/v2.0/drive/items/1/uploadSession?tempauth=a', real, true],
  ['https://my.microsoftpersonalcontent.com/personal/x/uploadSession', real, true],
  ['https://sn3302.up.1drv.com/up/abc', real, true],
  ['http://contoso-my.sharepoint.com/x', real, false],
  ['https://contoso-my.sharepoint.com:8443/x', real, false],
  ['https://sharepoint.com.evil.example/x', real, false],
  ['https://evilsharepoint.com/x', real, false],
  ['https://127.0.0.1:8080/x', real, false],
  ['http://127.0.0.1:8080/api/drive/uploads/1', local, true],
  ['http://127.0.0.1:9090/api/drive/uploads/1', local, false],
  ['no address', real, false],
])('U7: gives the file to OneDrive’s own hosts alone: %s', (url, address, isAllowed) => {
  expect(mayUploadToDrive(url, address)).toBe(isAllowed);
});
