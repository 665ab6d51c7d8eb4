import { expect, type Page } from '@playwright/test';
import { joinEngine } from './join-engine.ts';
import { collectFiles, previewFile, previewFrame, rowOf } from './preview-page.ts';
import { picture } from './sample-files.ts';
import { test } from './signed-in-product.ts';

const letter = {
  to: 'sender@sandbox.example',
  from: { address: 'archive@sandbox.example', name: 'Sandbox Archive' },
  subject: 'The seal',
  html: `<body bgcolor="#fff4d6"><p>The seal: <img src="cid:seal" alt="Seal" width="16"></p>
    <p><img src="http://far.example/pixel.gif" alt=""><a href="https://www.xn--e1afmkfd.example/page">bank.example</a></p>
    <script>document.body.innerHTML = 'changed'</script></body>`,
  attachments: [
    {
      name: 'seal.png',
      contentType: 'image/png',
      contentId: 'seal',
      isInline: true,
      contentBytes: picture.buffer.toString('base64'),
    },
    { name: 'seal-notes.txt', contentType: 'text/plain', contentBytes: Buffer.from('Keep it dry.').toString('base64') },
  ],
};

test('I3: Space looks at a file over the list, arrows go on, Esc closes, and the list has the focus again', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await collectFiles(page);

  await previewFile(page, 'figures.csv');
  await expect(previewFrame(page).getByRole('cell', { name: '118450' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(previewFrame(page).getByText('Section 4.1: thirty days.')).toBeVisible();
  // From within the frame as well.
  await previewFrame(page).getByText('Section 4.1').click();
  await page.keyboard.press('ArrowLeft');
  await expect(previewFrame(page).getByRole('cell', { name: '118450' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await previewFile(page, 'second-floor.pdf');
  await expect(previewFrame(page).locator('.page canvas')).toBeVisible();
  await previewFrame(page).locator('.page').click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('[role="grid"]:focus-within, [role="grid"]:focus')).toHaveCount(1);

  await previewFile(page, 'contract-draft.docx');
  await expect(previewFrame(page).getByText('4.1 Payment is due after thirty days.')).toBeVisible();
  await page.keyboard.press('Escape');
  await previewFile(page, 'façade-noon.png');
  await expect(previewFrame(page).getByText('320 × 200 pixels')).toBeVisible();
  expect(errors).toEqual([]);
});

test('I3: a preview stays as it is while its file changes, for another message brought the same', async ({
  page,
  product,
  tenant,
}) => {
  await tenant.deliver(letter);
  await collectFiles(page);
  const asked = followRequests(page);
  await page.reload();
  await previewFile(page, 'seal-notes.txt');
  const text = previewFrame(page).getByText('Keep it dry.');
  await expect(text).toBeVisible();
  const copies = page.locator('.files-line').filter({ hasText: 'seal-notes.txt' });
  await expect(copies).toHaveCount(1);

  await tenant.deliver(letter);
  const engine = await joinEngine(product);
  await engine.client.ingest.checkNow({ account: null });
  await engine.close();
  await expect(copies).toHaveCount(2);
  await expect(text).toBeVisible();
  expect(asked.filter((request) => request.includes('files/read'))).toHaveLength(1);
});

/** What the page asks the engine for from its next connection on, as it is sent. */
function followRequests(page: Page): readonly string[] {
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString('latin1'))));
  return sent;
}

test('I4: the message of a file is read with its own pictures, and its links ask first', async ({ page, tenant }) => {
  await tenant.deliver(letter);
  await collectFiles(page);
  await rowOf(page, 'seal-notes.txt').click();
  await page.getByRole('button', { name: 'Show the message' }).click();
  const body = page.frameLocator('iframe[title="Text of the message"]');
  await expect(body.getByText('1 remote picture was not loaded, so that nobody learns you read this.')).toBeVisible();
  const seal = body.getByRole('img', { name: 'Seal' });
  await expect(seal).toBeVisible();
  expect(await seal.evaluate((image: { naturalWidth?: number }) => image.naturalWidth)).toBe(8);

  await body.getByRole('link', { name: 'bank.example' }).click();
  const question = page.getByRole('dialog', { name: 'Open www.xn--e1afmkfd.example?' });
  await expect(question).toContainText('https://www.xn--e1afmkfd.example/page');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
});
