import PostalMime from 'postal-mime';

const limits = { maxHeadersSize: 256 * 1024, maxNestingDepth: 1 } as const;

/** Header fields by name in lower case, the first of each name. */
export type Fields = ReadonlyMap<string, string>;

/** At most so many groups of fields with an empty line between them. */
export async function readFields(text: string, maxGroups: number): Promise<readonly Fields[]> {
  const groups = text.split(/\r?\n[ \t]*\r?\n/, maxGroups).filter((group) => group.trim() !== '');
  return Promise.all(groups.map(readGroup));
}

async function readGroup(group: string): Promise<Fields> {
  const mail = await PostalMime.parse(`${group.trim()}\r\n\r\n`, limits).catch(() => null);
  const fields = (mail?.headers ?? []).map(({ key, value }) => [key, value] as const);
  return new Map(fields.toReversed());
}
