import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_REQUESTS_AT_ONCE = 4;
const MAX_PUT_BYTES = 4_000_000;

export interface StrictWatch {
  readonly violations: string[];
  began(request: IncomingMessage, response: ServerResponse): void;
}

/** Notes what the service forbids, whatever the server answers. A request counts until it is answered or its client is gone. */
export function strictWatch(): StrictWatch {
  const violations: string[] = [];
  const writing = new Map<string, number>();
  let underWay = 0;
  return {
    violations,
    began(request, response) {
      const { method = '', url = '', headers } = request;
      underWay += 1;
      if (underWay > MAX_REQUESTS_AT_ONCE) violations.push(`${underWay} requests at once`);
      if (method === 'PUT') {
        if (headers.authorization !== undefined) violations.push('Authorization on a PUT');
        if (Number(headers['content-length'] ?? Infinity) > MAX_PUT_BYTES) violations.push('a PUT of over 4 MB');
      }
      const draft = method === 'GET' ? null : draftOf(url);
      const writers = draft === null ? 0 : (writing.get(draft) ?? 0) + 1;
      if (draft !== null) writing.set(draft, writers);
      if (writers > 1) violations.push(`${writers} writes to one draft at once`);
      response.once('close', () => {
        underWay -= 1;
        if (draft !== null) writing.set(draft, (writing.get(draft) ?? 1) - 1);
      });
    },
  };
}

/** Upload addresses of this server begin with the draft that they write to. */
function draftOf(url: string): string | null {
  const [, encoded] = /^\/v1\.0\/(?:me\/messages|upload)\/([^/?]+)/.exec(url) ?? [];
  return encoded === undefined ? null : decodeURIComponent(encoded);
}
