// Measures what a first visit downloads from the release build, as the server sends it, against the budget.
import { brotliCompressSync } from 'node:zlib';

import { Stack } from '../end2end/stack/stack.mjs';
import { Visitor } from '../end2end/stack/visitor.mjs';

const KB = 1024;
const BUDGET = { wasm: 230 * KB, js: 8 * KB, css: 10 * KB, html: 30 * KB };
const ROWS = 60;

/** Bytes as they came, compressed; the server may leave the compression of pages to a proxy. */
function compressedSize(response) {
  return response.headers['content-encoding'] === 'br' ? response.body.length : brotliCompressSync(response.body).length;
}

/** The page of a fresh connection, as text and in compressed bytes. */
async function firstPage(visitor) {
  const path = await visitor.connect();
  const plain = await visitor.visit(path);
  const packed = await visitor.visit(path, { headers: { 'accept-encoding': 'br' } });
  const text = plain.body.toString();
  // One row is the header.
  const rows = (text.match(/role="row"/g) ?? []).length - 1;
  if (rows < ROWS) throw new Error(`the first page has ${rows} rows: the budget is for ${ROWS}`);
  return { text, size: compressedSize(packed) };
}

/** The size of the assets that `html` names, by kind; they must come precompressed. */
async function assetSizes(visitor, html) {
  const sizes = { wasm: 0, js: 0, css: 0 };
  for (const path of new Set(html.match(/\/pkg\/[\w./-]+\.(wasm|js|css)/g))) {
    const asset = await visitor.visit(path, { headers: { 'accept-encoding': 'br' } });
    if (asset.status !== 200) throw new Error(`${path}: ${asset.status}`);
    if (asset.headers['content-encoding'] !== 'br') throw new Error(`${path} is not served as brotli`);
    sizes[path.split('.').at(-1)] += asset.body.length;
  }
  for (const [kind, size] of Object.entries(sizes)) if (size === 0) throw new Error(`the page names no ${kind}`);
  return sizes;
}

/** @returns {Promise<{wasm: number, js: number, css: number, html: number}>} bytes */
export async function measureSizes(stack) {
  const visitor = new Visitor(stack.app.url);
  const page = await firstPage(visitor);
  return { ...(await assetSizes(visitor, page.text)), html: page.size };
}

async function report() {
  const stack = await Stack.start({ consent: 'auto', contacts: 2500 });
  const sizes = await measureSizes(stack).finally(() => stack.stop());
  const rows = Object.entries(BUDGET).map(([kind, budget]) => {
    const verdict = sizes[kind] <= budget ? 'ok' : 'OVER';
    return [kind.padEnd(6), `${(budget / KB).toFixed(0)} KB`.padStart(8), `${(sizes[kind] / KB).toFixed(1)} KB`.padStart(10), ` ${verdict}`];
  });
  console.log(['brotli', '  budget', '    actual'].join(''));
  rows.forEach((row) => console.log(row.join('')));
  if (rows.some((row) => row[3] === ' OVER')) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('size-budget.mjs')) await report();
