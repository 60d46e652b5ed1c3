// Whether an instance has what the provider has: all records, with all their usual properties.

/** What is read of each contact. */
const PROPERTIES = [
  'firstname',
  'lastname',
  'email',
  'phone',
  'mobilephone',
  'company',
  'jobtitle',
  'website',
  'city',
  'country',
  'lifecyclestage',
  'hubspot_owner_id',
  'createdate',
  'lastmodifieddate',
];

/** The provider's own word: for each id, the values of its contact as one text. */
export async function truthOf({ sandbox }) {
  const truth = new Map();
  for await (const { id, properties } of sandbox.truth({ properties: PROPERTIES })) truth.set(id, written(properties));
  return truth;
}

/** The same of an instance's list, from its export. */
export async function copyOf({ browser, connection }, instance) {
  const { status, text } = await browser.visit(
    `/api/export?connection=${connection}&format=jsonl&scope=all`,
    instance,
  );
  if (status !== 200) throw new Error(`an export ended with ${status}`);
  const items = text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return new Map(items.map(({ id, properties }) => [id, written(properties)]));
}

/** Empty values are none; a number or a flag is its text. */
function written(properties) {
  const values = PROPERTIES.map((name) => [name, `${properties?.[name] ?? ''}`]);
  return JSON.stringify(values.filter(([, value]) => value !== ''));
}

/** How many records a copy lacks, has too many, or has otherwise; and one of these. */
export function differences(copy, truth) {
  const missing = [...truth.keys()].filter((id) => !copy.has(id));
  const surplus = [...copy.keys()].filter((id) => !truth.has(id));
  const stale = [...truth.keys()].filter((id) => copy.has(id) && copy.get(id) !== truth.get(id));
  const example = stale.length ? { id: stale[0], copy: copy.get(stale[0]), truth: truth.get(stale[0]) } : {};
  const first = missing[0] ?? surplus[0];
  return { missing: missing.length, surplus: surplus.length, stale: stale.length, first, example };
}
