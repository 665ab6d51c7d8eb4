import { describe, expect, it } from 'vitest';
import type { Composition } from '../../contract/compose.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { readMetrics } from '../helpers/read-metrics.ts';
import { mail, startEngine, testToken, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startSignedIn } from '../helpers/start-signed-in.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const hostile =
  '<p onclick="a()">Hello <a href="javascript:a()">you</a></p><script>a()</script><form><input></form><p style="color:red">red</p>';

async function started() {
  const tenant = await startTenant({});
  const engine = await startEngine({ ...tenant });
  await engine.start();
  const [account] = await engine.client.accounts.list({});
  if (account === undefined) throw new Error('no mailbox is connected');
  const body = async (subject: string) => {
    const url = `${tenant.graphBaseUrl}/me/mailFolders/sentitems/messages?$select=subject,body&$top=50`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${testToken}` } });
    const { value } = (await answer.json()) as { value: { subject: string; body: { content: string } }[] };
    const sent = (await tenant.delivered()).find((one) => one.subject === subject);
    return { html: value.find((one) => one.subject === subject)?.body.content, files: sent?.attachments ?? [] };
  };
  return { tenant, engine, client: engine.client, account: account.id, body };
}

async function send(client: ApiClient, { id, revision, text }: Composition, more: Partial<Composition['text']>) {
  const to = ['finance@sandbox.example'];
  const saved = await client.compose.save({ id, revision, text: { ...text, to, ...more } });
  await client.compose.submit({ id, revision: saved.revision, holdMs: 0 });
  await waitFor(client, id, 'sent');
  return saved;
}

describe('HTML that leaves', () => {
  it('SM12 SM5: is clean by the door of the command line and by that of the window, and counted by kind', async () => {
    const { engine, client, body } = await started();
    const submitted = mail({ subject: 'By command', text: null, html: hostile });
    const preview = await client.outbox.preview(submitted);
    const { row, notes } = await client.outbox.submit(submitted);
    await waitFor(client, row.id, 'sent');
    const draft = await client.compose.start({ account: null });
    const saved = await send(client, draft, { subject: 'By window', html: hostile });

    const clean = '<p>Hello <a>you</a></p><p style="color:red">red</p>';
    expect((await body('By command')).html).toBe(clean);
    expect((await body('By window')).html).toBe(clean);
    expect(preview.notes).toEqual(notes);
    expect(notes).toEqual([
      'Left out of the HTML: 1 script, 1 action on an event, 1 address that mail must not hold and 2 parts of a form.',
    ]);
    expect(saved.findings.map(({ kind }) => kind)).toContain('leftOut');
    const report = (await engine.engine.telemetry?.report())?.text ?? '';
    // The try without sending counts as well.
    expect(readMetrics(report).get('outlook_html_sanitization_changes_total{change_type="script"}')).toBe(3);
  });

  it('is sent in plain words where that was chosen', async () => {
    const { client, body } = await started();
    const html = '<p>Dear all,</p><ul><li>one</li><li>two</li></ul>';
    const { row } = await client.outbox.submit({
      ...mail({ subject: 'A', text: null, html }),
      letter: { asText: true },
    });
    await waitFor(client, row.id, 'sent');
    await send(client, await client.compose.start({ account: null }), { subject: 'B', html, asText: true });
    for (const subject of ['A', 'B']) expect((await body(subject)).html).toBe('Dear all,\n\n- one\n- two');
  });

  it('SM12: says which pictures it has not, and sends one that it does not show as a file', async () => {
    const { client, body } = await started();
    const shown = { ...writeFile('shown.png', 100, 1), contentId: 'shown' };
    const spare = { ...writeFile('spare.png', 100, 2), contentId: 'spare' };
    const attachments = [shown, spare].map(({ path, contentId }) => ({ path, contentId }));
    const html = '<img src="cid:shown"><img src="cid:gone">';
    const { row, notes } = await client.outbox.submit(mail({ subject: 'Pictures', text: null, html, attachments }));
    await waitFor(client, row.id, 'sent');
    expect(notes).toEqual(['The HTML shows a picture, cid:gone, that the message does not have.']);
    const { files } = await body('Pictures');
    expect(files.map(({ name, isInline }) => [name, isInline])).toEqual([
      ['shown.png', true],
      ['spare.png', false],
    ]);
  });
});

describe('Signatures', () => {
  const picture = {
    contentId: 'logo@x',
    name: 'logo.png',
    contentType: 'image/png',
    bytesBase64: png.toString('base64'),
  } as const;
  const html = '<p onclick="a()">Sales <img src="cid:logo@x"></p>';

  it('C16: stand below a new message with their pictures, are swapped and taken away, and leave without their mark', async () => {
    const { client, account, body } = await started();
    const long = await client.signatures.save({
      id: null,
      account,
      name: 'Long',
      html,
      forNew: true,
      forReplies: false,
      pictures: [picture],
    });
    const brief = await client.signatures.save({
      id: null,
      account,
      name: 'Brief',
      html: '<p>S.</p>',
      forNew: false,
      forReplies: true,
      pictures: [],
    });
    const draft = await client.compose.start({ account: null });
    expect(draft.text.html).toBe(
      `<p></p><section data-signature="${long.id}"><p>Sales <img src="cid:logo@x" /></p></section>`,
    );
    expect(draft.files.map(({ name, contentId }) => [name, contentId])).toEqual([['logo.png', 'logo@x']]);
    expect(await client.outbox.list({})).toEqual([]);

    const swapped = await client.compose.sign({ id: draft.id, revision: draft.revision, signature: brief.id });
    expect([swapped.text.html, swapped.files]).toEqual([
      `<p></p><section data-signature="${brief.id}"><p>S.</p></section>`,
      [],
    ]);
    const bare = await client.compose.sign({ id: draft.id, revision: swapped.revision, signature: null });
    expect(bare.text.html).toBe('<p></p>');
    const again = await client.compose.sign({ id: draft.id, revision: bare.revision, signature: long.id });
    await send(client, again, { subject: 'Signed' });
    const sent = await body('Signed');
    expect(sent.html).toBe('<p></p><div><p>Sales <img src="cid:logo@x" /></p></div>');
    expect(sent.files.map(({ name, isInline }) => [name, isInline])).toEqual([['logo.png', true]]);
    expect((await client.compose.start({ account: null, purpose: 'reply' })).text.html).toContain(brief.id);
  });

  it('C16: stand below a message of the command line only where it says so, in words below words', async () => {
    const { client, account, body } = await started();
    await client.signatures.save({
      id: null,
      account,
      name: 'Long',
      html,
      forNew: true,
      forReplies: false,
      pictures: [picture],
    });
    const cases = [
      [{ subject: 'none', text: null, html: '<p>a</p>' }, undefined],
      [{ subject: 'html', text: null, html: '<p>a</p>' }, 'default'],
      [{ subject: 'text', text: 'a' }, 'long'],
    ] as const;
    for (const [words, signature] of cases) {
      const { row } = await client.outbox.submit({ ...mail(words), letter: { signature } });
      await waitFor(client, row.id, 'sent');
    }
    expect((await body('none')).html).toBe('<p>a</p>');
    expect((await body('html')).html).toBe('<p>a</p><div><p>Sales <img src="cid:logo@x" /></p></div>');
    expect((await body('html')).files).toHaveLength(1);
    expect((await body('text')).html).toBe('a\n\nSales\n');
    await expect(client.outbox.submit({ ...mail(), letter: { signature: 'Other' } })).rejects.toMatchObject({
      data: { error: { error_code: 'validation_error', field: 'signature', remediation: 'It has: Long.' } },
    });
  });

  it('C16: change with the mailbox under From, pictures and all', async () => {
    const { client } = await startSignedIn(['sender@sandbox.example', 'finance@sandbox.example']);
    const accounts = await client.accounts.list({});
    const { id, account: from } = await client.compose.start({ account: null });
    const other = accounts.find((one) => one.id !== from);
    if (other === undefined) throw new Error('two mailboxes are needed');
    const save = (account: typeof from, name: string, below: boolean, pictures: (typeof picture)[]) =>
      client.signatures.save({ id: null, account, name, html, forNew: below, forReplies: false, pictures });
    const first = await save(from, 'First', false, [picture]);
    const second = await save(other.id, 'Second', true, []);
    const bare = await client.compose.read({ id });
    const signed = await client.compose.sign({ id, revision: bare.revision, signature: first.id });
    expect(signed.files).toHaveLength(1);
    const moved = await client.compose.move({ id, account: other.id });
    expect(moved.text.html).toBe(
      `<p></p><section data-signature="${second.id}"><p>Sales <img src="cid:logo@x" /></p></section>`,
    );
    const unsigned = await client.compose.sign({ id: moved.id, revision: moved.revision, signature: null });
    expect((await client.compose.move({ id: unsigned.id, account: from })).text.html).toBe('<p></p>');
  });
});

const letter = (values: Record<string, string>) => ({
  ...mail({ subject: '', text: null }),
  letter: { template: { name: 'offer', values } },
});

describe('Templates', () => {
  const offer = {
    name: 'Offer',
    subject: 'Offer for {{customer_name}}',
    html: '<p>Dear {{customer_name}},<br>until {{day}}.</p><script>a()</script>',
    variables: [{ name: 'day', label: 'Until when', value: 'Monday' }],
  };

  it('C17: are filled in, and one that is not is refused with the names that are missing', async () => {
    const { client, body } = await started();
    await client.templates.import({ templates: [offer] });
    await expect(client.outbox.submit(letter({ day: 'Friday' }))).rejects.toMatchObject({
      data: { error: { message: '“Offer” is not filled in: customer_name. Nothing was sent.', field: 'template' } },
    });
    const { row } = await client.outbox.submit(letter({ customer_name: 'A & <B>' }));
    await waitFor(client, row.id, 'sent');
    expect(row.subject).toBe('Offer for A & <B>');
    expect((await body(row.subject)).html).toBe('<p>Dear A &amp; &lt;B&gt;,<br />until Monday.</p>');
  });

  it('C17: leave no variable open by the door of the window either', async () => {
    const { client } = await started();
    const { id, revision, text } = await client.compose.start({ account: null });
    const html = '<p>Dear {{customer&nbsp;name}}</p>';
    const saved = await client.compose.save({ id, revision, text: { ...text, to: ['finance@sandbox.example'], html } });
    expect(saved.findings.map(({ kind, field }) => [kind, field])).toContainEqual([
      'unresolvedField',
      'variable:customer name',
    ]);
    await expect(client.compose.submit({ id, revision: saved.revision, holdMs: 0 })).rejects.toMatchObject({
      data: {
        error: { error_code: 'validation_error', message: '{{customer name}} is not filled in. Nothing was sent.' },
      },
    });
    expect((await client.outbox.show({ id })).row.state).toBe('draft');
  });

  it('C17: know all their variables, keep their names apart, and come back from a file as they went', async () => {
    const { client } = await started();
    expect(await client.templates.import({ templates: [offer] })).toEqual({ added: 1, replaced: 0 });
    const [kept] = await client.templates.list({});
    expect(kept).toMatchObject({
      html: '<p>Dear {{customer_name}},<br />until {{day}}.</p>',
      variables: [offer.variables[0], { name: 'customer_name', label: '', value: null }],
    });
    await expect(client.templates.save({ ...offer, name: ' OFFER', id: null })).rejects.toMatchObject({
      data: { error: { field: 'name' } },
    });
    expect(await client.templates.import({ templates: [{ ...offer, subject: 'New' }] })).toEqual({
      added: 0,
      replaced: 1,
    });
    expect(await client.templates.fillIn({ id: kept?.id ?? '', values: { day: 'now' } })).toEqual({
      subject: 'New',
      html: '<p>Dear {{customer_name}},<br />until now.</p>',
      missing: ['customer_name'],
    });
  });
});
