// What a first visit downloads, against a Leptos application without content.
import { measureSizes } from '../../scripts/size-budget.mjs';
import { Stack } from '../stack/stack.mjs';
import { line } from './line.mjs';
import { measureStarts } from './starts.mjs';

/** Brotli bytes. */
const EMPTY_APP = { wasm: 96 * 1024, js: 5.2 * 1024 };

export async function measureSizesAndStarts() {
  const stack = await Stack.start({ consent: 'auto', contacts: 2500 });
  try {
    const sizes = await measureSizes(stack);
    const floorIs = 'an empty Leptos app';
    return [
      ...(await measureStarts(stack.sandbox)),
      line('WASM, brotli', 'bytes', sizes.wasm, { floor: EMPTY_APP.wasm, floorIs, bound: 230 * 1024 }),
      line('JS, brotli', 'bytes', sizes.js, { floor: EMPTY_APP.js, floorIs }),
      line('CSS, brotli', 'bytes', sizes.css),
      line('first HTML, brotli', 'bytes', sizes.html),
    ];
  } finally {
    await stack.stop();
  }
}
