import { isLoopbackAddress } from '../../core/policy/setting-kinds.ts';
import { clouds, type NationalCloud } from '../msal/clouds.ts';

/** Where one account's mailbox is served, and which hosts its answers may send us to. */
export interface GraphAddress {
  /** Ends in the version, without a slash: `https://graph.microsoft.com/v1.0`. */
  readonly baseUrl: string;
  /** Host names that an upload URL may have, beside the base's own origin when that is loopback. */
  readonly uploadHosts: readonly string[];
}

/** Hosts that the upload URLs of each cloud were seen with (docs/graph.md). */
const uploadHosts: Readonly<Record<NationalCloud, readonly string[]>> = {
  global: ['outlook.office.com', 'outlook.office365.com'],
  usgov: ['outlook.office365.us', 'outlook.office.us'],
  'usgov-dod': ['outlook-dod.office365.us'],
  china: ['partner.outlook.cn'],
};

/** The address of a cloud; `baseUrl` (MS_GRAPH_BASE_URL, or the local tenant's) stands above it. */
export function graphAddressOf(cloud: NationalCloud, baseUrl: string | null): GraphAddress {
  return { baseUrl: (baseUrl ?? `${clouds[cloud].graph}/v1.0`).replace(/\/$/, ''), uploadHosts: uploadHosts[cloud] };
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
