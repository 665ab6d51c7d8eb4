import type { SampleFile } from './sample-files.ts';
import { csvFile, docxFile, drawingFile, invoiceFile, pictureFile, textFile } from './sample-files.ts';

/** Who writes: roles of the tenant, and three outside of it. */
export const sampleSenders = {
  finance: 'finance@sandbox.example',
  legal: 'legal@sandbox.example',
  design: 'design@sandbox.example',
  archive: 'archive@sandbox.example',
  sender: 'sender@sandbox.example',
  supplier: 'supplier@partner.example',
  surveyor: 'surveyor@partner.example',
  scanner: 'scanner@sandbox.example',
} as const;
export type SampleSender = keyof typeof sampleSenders;

export interface SampleMail {
  readonly to: SampleSender;
  readonly from: SampleSender;
  readonly ageHours: number;
  readonly subject: string;
  readonly text: string;
  /** Content id of a picture that the text shows. */
  readonly picture?: string;
  readonly folder?: string;
  readonly files: readonly SampleFile[];
}

type Mail = readonly [ageHours: number, subject: string, text: string, ...files: SampleFile[]];

function from(sender: SampleSender, to: SampleSender, mails: readonly Mail[]): SampleMail[] {
  return mails.map(([ageHours, subject, text, ...files]) => ({ from: sender, to, ageHours, subject, text, files }));
}

const figures = 'cost centre,planned,actual\n1001,120000,118450\n1002,84000,90210\n';
const cover = '<rect width="120" height="160" fill="#d8e2dc"/>';
const longName = `${'minutes of the weekly site meeting with all annexes and remarks '.repeat(3).trim()}.txt`;

/** The mail of the last three weeks, by who wrote to whom. Every file says what it is; none of it is real. */
export function listSampleMail(): readonly SampleMail[] {
  const groundFloor = drawingFile('ground-floor.pdf', 'Ground floor', [120, 200, 120]);
  return [
    ...from('supplier', 'sender', [
      [
        500,
        'invoice 1041',
        'The invoice for the first delivery.',
        invoiceFile('invoice-1041.pdf', '1041', [
          ['Steel', 4120.5],
          ['Transport', 310],
        ]),
      ],
      [
        332,
        'invoice 1042',
        'The invoice for the second delivery.',
        invoiceFile('invoice-1042.pdf', '1042', [
          ['Glass', 8800],
          ['Fittings', 1215.4],
        ]),
      ],
      [
        164,
        'invoice 1043, corrected',
        'This replaces what we sent before.',
        invoiceFile('invoice-1043.pdf', '1043', [
          ['Timber', 2300],
          ['Discount', -115],
        ]),
      ],
    ]),
    ...from('design', 'sender', [
      [478, 'ground floor', 'The plan of the ground floor for your comments.', groundFloor],
      [404, 'ground floor again', 'The same plan once more, because the first mail went to too few.', groundFloor],
      [
        310,
        'façade in three lights',
        'Morning, noon and evening.',
        pictureFile('façade-morning.png', 43),
        pictureFile('façade-noon.png', 66),
        pictureFile('façade-evening.png', 89),
      ],
      [
        118,
        'upper floors',
        'Two plans and the list of doors.',
        drawingFile('first-floor.pdf', 'First floor', [160, 140]),
        drawingFile('second-floor.pdf', 'Second floor', [90, 90, 90, 90]),
        csvFile('doors.csv', [
          ['door', 'width', 'height'],
          ['D1', 90, 210],
          ['D2', 100, 210],
        ]),
      ],
      [
        26,
        'final renderings',
        'The renderings are too large for our usual mail. Could you send them on to legal and archive when they are approved?',
      ],
    ]),
    ...from('surveyor', 'sender', [
      [
        286,
        'site scan',
        'The scan of the site, as measured. Not a format that anything here can show.',
        {
          name: 'site-scan.e57',
          contentType: 'application/octet-stream',
          sizeBytes: 8_000_000,
          seed: 'sample site scan',
        },
      ],
      [
        92,
        'levels',
        'Heights above the datum.',
        csvFile('levels.csv', [
          ['point', 'height'],
          ['P1', 12.41],
          ['P2', 12.38],
          ['P3', 12.9],
        ]),
      ],
    ]),
    ...from('legal', 'sender', [
      [
        262,
        'draft of the contract',
        'Please read section four with care.',
        docxFile('contract-draft.docx', [
          'Contract (draft)',
          '4.1 Payment is due after thirty days.',
          '4.3 Left empty on purpose.',
        ]),
      ],
      [
        140,
        'what the other side wrote',
        'Their mail is attached as it came, with the contact and the date of the hearing.',
        { kind: 'item', name: 'Objection to section four' },
        { kind: 'item', name: 'Sandbox Registry', contentType: 'text/vcard' },
        { kind: 'item', name: 'Hearing', contentType: 'text/calendar' },
      ],
      [
        50,
        'reviewed contract',
        'Two changes in section four, otherwise approved. The marked text is attached.',
        textFile('contract-notes.txt', 'text/plain', 'Section 4.1: thirty days.\nSection 4.3: struck out.\n'),
      ],
    ]),
    ...from('archive', 'sender', [
      [
        238,
        'names that need care',
        'These came out of the archive with the names that they had.',
        textFile('Übersicht Größen.csv', 'text/csv', 'Größe,Anzahl\nS,4\nXL,2\n'),
        textFile('תוכנית קומה 2.txt', 'text/plain', 'A name that is read from right to left.\n'),
        textFile('annex\u202Etxt.csv', 'text/csv', 'a name,that turns around\n'),
        textFile('CON.txt', 'text/plain', 'A name that Windows keeps for itself.\n'),
        textFile('report.', 'text/plain', 'A name that ends in a dot.\n'),
        textFile(longName, 'text/plain', 'A long name.\n'),
      ],
      [70, 'shared folder', 'The folder is too large to be attached.', { kind: 'reference', name: 'Project records' }],
    ]),
    ...from('finance', 'sender', [
      [
        214,
        'budget by month',
        'One line for each month.',
        csvFile('budget.csv', [
          ['month', 'planned', 'actual'],
          ['January', 40000, 38750],
          ['February', 41000, 44020],
        ]),
      ],
      [
        3,
        'figures for the quarter',
        'The figures for the quarter are attached, one line a cost centre. Please send the signed scan back as one file.',
        textFile('figures.csv', 'text/csv', figures),
      ],
    ]),
    {
      from: 'design',
      to: 'sender',
      ageHours: 190,
      folder: 'inbox/Projects/Bridge',
      picture: 'bridge-view',
      subject: 'view of the bridge',
      text: 'The picture is shown in the text. The logo below it is not, whatever its mark says.',
      files: [
        { ...pictureFile('bridge.png', 112), contentId: 'bridge-view' },
        { ...pictureFile('logo.png', 135), isInline: true },
        groundFloor,
      ],
    },
    ...from('scanner', 'finance', [
      [420, 'scan 17', 'Scanned on the second floor.', pictureFile('scan-17.png', 158)],
      [252, 'scan 18', 'Scanned on the second floor.', pictureFile('scan-18.png', 181)],
    ]),
    ...from('supplier', 'finance', [
      [
        500,
        'invoice 1041',
        'The invoice for the first delivery.',
        invoiceFile('invoice-1041.pdf', '1041', [
          ['Steel', 4120.5],
          ['Transport', 310],
        ]),
      ],
      [
        332,
        'invoice 1042',
        'The invoice for the second delivery.',
        invoiceFile('invoice-1042.pdf', '1042', [
          ['Glass', 8800],
          ['Fittings', 1215.4],
        ]),
      ],
      [
        66,
        'reminder',
        'Invoice 1042 is still open.',
        textFile('reminder.txt', 'text/plain', 'Invoice 1042, due last week.\n'),
      ],
    ]),
    ...from('archive', 'finance', [
      [8, 'yearly statements are stored', 'The statements of last year are stored and can be found by their number.'],
    ]),
    ...from('sender', 'legal', [
      [
        96,
        'power of attorney',
        'The text for signature.',
        docxFile('power-of-attorney.docx', ['Power of attorney', 'For the hearing only.']),
      ],
      [20, 'documents for the hearing', 'The scanned documents follow in a mail of their own, because of their size.'],
    ]),
    ...from('sender', 'design', [
      [
        130,
        'photographs of the site',
        'Two photographs.',
        pictureFile('north.png', 204),
        pictureFile('south.png', 227),
      ],
      [
        12,
        'new cover',
        'The sketch of the new cover is attached as a vector drawing.',
        textFile(
          'cover.svg',
          'image/svg+xml',
          `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="160">${cover}</svg>\n`,
        ),
      ],
    ]),
    ...from('finance', 'archive', [
      [
        155,
        'books of last year',
        'For the archive.',
        csvFile('books.csv', [
          ['account', 'balance'],
          ['1200', 90210.2],
          ['4400', -118450],
        ]),
      ],
    ]),
  ];
}
