import { setTimeout as sleep } from 'node:timers/promises';
import { formatBytes } from '../progress/format-amount.ts';
import { addFault, countViolations, readTruth, readUploadedBytes, type DeliveredMail } from '../sandbox-control.ts';
import type { MailroomProcess } from './child-process.ts';
import { makeDemoMail, type DemoMail } from './demo-files.ts';
import { judgeStory, type Verdict } from './judge-story.ts';
import { demoFailed, finish, type ServedStage, type Stage, start, withService } from './stage.ts';

const sender = 'sender@sandbox.example';
const recipients = ['finance@sandbox.example', 'legal@sandbox.example'];
const chunkBytes = 3_932_160;
const killAtShare = 0.6;
/** So that the waits of a minute or two, right for the real service, do not make up the demo. */
const shortWaits = { MS_SEND_SETTLE_MS: '2000', MS_SEND_PROBE_MS: '500', MS_RETRY_BASE_MS: '200' };

interface Scene extends ServedStage {
  readonly mail: DemoMail;
}

/** Plays the whole story with real processes over real HTTP, and asks the sandbox tenant at the end what arrived. */
export async function tellStory(stage: Stage): Promise<Verdict> {
  return withService(stage, shortWaits, async (service) => {
    const scene = { ...service, mail: await makeDemoMail(stage.folder) };
    scene.say(`2  Sign-in as ${sender}: real MSAL, a robot at the browser.`);
    await finish(scene, ['login', '--as', sender], 0);
    await sendAndKill(scene);
    await recover(scene);
    return judge(scene);
  });
}

async function sendAndKill(scene: Scene): Promise<void> {
  const totalBytes = sessionBytesOf(scene.mail);
  scene.say(
    `3  A mail to two colleagues with ${formatBytes(totalBytes)} of files. The service will be slow, ask once to`,
  );
  scene.say('   slow down (429), and once drop the connection in the middle of a chunk.');
  scene.say('   Waits for Sent Items are shortened for the demo.');
  await addFault(scene.origin, { match: { method: 'PUT', nth: 4 }, action: 'throttle', times: 1, retryAfter: 2 });
  await addFault(scene.origin, { match: { method: 'PUT', nth: 8 }, action: 'dropMidBody', times: 1 });
  await addFault(scene.origin, { match: { method: 'PUT' }, action: 'slow', times: 0, delayMs: 700 });
  const sending = start(scene, sendCommand(scene.mail));
  try {
    await untilTaken(scene, sending, totalBytes * killAtShare);
  } finally {
    sending.kill('SIGKILL');
  }
  const { signal } = await sending.ended;
  if (signal !== 'SIGKILL') throw demoFailed('The sending process had ended before it could be killed.');
  scene.say('4  SIGKILL: the sending process is gone, without a chance to tidy up.');
}

/** Returns early when the sending process ends by itself. */
async function untilTaken(scene: Scene, sending: MailroomProcess, bytes: number): Promise<void> {
  const ended = new AbortController();
  void sending.ended.then(() => ended.abort());
  while (!ended.signal.aborted && (await readUploadedBytes(scene.origin)).taken < bytes) {
    scene.interrupted.throwIfAborted();
    await sleep(100);
  }
}

async function recover(scene: Scene): Promise<void> {
  scene.say('5  mailroom run --until-idle: continues at the byte that the service confirmed last.');
  await finish(scene, ['run', '--until-idle'], 0);
  scene.say('6  The same send command once more, with the same key: nothing may go twice.');
  await finish(scene, sendCommand(scene.mail), 0);
}

async function judge(scene: Scene): Promise<Verdict> {
  scene.say('7  What the service delivered:');
  return judgeStory({
    recipients,
    files: [...scene.mail.large, scene.mail.image],
    sessionBytes: sessionBytesOf(scene.mail),
    chunkBytes,
    delivered: await settledDeliveries(scene.origin),
    uploaded: await readUploadedBytes(scene.origin),
    violations: await countViolations(scene.origin),
  });
}

/** Delivery takes the service a moment; what is still on its way is waited for. */
async function settledDeliveries(origin: string): Promise<readonly DeliveredMail[]> {
  const deadlineMs = Date.now() + 15_000;
  let truth = await readTruth(origin);
  while ((truth.pending > 0 || truth.delivered.length === 0) && Date.now() < deadlineMs) {
    await sleep(200);
    truth = await readTruth(origin);
  }
  return truth.delivered;
}

function sendCommand(mail: DemoMail): string[] {
  const [to = '', cc = ''] = recipients;
  const { htmlPath, large, image } = mail;
  const head = ['--to', to, '--cc', cc, '--subject', 'Measurements and recording', '--html', htmlPath];
  const files = ['--attach', ...large.map(({ path }) => path), '--inline', `logo=${image.path}`];
  return ['send', ...head, ...files, '--key', 'demo', '--wait'];
}

function sessionBytesOf(mail: DemoMail): number {
  return mail.large.reduce((bytes, file) => bytes + file.sizeBytes, 0);
}
