import { expect, type Page } from '@playwright/test';
import { confirmedBytes, untilSent } from './outbox-page.ts';
import { picture, writeSampleFile } from './sample-files.ts';
import { test } from './signed-in-product.ts';
import { attachFiles, causeFault, insertPicture, openSandboxPanel, typeLetter } from './write-page.ts';

const recipients = ['finance@sandbox.example', 'legal@sandbox.example'];
const subject = 'Plans for the new archive';
const text = 'Both drawings are attached, the seal is below.';
const chunkBytes = 3_932_160;
const sizesBytes = [25_000_000, 60_000_000];

// As people have it, for once: while it is held the files are on their way.
test.use({ holdMs: null });

test('C2 C9 C12 U1 U2 U5: a mail with 85 MB, a throttle, a broken chunk and a SIGKILL arrives once and whole', async ({
  page,
  product,
  tenant,
}) => {
  const files = [
    writeSampleFile(product.dataDir, 'drawings.zip', 25_000_000),
    writeSampleFile(product.dataDir, 'survey.tif', 60_000_000),
  ];
  const totalBytes = 85_000_000 + picture.buffer.length;
  await typeLetter(page, { to: recipients, subject, text });
  await insertPicture(page);
  await openSandboxPanel(page);
  await causeFault(page, 'Ask to slow down');
  await causeFault(page, 'Drop an upload in the middle of a chunk');
  await tenant.slowChunks(250);
  await attachFiles(page, files);
  await page.getByRole('button', { name: /^Send/ }).click();
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();

  const before = await untilConfirmed(page, 0.6 * totalBytes, totalBytes);
  await product.kill();
  await expect(page.getByRole('complementary', { name: 'Connection' })).toContainText('safe on its disk');
  expect(await confirmedBytes(page, sizesBytes)).toBeGreaterThanOrEqual(before);
  await product.start();
  await expect(page.getByRole('complementary', { name: 'Connection' })).toBeHidden();
  // Progress is remembered, not counted anew, and not a byte of it is taken back.
  expect(await confirmedBytes(page, sizesBytes)).toBeGreaterThanOrEqual(before);
  await untilSent(page);

  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  expect(delivered.map((mail) => [mail.subject, mail.recipients.map(({ address }) => address).sort()])).toEqual([
    [subject, recipients],
  ]);
  const arrived = delivered[0]?.attachments ?? [];
  const chosen = files.map(({ name, sha256 }) => ({ name, sha256, isInline: false }));
  expect(arrived.map(({ name, sha256, isInline }) => ({ name, sha256, isInline }))).toEqual(
    expect.arrayContaining(chosen),
  );
  const inline = arrived.filter(({ isInline }) => isInline);
  expect([arrived.length, inline.length, inline[0]?.sizeBytes]).toEqual([3, 1, picture.buffer.length]);
  const [body = ''] = tenant.bodies();
  expect(body).toContain(text);
  expect(body).toContain(`cid:${inline[0]?.contentId ?? 'none'}`);
  // The faults cost one chunk each, the kill at most one more.
  const accepted = (await tenant.chunks()).filter(({ status }) => status !== null && status < 300);
  const acceptedBytes = accepted.reduce((sum, chunk) => sum + chunk.bodyBytes, 0);
  expect(acceptedBytes).toBeLessThanOrEqual(85_000_000 + chunkBytes);
  expect(await tenant.violations()).toEqual([]);
});

async function untilConfirmed(page: Page, goalBytes: number, totalBytes: number): Promise<number> {
  let confirmed = 0;
  await expect
    .poll(async () => (confirmed = await confirmedBytes(page, sizesBytes)), { intervals: [50] })
    .toBeGreaterThan(goalBytes);
  expect(confirmed).toBeLessThan(0.95 * totalBytes);
  return confirmed;
}
