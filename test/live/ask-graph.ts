/** The service asked directly, past the product: what a test believes must not come from what it tests. */
export interface Graph {
  /** Ends in the version, without a slash. */
  readonly baseUrl: string;
  readonly token: string;
}

export interface GraphAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly headers: Headers;
}

/** One request to an address below the base. */
export async function askGraph(
  { baseUrl, token }: Graph,
  method: string,
  path: string,
  body?: object,
): Promise<GraphAnswer> {
  return ask(baseUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      prefer: 'IdType="ImmutableId"',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** One request to an upload address, which wants no token. */
export function askUploadHost(
  url: string,
  method: string,
  chunk?: { bytes: Uint8Array<ArrayBuffer>; start: number; totalBytes: number },
): Promise<GraphAnswer> {
  if (chunk === undefined) return ask(url, { method, redirect: 'error' });
  const { bytes, start, totalBytes } = chunk;
  const range = `bytes ${String(start)}-${String(start + bytes.length - 1)}/${String(totalBytes)}`;
  const headers = { 'content-type': 'application/octet-stream', 'content-range': range };
  return ask(url, { method, headers, body: bytes, redirect: 'error' });
}

async function ask(url: string, init: RequestInit): Promise<GraphAnswer> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  return { status: answer.status, json: readJson(text), headers: answer.headers };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
