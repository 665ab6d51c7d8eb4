import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDiskIncomingFiles } from '../../../main/adapters/incoming/disk-incoming-files.ts';
import type { AttachableFiles, IncomingFile } from '../../../main/core/ports/incoming-files.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const MINUTE_MS = 60_000;
const plans: IncomingFile = {
  fileName: 'plans.zip',
  sizeBytes: 10,
  contentType: 'application/zip',
  message: null,
  asLink: false,
};

let root: string;
let nowMs: number;
let files: AttachableFiles;

/** Opening the same folder again is what a restart after a kill does: nothing is closed. */
const restart = async (): Promise<void> => {
  files = await openDiskIncomingFiles(root, () => nowMs);
};
const write = (id: string, startByte: number, text: string) => files.write(id, startByte, Buffer.from(text));

beforeEach(async () => {
  root = join(temporaryFolder(), 'incoming');
  nowMs = Date.now();
  await restart();
});

describe('files that a window streams in', () => {
  it('CU5: takes pieces in order and refuses early, late and repeated ones with the byte that it expects', async () => {
    const { id } = await files.begin(plans);
    expect(await write(id, 3, 'early')).toEqual({ written: false, nextByte: 0 });
    expect(await write(id, 0, 'abcdef')).toEqual({ written: true, nextByte: 6 });
    expect(await write(id, 0, 'abcdef')).toEqual({ written: false, nextByte: 6 });
    expect(await write(id, 6, 'ghij')).toEqual({ written: true, nextByte: 10 });
    const whole = await files.finished(id);
    expect(whole).toMatchObject({ fileName: 'plans.zip', contentType: 'application/zip' });
    expect(readFileSync(whole?.path ?? '', 'utf8')).toBe('abcdefghij');
  });

  it('CU5: writes one of two pieces that come for the same place at the same time', async () => {
    const { id } = await files.begin(plans);
    const answers = await Promise.all([write(id, 0, 'aaaaa'), write(id, 0, 'bbbbb')]);
    expect(answers).toEqual([
      { written: true, nextByte: 5 },
      { written: false, nextByte: 5 },
    ]);
    await write(id, 5, 'ccccc');
    expect(readFileSync((await files.finished(id))?.path ?? '', 'utf8')).toBe('aaaaaccccc');
  });

  it('continues after a restart at the byte where it was, also in the middle of a piece', async () => {
    const { id } = await files.begin(plans);
    await write(id, 0, 'abcd');
    writeFileSync(join(root, `${id}.part`), 'e', { flag: 'a' });
    await restart();
    expect(await files.status(id)).toEqual({ ...plans, nextByte: 5, taken: false });
    expect(await write(id, 4, 'efghij')).toEqual({ written: false, nextByte: 5 });
    await write(id, 5, 'fghij');
    expect(readFileSync((await files.finished(id))?.path ?? '', 'utf8')).toBe('abcdefghij');
  });

  it('is not finished before it is whole', async () => {
    const { id } = await files.begin(plans);
    await write(id, 0, 'abcdefghi');
    expect(await files.finished(id)).toBeNull();
  });

  it.runIf(process.platform !== 'win32')('keeps them for their user alone', async () => {
    const { id } = await files.begin(plans);
    const modes = [root, join(root, `${id}.part`), join(root, `${id}.json`)].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  it('refuses a file over 150 MB unless it goes as a link, and bytes beyond the announced size, and keeps nothing of them', async () => {
    await expect(files.begin({ ...plans, sizeBytes: 150_000_001 })).rejects.toMatchObject({ code: 'source_too_large' });
    expect(readdirSync(root)).toEqual([]);
    const linked = await files.begin({ ...plans, sizeBytes: 150_000_001, asLink: true });
    expect(await files.status(linked.id)).toMatchObject({ sizeBytes: 150_000_001, asLink: true, nextByte: 0 });
    const { id } = await files.begin(plans);
    await expect(write(id, 0, 'abcdefghijk')).rejects.toMatchObject({ code: 'validation_error' });
    expect(await files.status(id)).toMatchObject({ nextByte: 0 });
  });

  it('refuses more than 100 at once', async () => {
    for (let n = 0; n < 100; n += 1) await files.begin(plans);
    await expect(files.begin(plans)).rejects.toMatchObject({ code: 'validation_error' });
  });

  it.each(['../../secret', '', 'nonsense', '01890a5d-ac96-774b-bcce-b302099a8057/../x'])(
    'does not know %j',
    async (id) => {
      expect([await files.status(id), await write(id, 0, 'a'), await files.finished(id)]).toEqual([null, null, null]);
    },
  );
});

describe('their time', () => {
  it('CU4: forgets a file 30 minutes after its last piece', async () => {
    const { id } = await files.begin(plans);
    nowMs += 29 * MINUTE_MS;
    await write(id, 0, 'abc');
    nowMs += 29 * MINUTE_MS;
    expect(await files.status(id)).toMatchObject({ nextByte: 3 });
    nowMs += MINUTE_MS;
    expect([await files.status(id), await write(id, 3, 'def')]).toEqual([null, null]);
  });

  it('CU4: forgets a file 2 hours after it began, however busy it is', async () => {
    const { id } = await files.begin(plans);
    for (let n = 0; n < 7; n += 1) {
      nowMs += 17 * MINUTE_MS;
      await write(id, n, 'x');
    }
    expect(await files.status(id)).toMatchObject({ nextByte: 7 });
    nowMs += MINUTE_MS;
    expect(await files.status(id)).toBeNull();
  });

  it('removes the bytes of what it has forgotten, and what a kill left half-made', async () => {
    await files.begin(plans);
    writeFileSync(join(root, '5a4db0c5-0000-4000-8000-000000000001.part'), 'without a record');
    writeFileSync(join(root, '5a4db0c5-0000-4000-8000-000000000002.json'), '{"torn');
    nowMs += 30 * MINUTE_MS;
    await restart();
    expect(readdirSync(root)).toEqual([]);
  });

  it('CU6: remembers a file that was attached without keeping its bytes, and then forgets it', async () => {
    const { id } = await files.begin(plans);
    await write(id, 0, 'abcdefghij');
    await files.taken(id);
    await restart();
    expect(await files.status(id)).toEqual({ ...plans, nextByte: 10, taken: true });
    expect(await write(id, 6, 'ghij')).toEqual({ written: false, nextByte: 10 });
    expect([await files.finished(id), statSync(join(root, `${id}.part`)).size]).toEqual([null, 0]);
    nowMs += 30 * MINUTE_MS;
    await files.begin(plans);
    expect([await files.status(id), existsSync(join(root, `${id}.json`))]).toEqual([null, false]);
  });
});
