// Airtable's official client, a client that we did not write, gets along with the sandbox's Airtable.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { Sandbox } from '../stack/sandbox.mjs';
import { airtableToken, clientOf, schemaOf } from './airtable-grant.mjs';

const RECORDS = 250;

/** Matches the client's error. */
function refusal(statusCode, error) {
  return (thrown) => {
    assert.deepEqual([thrown.statusCode, thrown.error], [statusCode, error], `${thrown}`);
    return true;
  };
}

describe("Airtable's official client against the sandbox", () => {
  /** @type {Sandbox} */
  let sandbox;
  let airtable;
  let token;
  let schema;
  let base;

  before(async () => {
    const own = { bases: 2, tables: 5, records: RECORDS, 'rate-limit': 'off' };
    sandbox = await Sandbox.start({ contacts: 0, consent: 'auto', airtable: own });
    airtable = sandbox.airtable;
  });
  after(() => sandbox?.stop());

  beforeEach(async () => {
    await airtable.reset();
    token = await airtableToken(airtable);
    schema = await schemaOf(airtable, token);
    base = clientOf(airtable, token).base(schema[0].id);
    await airtable.forgetJournal();
  });

  describe('records', () => {
    it('paging to the end gives every record once', async () => {
      const records = await base('People').select().all();
      assert.equal(new Set(records.map(({ id }) => id)).size, RECORDS);
      assert.equal((await airtable.journal()).length, 3);
    });

    it('a page has its own size and names the next', async () => {
      const sizes = [];
      await base('People').select({ pageSize: 90 }).eachPage((records, next) => {
        sizes.push(records.length);
        next();
      });
      assert.deepEqual(sizes, [90, 90, 70]);
    });

    it('a record is read by its id, and its fields by name', async () => {
      const [first] = await base('People').select({ maxRecords: 1, sort: [{ field: 'Name', direction: 'desc' }] }).firstPage();
      const found = await base('People').find(first.id);
      assert.equal(found.id, first.id);
      assert.equal(typeof found.get('Name'), 'string');
      assert.deepEqual(found.fields, first.fields);
    });

    it('a table is found by its id and by its name, however odd', async () => {
      for (const { id, name } of schema[0].tables) {
        const [byId, byName] = await Promise.all([id, name].map((which) => base(which).select({ pageSize: 1 }).firstPage()));
        assert.equal(byId[0].id, byName[0].id, name);
      }
    });

    it('only the fields that were asked for come', async () => {
      const records = await base('People').select({ fields: ['Name', 'Tags'], maxRecords: 50 }).all();
      const names = new Set(records.flatMap(({ fields }) => Object.keys(fields)));
      assert.deepEqual([...names].toSorted(), ['Name', 'Tags']);
    });

    it('a question too long for a URL goes into a body', async () => {
      const sort = Array.from({ length: 400 }, () => ({ field: 'Name', direction: 'asc' }));
      const records = await base('People').select({ sort, pageSize: 100 }).all();
      assert.equal(records.length, RECORDS);
      const [{ method, path }] = await airtable.journal();
      assert.deepEqual([method, path.endsWith('/listRecords')], ['POST', true]);
    });

    it('an empty cell is undefined, a failed formula an object, a collaborator too', async () => {
      const people = await base('People').select().all();
      assert.ok(people.some((record) => record.get('Name') === undefined));
      assert.ok(people.some((record) => record.get('Owner')?.email));
      const invoices = await base('Invoices').select().all();
      assert.ok(invoices.some((record) => record.get('Invoice').error));
    });
  });

  describe('refusals', () => {
    it('an unknown record is not found', async () => {
      await assert.rejects(base('People').find('rec00000000000000'), refusal(404, 'NOT_FOUND'));
    });

    it('an unknown table and an unknown base look alike', async () => {
      await assert.rejects(base('Nowhere').select().firstPage(), refusal(403, 'NOT_AUTHORIZED'));
      const nobase = clientOf(airtable, token).base('app00000000000000');
      await assert.rejects(nobase('People').select().firstPage(), refusal(403, 'NOT_AUTHORIZED'));
    });

    it('an unknown field is refused by name', async () => {
      const select = base('People').select({ fields: ['No such field'] });
      await assert.rejects(select.firstPage(), (thrown) => {
        assert.match(thrown.message, /No such field/);
        return refusal(422, 'UNKNOWN_FIELD_NAME')(thrown);
      });
    });

    it('an expired token asks for another', async () => {
      await airtable.expireTokens();
      await assert.rejects(base('People').select().firstPage(), refusal(401, 'AUTHENTICATION_REQUIRED'));
    });
  });
});

describe("Airtable's official client in a hurry", () => {
  let sandbox;

  before(async () => {
    sandbox = await Sandbox.start({ contacts: 0, consent: 'auto', airtable: { bases: 2, records: 10, 'rate-limit': '2/10s' } });
  });
  after(() => sandbox?.stop());

  it('one request too many to a base is refused, and the other base is free', async () => {
    const token = await airtableToken(sandbox.airtable);
    const [first, second] = await schemaOf(sandbox.airtable, token);
    const people = ({ id }) => clientOf(sandbox.airtable, token).base(id)('People').select({ pageSize: 1 }).firstPage();
    await people(first); // the schema was one request already
    await assert.rejects(people(first), refusal(429, 'TOO_MANY_REQUESTS'));
    assert.equal((await people(second)).length, 1);
  });
});
