// What changes at HubSpot changes here: by itself while one looks, and at once by Refresh.
import { expect, test } from '../fixtures/hygiene';
import { connectAll, count, expectComplete, expectRows, items, refreshList, rowAt, rows, search } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

// High enough to see all of the few.
test.use({ sandboxFlags: ['--search-lag', '0ms'], viewport: { width: 1280, height: 1400 } });

const people = (many: number) => Array.from({ length: many }, (_, at) => ({
  properties: { firstname: `Person ${String(at).padStart(3, '0')}`, email: `p${at}@x.example` },
}));

/** The ids of the live contacts, in HubSpot's order. */
async function ids(sandbox: Sandbox) {
  const found: string[] = [];
  for await (const { id } of sandbox.truth()) found.push(id);
  return found;
}

test('Refresh brings what was created, changed, archived and merged, now', async ({ page, sandbox }) => {
  await sandbox.setContacts(people(20));
  await connectAll(page, 20);
  const known = await ids(sandbox);
  await sandbox.changeContacts({
    create: [{ properties: { firstname: 'Newcomer' } }],
    update: [{ id: known[3], properties: { firstname: 'Renamed' } }],
    archive: [known[5]],
    merge: [{ primary: known[7], merged: known[8] }],
  });
  await refreshList(page);
  await expectRows(page, 19);
  const names = await rows(page).locator('[aria-colindex="1"]').allTextContents();
  expect(names).toEqual(expect.arrayContaining(['Newcomer', 'Renamed', 'Person 007']));
  for (const gone of ['Person 003', 'Person 005', 'Person 008']) expect(names).not.toContain(gone);
  await expect(count(page)).toHaveText(/^19 records · as of/);
});

test('what changes appears by itself while one looks', async ({ page, sandbox }) => {
  await sandbox.setContacts(people(20));
  await connectAll(page, 20);
  await sandbox.changeContacts({ create: [{ properties: { firstname: 'Newcomer' } }] });
  await expectRows(page, 21);
  await expect(items(page).getByText('Newcomer')).toBeVisible();
});

test('a search that is on the screen takes in what has begun to match', async ({ page, sandbox }) => {
  await sandbox.setContacts(people(20));
  await connectAll(page, 20);
  await search(page).fill('newcomer');
  await expectRows(page, 0);
  await sandbox.changeContacts({ update: [{ id: (await ids(sandbox))[0], properties: { firstname: 'Newcomer' } }] });
  await refreshList(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByText('No record matches')).toHaveCount(0);
});

test('who has scrolled down keeps the row that they look at when records go above it', async ({ page, sandbox }) => {
  await sandbox.setContacts(people(300));
  await connectAll(page, 300);
  const known = await ids(sandbox);
  await items(page).evaluate((grid) => (grid.scrollTop = 100 * 40));
  await expect(rowAt(page, 104)).toContainText('Person 104');
  const before = (await rowAt(page, 104).boundingBox())?.y;
  await sandbox.changeContacts({ archive: known.slice(0, 10) });
  await refreshList(page);
  await expectRows(page, 290);
  await expect(rowAt(page, 94)).toContainText('Person 104');
  expect((await rowAt(page, 94).boundingBox())?.y).toBe(before);
});

test('after a hundred changes of every kind the list is as HubSpot has it', async ({ page, sandbox }) => {
  const path = await connectAll(page, 250);
  await sandbox.churn(7, 100);
  await refreshList(page);
  await expectComplete(page, await sandbox.countContacts());
  const exported = await page.request.get(`/api/export?connection=${path.split('/').at(-1)}&scope=all&format=jsonl`);
  const here = (await exported.text()).trim().split('\n').map((line) => JSON.parse(line).id as string).sort();
  expect(here).toEqual((await ids(sandbox)).sort());
});
