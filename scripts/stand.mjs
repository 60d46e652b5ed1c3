// Runs the sandbox and the app in the foreground until a signal, for `make demo` and `make dev`.
import { Child } from '../end2end/stack/child.mjs';
import { TRIBUTARY } from '../end2end/stack/binaries.mjs';
import { isFree } from '../end2end/stack/port.mjs';
import { FURTHER, Sandbox } from '../end2end/stack/sandbox.mjs';
import { settings } from '../end2end/stack/tributary.mjs';

const mode = process.argv[2];
const port = numberFrom('PORT', 3000);
/** HubSpot's; the other stand-ins are on the next ports that are free. */
const sandboxPort = numberFrom('SANDBOX_PORT', 4010);
const contacts = numberFrom('DEMO_CONTACTS', 2500);

function numberFrom(variable, otherwise) {
  const text = process.env[variable] || `${otherwise}`;
  if (!/^\d{1,7}$/.test(text)) refuse(`${variable} must be a number, not ${JSON.stringify(text)}`);
  return Number(text);
}

function refuse(message) {
  console.error(`${mode}: ${message}`);
  process.exit(1);
}

async function requireFreePorts() {
  for (const [variable, number] of Object.entries({ PORT: port, SANDBOX_PORT: sandboxPort })) {
    if (!(await isFree(number))) refuse(`port ${number} is taken: stop what listens there, or set ${variable} to another`);
  }
}

/** The stand-ins beside HubSpot, each with a port. */
async function furtherStandIns() {
  const standIns = {};
  let next = sandboxPort + 1;
  for (const name of FURTHER) {
    while (next === port || !(await isFree(next))) next++;
    standIns[name] = { port: next++ };
  }
  return standIns;
}

/** Our environment without settings of the app: those of an app registered at a real provider must not meet the sandbox. */
function surroundings() {
  const foreign = ([name]) => !/^(TRIBUTARY|HUBSPOT|AIRTABLE|NOTION|PIPEDRIVE)_/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(foreign));
}

/** The release binary, or cargo-leptos, which builds and restarts the server at every change. */
function startApp(sandbox) {
  const env = { ...surroundings(), TRIBUTARY_LOG: process.env.TRIBUTARY_LOG || 'warn', ...settings({ port, sandbox }) };
  if (mode === 'demo') return new Child('tributary', TRIBUTARY, [], { env, echo: true });
  const watched = { ...env, LEPTOS_SITE_ADDR: `127.0.0.1:${port}` };
  return new Child('cargo leptos watch', 'cargo', ['leptos', 'watch'], { env: watched, echo: true });
}

/** Waits for the app, however long its first build takes; gives why it ended if it ended. */
async function appReady(app) {
  const answers = () => fetch(`http://127.0.0.1:${port}/healthz`).then((response) => response.ok, () => false);
  if (mode === 'demo') return app.until(answers, '/healthz');
  while (!app.over && !(await answers())) await Promise.race([app.ended, new Promise((wake) => setTimeout(wake, 200))]);
}

async function stand() {
  const signalled = new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((name) => process.on(name, () => resolve(null))));
  const sandbox = await Sandbox.start({ port: sandboxPort, contacts, echo: true, ...(await furtherStandIns()) });
  const app = startApp(sandbox);
  const ready = appReady(app).then(() => !app.over && console.log(`ready: http://localhost:${port}`));
  const ended = await Promise.race([
    signalled,
    app.ended,
    sandbox.child.ended,
    ready.then(() => new Promise(() => {}), (error) => error.message.split('\n')[0]),
  ]);
  // cargo-leptos stops its server on Ctrl-C only.
  await app.stop(mode === 'dev' ? 'SIGINT' : 'SIGTERM');
  await sandbox.stop();
  if (ended !== null) refuse(ended);
}

await requireFreePorts();
if (mode !== 'ports') {
  await stand();
  process.exit(0);
}
