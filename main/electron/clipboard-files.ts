import { pathToFileURL } from 'node:url';

/**
 * Files as each system's file manager puts them on the clipboard, under the system's own names of the formats. Null
 * where Electron cannot write what the system wants: on Windows only a single file has a format without a header.
 */
export function clipboardFiles(platform: NodeJS.Platform, paths: readonly string[]): Record<string, Blob> | null {
  const [first = ''] = paths;
  switch (platform) {
    case 'darwin':
      return { [format('NSFilenamesPboardType')]: new Blob([propertyList(paths)]) };
    case 'win32':
      return paths.length === 1 ? { [format('FileNameW')]: new Blob([Buffer.from(`${first}\0`, 'utf16le')]) } : null;
    default: {
      const urls = paths.map((path) => pathToFileURL(path).href);
      return {
        [format('x-special/gnome-copied-files')]: new Blob([['copy', ...urls].join('\n')]),
        [format('text/uri-list')]: new Blob([urls.map((url) => `${url}\r\n`).join('')]),
      };
    }
  }
}

function format(name: string): string {
  return `electron application/osclipboard;format="${name}"`;
}

function propertyList(paths: readonly string[]): string {
  const strings = paths.map((path) => `<string>${path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><array>${strings.join('')}</array></plist>`;
}
