// What the provider was asked for a list, by its journal.
import { counted } from '../figures.mjs';

const CONTACTS = /^\/crm\/objects\/[^/]+\/contacts$/;
const SEARCH = /^\/crm\/objects\/[^/]+\/contacts\/search$/;

/** Where the page begins that the entry asked for; `null` where it asked for something else. */
function cursorOf({ method, path, query }) {
  if (method !== 'GET' || !CONTACTS.test(path)) return null;
  const asked = new URLSearchParams(query);
  return asked.has('archived') ? null : (asked.get('after') ?? 'the first');
}

/** How many searches came after the last page: a list whose pages are all here is kept true by them. */
export function searchesSinceLastPage(journal) {
  const last = journal.findLastIndex((entry) => cursorOf(entry) !== null);
  return journal.slice(last + 1).filter(({ path }) => SEARCH.test(path)).length;
}

/** How many pages were asked for, how many of them more than once, and what was refused. */
export function tallyOf(journal) {
  const asked = counted(journal.map(cursorOf).filter((cursor) => cursor !== null));
  const pages = Object.keys(asked).length;
  const questions = Object.values(asked).reduce((total, times) => total + times, 0);
  return {
    pages,
    again: questions - pages,
    searches: journal.filter(({ path }) => SEARCH.test(path)).length,
    tooMany: journal.filter(({ status }) => status === 429).length,
    questions: journal.length,
  };
}
