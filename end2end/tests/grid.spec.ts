// The grid is what the WAI-ARIA grid pattern says, and follows what its reader has set.
import { expect, test } from '../fixtures/hygiene';
import { bar, connect, connectAll, expectAlive, items, record, rowAt, rows } from '../fixtures/story';

test('rows and cells say where they stand in the whole list, however little of it is in the page', async ({ page }) => {
  await connectAll(page, 250);
  await expect(items(page)).toHaveAttribute('aria-rowcount', '251');
  await expect(items(page)).toHaveAttribute('aria-colcount', '6');
  await expect(items(page)).toHaveAttribute('aria-multiselectable', 'true');
  await items(page).evaluate((grid) => (grid.scrollTop = 100 * 40));
  await expect(rowAt(page, 104)).toBeVisible();
  const said = await items(page).evaluate((grid) => {
    const shown = [...grid.querySelectorAll<HTMLElement>('[role=row]:not([hidden])')];
    return {
      rows: shown.map((row) => Number(row.getAttribute('aria-rowindex'))).sort((one, other) => one - other),
      columns: shown.map((row) => [...row.children].map((cell) => `${cell.getAttribute('role')} ${cell.getAttribute('aria-colindex')}`).join()),
      groups: [...grid.children].map((child) => child.getAttribute('role')),
    };
  });
  expect(said.rows[0]).toBe(1);
  expect(said.rows.slice(1)).toEqual(said.rows.slice(1).map((_, at) => said.rows[1] + at));
  const six = (role: string) => [1, 2, 3, 4, 5, 6].map((at) => `${role} ${at}`).join();
  expect(new Set(said.columns)).toEqual(new Set([six('columnheader'), six('gridcell')]));
  expect(said.groups).toEqual(['rowgroup', 'rowgroup']);
});

test('a resting list is in the document in the order in which it is seen', async ({ page }) => {
  await connectAll(page, 250);
  await items(page).evaluate((grid) => (grid.scrollTop = 2345));
  const inOrder = () => rows(page).evaluateAll((all) => {
    const at = all.map((row) => Number(row.getAttribute('aria-rowindex')));
    return at.every((index, n) => n === 0 || at[n - 1] < index);
  });
  await expect.poll(inOrder).toBe(true);
});

test('the grid is one stop: the active cell moves, the focus stays', async ({ page }) => {
  await connectAll(page, 250);
  await expect(items(page)).toHaveAttribute('tabindex', '0');
  expect(await items(page).locator('a:not([tabindex="-1"]), [tabindex="0"], button, input').count()).toBe(0);
  await items(page).focus();
  for (const [key, active] of [
    ['ArrowDown', 'grid-1-0'], ['ArrowRight', 'grid-1-1'], ['End', 'grid-1-5'], ['Home', 'grid-1-0'],
    ['ArrowUp', 'grid-0-0'], ['ArrowUp', 'grid-head-0'], ['ArrowDown', 'grid-0-0'],
  ]) {
    await page.keyboard.press(key);
    await expect(items(page), key).toHaveAttribute('aria-activedescendant', active);
    await expect(page.locator(`#${active}`)).toHaveCount(1);
    await expect(items(page)).toBeFocused();
  }
});

test('Control and Enter follow the link of the cell, without opening the record', async ({ page }) => {
  await connectAll(page, 250);
  await items(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.evaluate(() => window.addEventListener('click', (event) => {
    event.preventDefault();
    Object.assign(window, { followed: (event.target as Element).closest('a')?.getAttribute('href') });
  }, { capture: true }));
  await page.keyboard.press('Control+Enter');
  expect(await page.evaluate(() => (window as unknown as { followed: string }).followed)).toBe('mailto:ada@northwind.example');
  await expect(record(page)).toHaveCount(0);
});

test('while it is read, the live regions are polite and the bar says how far', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 1000 });
  await sandbox.fault({ path_prefix: '/crm/objects/', delay_ms: 300, times: 1000 });
  await connect(page);
  await expectAlive(page);
  await expect(bar(page)).toHaveAttribute('aria-valuetext', /loaded/);
  await expect(page.locator('#grid-says')).toHaveRole('status');
  await expect(page.locator('[aria-live=assertive]')).toHaveCount(0);
});

test('dark paper is dark, light is light', async ({ page }) => {
  await connectAll(page, 250);
  const paper = () => rows(page).first().evaluate((row) => {
    let element: Element | null = row;
    while (element && getComputedStyle(element).backgroundColor === 'rgba(0, 0, 0, 0)') element = element.parentElement;
    const canvas = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    canvas.fillStyle = getComputedStyle(element ?? document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data[0];
  });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await paper()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(paper).toBeLessThan(80);
});

test('with forced colours the active cell, the selection and the open record are still set apart', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await connectAll(page, 250);
  await items(page).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  const look = (at: number) => rowAt(page, at).evaluate((row) => {
    const of = (element: Element) => {
      const { backgroundColor, outlineStyle, outlineColor, color } = getComputedStyle(element);
      return [backgroundColor, outlineStyle, outlineColor, color].join();
    };
    return [row, ...row.children].map(of).join(' | ');
  });
  const plain = await look(4);
  expect(await look(0), 'selected').not.toBe(plain);
  expect(await look(1), 'active').not.toBe(plain);
});

test('whoever wants no motion sees none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await connectAll(page, 250);
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
    const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
    const lasts = (text: string) => text.split(',').some((time) => parseFloat(time) > 0.05);
    return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration)) || scrollBehavior === 'smooth';
  }).map((element) => element.outerHTML.slice(0, 80)));
  expect(moving).toEqual([]);
});
