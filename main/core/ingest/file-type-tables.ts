import type { FileType } from '../../../contract/files.ts';

function table(rows: Partial<Record<FileType, string>>): Readonly<Record<string, FileType | undefined>> {
  const entries = Object.entries(rows) as [FileType, string][];
  return Object.fromEntries(entries.flatMap(([type, keys]) => keys.split(' ').map((key) => [key, type])));
}

/** By the end of a name, in lower case and without the dot. */
export const extensionTypes = table({
  image: 'apng avif bmp dwg dxf gif heic heif ico jfif jpeg jpg png psd svg tif tiff webp',
  pdf: 'pdf',
  document: 'doc docm docx dot dotx epub odt pages rtf wpd',
  sheet: 'csv numbers ods tsv xls xlsb xlsm xlsx',
  slides: 'key odp pot potx pps ppsx ppt pptm pptx',
  text: 'conf css htm html ini json log md markdown sql tex txt xhtml xml yaml yml',
  mail: 'eml mbox msg',
  calendar: 'ics ical ifb',
  contact: 'vcard vcf',
  archive: '7z bz2 cab gz iso rar tar tbz2 tgz txz xz z zip zst',
  audio: 'aac aif aiff amr flac m4a mid midi mp3 oga ogg opus wav wma',
  video: '3gp avi m4v mkv mov mp4 mpeg mpg ogv webm wmv',
  program:
    'app apk appx bat bin cmd com cpl deb dll dmg exe hta jar js jse lnk msi msix pif pkg ps1 reg rpm scr sh url vbe vbs ws wsf',
});

/** By media type; `family/*` for whatever is not named. */
export const mediaTypes = table({
  image: 'image/*',
  pdf: 'application/pdf',
  document:
    'application/msword application/rtf text/rtf application/epub+zip application/vnd.oasis.opendocument.text application/vnd.openxmlformats-officedocument.wordprocessingml.document application/vnd.ms-word.document.macroenabled.12',
  sheet:
    'application/vnd.ms-excel text/csv text/tab-separated-values application/vnd.oasis.opendocument.spreadsheet application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.ms-excel.sheet.macroenabled.12',
  slides:
    'application/vnd.ms-powerpoint application/vnd.oasis.opendocument.presentation application/vnd.openxmlformats-officedocument.presentationml.presentation application/vnd.ms-powerpoint.presentation.macroenabled.12',
  text: 'text/* application/json application/xml application/x-yaml',
  mail: 'message/rfc822 application/vnd.ms-outlook application/mbox',
  calendar: 'text/calendar',
  contact: 'text/vcard text/x-vcard text/directory',
  archive:
    'application/zip application/x-zip-compressed application/gzip application/x-7z-compressed application/vnd.rar application/x-rar-compressed application/x-tar application/x-bzip2 application/x-xz application/zstd application/x-iso9660-image application/vnd.ms-cab-compressed',
  audio: 'audio/*',
  video: 'video/*',
  program:
    'application/x-msdownload application/vnd.microsoft.portable-executable application/x-dosexec application/x-elf application/x-executable application/x-mach-binary application/x-msi application/x-apple-diskimage application/vnd.android.package-archive application/java-archive application/x-sh application/javascript text/javascript application/x-ms-shortcut application/hta application/x-deb application/x-rpm',
});
