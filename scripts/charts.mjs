// Draws the growth curves of target/bench.json as SVG: `node scripts/charts.mjs target/bench.json docs/performance`.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const [WIDTH, HEIGHT] = [760, 420];
const PLOT = { left: 64, top: 48, right: 560, bottom: 364 };
const COLOURS = ['#1d52d6', '#0b7a4b', '#b3261e', '#8a5a00', '#7b3fb3', '#00707c', '#b0006a', '#5a6270'];
const STYLE = `text{font:12px ui-sans-serif,system-ui,sans-serif;fill:#52545a}.title{font-size:15px;font-weight:600;fill:#17181a}
.grid{stroke:#e6e4df}.bound{stroke:#9c1f18;stroke-dasharray:4 4}path{fill:none;stroke-width:2}
@media(prefers-color-scheme:dark){text{fill:#aeb1b8}.title{fill:#ececee}.grid{stroke:#2c2f34}.bound{stroke:#ff9d94}path,circle{filter:brightness(1.6)}}`;

const log = Math.log10;
const short = (number) => (number >= 1e6 ? `${number / 1e6}M` : number >= 1e3 ? `${number / 1e3}k` : `${Number(number.toPrecision(2))}`);

/** Places of a value on an axis that counts tenfold steps. */
function axis([least, most], [begin, end]) {
  const [low, high] = [Math.floor(log(least)), Math.ceil(log(most))];
  const place = (value) => begin + ((log(value) - low) / Math.max(1, high - low)) * (end - begin);
  return { place, ticks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)) };
}

/** @param {{title: string, unit: string, bound?: number, series: {name: string, points: [number, number][]}[]}} chart */
function draw({ title, unit, bound, series }) {
  const points = series.flatMap(({ points }) => points);
  const range = (at, more = []) => {
    const values = [...points.map((point) => point[at]), ...more];
    return [Math.min(...values), Math.max(...values)];
  };
  const x = axis(range(0), [PLOT.left, PLOT.right]);
  const y = axis(range(1, bound ? [bound] : []), [PLOT.bottom, PLOT.top]);
  const across = (value, name) => `<line class="${name}" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y.place(value)}" y2="${y.place(value)}"/>`;
  const lines = series.map(({ points }, index) => {
    const path = points.map(([px, py], at) => `${at ? 'L' : 'M'}${x.place(px).toFixed(1)} ${y.place(py).toFixed(1)}`).join('');
    const dots = points.map(([px, py]) => `<circle cx="${x.place(px).toFixed(1)}" cy="${y.place(py).toFixed(1)}" r="3" fill="${COLOURS[index]}"/>`);
    return `<path d="${path}" stroke="${COLOURS[index]}"/>${dots.join('')}`;
  });
  const legend = series.map(({ name }, index) => {
    const at = PLOT.top + 20 * index;
    return `<circle cx="${PLOT.right + 18}" cy="${at - 4}" r="4" fill="${COLOURS[index]}"/><text x="${PLOT.right + 30}" y="${at}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}"><style>${STYLE}</style>
<text class="title" x="${PLOT.left}" y="24">${title}</text>
${y.ticks.map((tick) => `${across(tick, 'grid')}<text x="${PLOT.left - 8}" y="${y.place(tick) + 4}" text-anchor="end">${short(tick)} ${unit}</text>`).join('\n')}
${x.ticks.map((tick) => `<text x="${x.place(tick)}" y="${PLOT.bottom + 20}" text-anchor="middle">${short(tick)}</text>`).join('\n')}
<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}" text-anchor="middle">records</text>
${bound ? across(bound, 'bound') : ''}
${lines.join('\n')}
${legend.join('\n')}
</svg>
`;
}

/** The lines whose name ends so, as one curve for each kind. */
function curves(results, ending) {
  const kinds = new Map();
  for (const { name, value, records } of results) {
    if (!records || !name.endsWith(ending)) continue;
    const kind = name.slice(0, -ending.length);
    kinds.set(kind, [...(kinds.get(kind) ?? []), [records, Math.max(value, 0.001)]]);
  }
  return [...kinds].filter(([, points]) => points.length > 1).map(([name, points]) => ({ name, points }));
}

const [from, into] = process.argv.slice(2);
const { results } = JSON.parse(await readFile(from, 'utf8'));
const engine = results.filter(({ part }) => part === 'engine');
const charts = {
  'windows-p50.svg': { title: 'A window, as the list grows: median', unit: 'ms', series: curves(engine, ', p50') },
  'windows-p99.svg': { title: 'A window, as the list grows: 99 of 100 are quicker', unit: 'ms', bound: 5, series: curves(engine, ', p99') },
};
await mkdir(into, { recursive: true });
for (const [file, chart] of Object.entries(charts)) {
  if (chart.series.length > 0) await writeFile(join(into, file), draw(chart));
}
