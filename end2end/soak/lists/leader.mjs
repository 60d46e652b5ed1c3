// Who of the instances reads the provider: the one whose count of pages grows.
import { until } from '../until.mjs';
import { send } from '../wire.mjs';

const PATIENCE_MS = 60_000;
const PAGES = /^tributary_pages_read_total\{[^}]*\} (\d+)/m;

/** Of its present life: nothing of one that is away. */
async function pagesRead(instance) {
  const { text } = await send(`http://${instance.env.TRIBUTARY_METRICS_LISTEN}/metrics`);
  return Number(PAGES.exec(text)?.[1] ?? 0);
}

/** The instance that has just read a page. */
export async function leaderOf(instances) {
  const before = await Promise.all(instances.map(pagesRead));
  const grown = async () => {
    const now = await Promise.all(instances.map(pagesRead));
    return instances.find((_, number) => now[number] > before[number]);
  };
  const { answer } = await until(grown, { within: PATIENCE_MS });
  if (!answer) throw new Error('nobody reads the provider');
  return answer;
}
