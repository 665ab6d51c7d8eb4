/** `messages('id')` and `messages/id` are the same, as are `microsoft.graph.send` and `send`. */
export function splitPath(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((segment) => {
      const plain = decodeURIComponent(segment).replace(/^microsoft\.graph\./i, '');
      const [, name, key] = /^(\w+)\('(.*)'\)$/s.exec(plain) ?? [];
      return name === undefined || key === undefined ? [plain.replace(/\(\)$/, '')] : [name, key.replaceAll("''", "'")];
    });
}
