import { isLoopbackAddress } from '../../core/policy/setting-kinds.ts';
import type { GraphAddress } from './graph-address.ts';

/** Ends of the host names that OneDrive's upload URLs have: an organisation's own name comes before them. */
const hostEnds: readonly string[] = [
  '.sharepoint.com',
  '.sharepoint.us',
  '.sharepoint-mil.us',
  '.sharepoint.cn',
  '.up.1drv.com',
  '.microsoftpersonalcontent.com',
];

/** Upload URLs carry a credential and get the file: only OneDrive's own hosts, or the local service that named them. */
export function mayUploadToDrive(uploadUrl: string, address: GraphAddress): boolean {
  if (!URL.canParse(uploadUrl) || !URL.canParse(address.baseUrl)) return false;
  const url = new URL(uploadUrl);
  if (url.origin === new URL(address.baseUrl).origin) return isLoopbackAddress(address.baseUrl);
  return url.protocol === 'https:' && url.port === '' && hostEnds.some((end) => url.hostname.endsWith(end));
}
