import { GraphError, badRequest } from './graph-error.ts';
import type { Route } from './route.ts';

/** Throws 400 for a path the service does not have and 405 for a method the path does not take. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  segments: readonly string[],
): { route: Route; parameters: Record<string, string> } {
  const isFolderItem = segments[0]?.toLowerCase() === 'mailfolders' && segments.length > 3;
  const exact = listMatches(routes, segments);
  const found = exact.length === 0 && isFolderItem ? listMatches(routes, segments.slice(2)) : exact;
  if (found.length === 0) throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`);
  const match = found.find(({ route }) => route.method === method);
  if (match === undefined)
    throw new GraphError(405, 'ErrorInvalidRequest', `The HTTP method '${method}' is not allowed for this resource.`);
  return match;
}

function listMatches(
  routes: readonly Route[],
  segments: readonly string[],
): { route: Route; parameters: Record<string, string> }[] {
  return routes.flatMap((route) => {
    const parameters = matchPath(route.path, segments);
    return parameters === null ? [] : [{ route, parameters }];
  });
}

function matchPath(pattern: string, segments: readonly string[]): Record<string, string> | null {
  const parts = pattern === '' ? [] : pattern.split('/');
  if (parts.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return parameters;
}
