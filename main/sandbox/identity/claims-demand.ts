import { z } from 'zod';

const claimsRequest = z.object({ access_token: z.record(z.string(), z.json()).default({}) });

/** What a demand asks for: a token issued for this very request. */
export function newDemand(id: string): string {
  return JSON.stringify({ access_token: { acrs: { essential: true, value: id } } });
}

/** Does the `claims` parameter of a request ask for everything in the demand? Other claims beside it do no harm. */
export function meetsDemand(claims: string | null, demand: string): boolean {
  const asked = readClaims(claims);
  return Object.entries(readClaims(demand)).every(
    ([name, value]) => JSON.stringify(asked[name]) === JSON.stringify(value),
  );
}

function readClaims(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const parsed = claimsRequest.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.access_token : {};
  } catch {
    return {};
  }
}
