import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { goToPlace, untilHandedOver, untilSent } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { insertPicture } from './write-page.ts';

test('C16 C17: a message begins with its signature, takes a template, and leaves once every variable is filled in', async ({
  page,
  tenant,
}) => {
  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'New signature…' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Sales');
  const signature = page.getByRole('textbox', { name: 'Signature text' });
  await signature.focus();
  await signature.pressSequentially('Sales desk, terms attached ');
  await insertPicture(page, undefined, signature);
  await expectNoBarrierInAnyLook(page, 'Settings, signature');
  await page.getByRole('button', { name: 'Save signature' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Signatures' })).toContainText('below new messages and replies');

  await page.getByRole('button', { name: 'New template…' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Offer');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Offer for {{customer_name}}');
  const words = page.getByRole('textbox', { name: 'Template text' });
  await words.focus();
  await words.pressSequentially('Dear {{customer_name}}, until {{day}}.');
  await page.getByRole('group', { name: 'day' }).getByRole('textbox', { name: 'Unless told otherwise' }).fill('Monday');
  await page.getByRole('button', { name: 'Save template' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Templates' })).toContainText('Asks for customer_name, day');

  await goToPlace(page, 'Write');
  await expect(page.getByRole('textbox', { name: 'Message text' })).toBeVisible();
  await page.keyboard.press('Control+n');
  const text = page.getByRole('textbox', { name: 'Message text' });
  await expect(text.getByLabel('Signature')).toHaveText('Sales desk, terms attached');
  await expect(text.getByLabel('Signature').getByRole('img')).toBeVisible();
  await page.keyboard.type('finance@sandbox.example;');
  await text.locator('p').first().click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('insert temp');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /^Offer/ }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'day' })).toHaveValue('Monday');
  await page.getByRole('button', { name: 'Insert “Offer”' }).press('Enter');
  await expect(text).toContainText('Dear {{customer_name}}, until Monday.');
  await expect(text.getByLabel('Signature')).toHaveCount(1);

  await page.keyboard.press('Control+Enter');
  const fillIn = page.getByRole('button', { name: 'Fill in customer_name' });
  for (const field of [page.getByRole('textbox', { name: 'Subject', exact: true }), text]) {
    await fillIn.press('Enter');
    await expect(field).toBeFocused();
    await page.keyboard.type('Ada');
    await expect(field).not.toHaveText(/\{\{/);
  }
  await expect(fillIn).toBeHidden();
  await expectNoBarrierInAnyLook(page, 'Write, signed');
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Offer for Ada');
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const [body = ''] = tenant.bodies().filter((one) => one.includes('Dear Ada'));
  expect(body).toContain('Dear Ada, until Monday.');
  expect(body).toMatch(/<div><p>Sales desk, terms attached <img [^>]*src="cid:[^"]+"[^>]*><\/p><\/div><\/div>$/);
  expect(body).not.toMatch(/data-signature|<section/);
});
