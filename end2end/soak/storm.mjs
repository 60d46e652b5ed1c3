// Many requests at the same moment, and what came of them.
import { counted, percentile } from './figures.mjs';

/** Runs all at once; `ask` gets the number of the request and gives an answer of `send`. */
export async function storm(requests, ask) {
  return summary(await Promise.all(Array.from({ length: requests }, (_, number) => ask(number))));
}

/** How many answers had each status, how many were not 200, and how long they took. */
export function summary(answers) {
  const times = answers.map(({ milliseconds }) => milliseconds);
  return {
    requests: answers.length,
    failed: answers.filter(({ status }) => status !== 200).length,
    statuses: counted(answers.map(({ status }) => status)),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}
