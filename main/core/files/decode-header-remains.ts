const encodedWords = /=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/gi;
const extendedValue = /^([\w-]+)'[\w-]*'([!#$&+\-.^_`|~\w%]+)$/;

/**
 * Undoes what a mail program should have undone: words of RFC 2047 (`=?utf-8?Q?…?=`) and values of RFC 2231
 * (`utf-8''…`). What is in another character set, or does not decode without doubt, stays as it came.
 */
export function decodeHeaderRemains(name: string): string {
  const value = extendedValue.exec(name);
  if (value !== null) return decodeBytes(value[1] ?? '', value[2] ?? '') ?? name;
  return name.replaceAll(encodedWords, (whole, charset: string, encoding: string, text: string) => {
    const escaped = encoding.toLowerCase() === 'q' ? escapeQ(text) : escapeBase64(text);
    return (escaped === null ? null : decodeBytes(charset, escaped)) ?? whole;
  });
}

/** Null when these are no characters of that set. */
function decodeBytes(charset: string, percentEncoded: string): string | null {
  switch (charset.toLowerCase()) {
    case 'utf-8':
    case 'us-ascii':
      return decodeUtf8(percentEncoded);
    case 'iso-8859-1':
      return percentEncoded.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    default:
      return null;
  }
}

function decodeUtf8(percentEncoded: string): string | null {
  try {
    return decodeURIComponent(percentEncoded);
  } catch {
    return null;
  }
}

function escapeQ(text: string): string {
  return text
    .replaceAll('_', ' ')
    .replaceAll('%', '%25')
    .replaceAll(/=(?=[0-9a-f]{2})/gi, '%');
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function escapeBase64(text: string): string | null {
  const bare = text.replace(/=+$/, '');
  let [bits, held, escaped] = [0, 0, ''];
  for (const character of bare) {
    const digit = digits.indexOf(character);
    if (digit < 0) return null;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  return bare.length % 4 === 1 ? null : escaped;
}
