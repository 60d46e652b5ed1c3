// A visitor with a connection, and what it asks of its list.
import { Visitor } from '../stack/visitor.mjs';

/** @returns {Promise<{visitor: Visitor, path: string, id: string, cookie: string}>} */
export async function connected(app) {
  const visitor = new Visitor(app.url);
  const path = await visitor.connect();
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { visitor, path, id: path.split('/').at(-1), cookie };
}

export const windowPath = (id, view, offset = 0, count = 60) =>
  `/api/window?${new URLSearchParams({ connection: id, view, offset, count })}`;

export async function windowOf({ visitor, id }, view = '', offset = 0, count = 60) {
  const { status, body } = await visitor.visit(windowPath(id, view, offset, count));
  if (status !== 200) throw new Error(`a window: ${status} ${body}`);
  return JSON.parse(body);
}

/** Waits until every record is there; gives the milliseconds that took. */
export async function complete(one) {
  const began = performance.now();
  for (;;) {
    const { progress } = await windowOf(one, '', 0, 1);
    if (progress.state === 'complete') return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
