import type { Cloud } from '../../../contract/accounts.ts';
import { isLoopbackAddress } from '../../core/policy/setting-kinds.ts';

/** Where one account's mailbox is served, and which hosts its answers may send us to. */
export interface GraphAddress {
  /** Ends in the version, without a slash: `https://graph.microsoft.com/v1.0`. */
  readonly baseUrl: string;
  /** Host names that an upload URL may have, beside the base's own origin when that is loopback. */
  readonly uploadHosts: readonly string[];
}

const hosts: Readonly<Record<'global' | 'usgov' | 'usgov-dod' | 'china', GraphAddress>> = {
  global: { baseUrl: 'https://graph.microsoft.com/v1.0', uploadHosts: ['outlook.office.com', 'outlook.office365.com'] },
  usgov: { baseUrl: 'https://graph.microsoft.us/v1.0', uploadHosts: ['outlook.office365.us', 'outlook.office.us'] },
  'usgov-dod': { baseUrl: 'https://dod-graph.microsoft.us/v1.0', uploadHosts: ['outlook-dod.office365.us'] },
  china: { baseUrl: 'https://microsoftgraph.chinacloudapi.cn/v1.0', uploadHosts: ['partner.outlook.cn'] },
};

export function graphAddressOf(cloud: Cloud, baseUrlOverride: string | null): GraphAddress {
  const known = cloud === 'sandbox' || cloud === 'custom' ? { baseUrl: '', uploadHosts: [] } : hosts[cloud];
  return baseUrlOverride === null ? known : { ...known, baseUrl: baseUrlOverride.replace(/\/$/, '') };
}

/** Upload URLs come from the service's answers and carry a credential: only known hosts get our bytes. */
export function mayUploadTo(uploadUrl: string, address: GraphAddress): boolean {
  const url = parse(uploadUrl);
  const base = parse(address.baseUrl);
  if (url === null || base === null) return false;
  if (url.origin === base.origin) return isLoopbackAddress(address.baseUrl);
  return url.protocol === 'https:' && address.uploadHosts.includes(url.hostname);
}

/** A link to the next page must stay at the service that gave it. */
export function mayFollow(link: string, address: GraphAddress): boolean {
  const url = parse(link);
  const base = parse(address.baseUrl);
  return url !== null && base !== null && url.origin === base.origin;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
