// Starts a program, keeps what it prints, waits until it answers, and stops it by its process id.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 10_000;

/** What is passed on from our own environment: no setting of the app, and no secret. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'RUST_BACKTRACE'];

export function cleanEnvironment(settings = {}) {
  const inherited = INHERITED.filter((name) => name in process.env).map((name) => [name, process.env[name]]);
  return { ...Object.fromEntries(inherited), ...settings };
}

export class Child {
  /** Everything that it printed, both streams, in order of arrival. */
  log = '';

  /**
   * @param {string} name for messages
   * @param {string} command
   * @param {string[]} args
   * @param {{env?: object, echo?: boolean}} options `echo` also prints its output to our stderr
   */
  constructor(name, command, args, { env = cleanEnvironment(), echo = false } = {}) {
    this.name = name;
    this.process = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.log += text;
        if (echo) process.stderr.write(text);
      });
    }
    /** Settles when it has ended, with a sentence that says how. */
    this.ended = new Promise((resolve) => {
      this.process.once('error', (error) => resolve(`${name} could not be started: ${error.message}`));
      this.process.once('close', (code, signal) => resolve(`${name} ended with ${signal ?? `code ${code}`}`));
    });
    this.ended.then(() => (this.over = true));
    // Whatever ends us must not leave it behind.
    this.lastResort = () => this.process.kill('SIGKILL');
    process.once('exit', this.lastResort);
  }

  get pid() {
    return this.process.pid;
  }

  /** Waits until `ready` gives true; throws with its output when it ends or takes too long. */
  async until(ready, what) {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await ready())) {
      if (this.over) throw new Error(`${await this.ended}\n${this.log}`);
      if (performance.now() > deadline) throw new Error(`${this.name}: no ${what} in time\n${this.log}`);
      await pause(2);
    }
  }

  /** Waits until `GET url` succeeds. */
  async answers(url) {
    await this.until(() => fetch(url).then((response) => response.ok, () => false), url);
  }

  async stop(signal = 'SIGTERM') {
    process.off('exit', this.lastResort);
    if (this.over) return;
    this.process.kill(signal);
    const late = setTimeout(() => this.process.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.ended;
    clearTimeout(late);
  }
}
