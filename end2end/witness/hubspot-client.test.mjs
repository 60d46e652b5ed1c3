// HubSpot's official client, a client that we did not write, gets along with the sandbox.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { Sandbox } from '../stack/sandbox.mjs';
import { clientOf, consent, exchange, grant, refresh } from './grant.mjs';

const CONTACTS = 250;

/** Matches the client's exception for `status` whose body has `fields`. */
function refusal(status, fields) {
  return (error) => {
    assert.equal(error.code, status);
    for (const [name, value] of Object.entries(fields)) {
      if (value instanceof RegExp) assert.match(error.body[name], value);
      else assert.deepEqual(error.body[name], value, `${name} of ${JSON.stringify(error.body)}`);
    }
    return true;
  };
}

describe("HubSpot's official client against the sandbox", () => {
  /** @type {Sandbox} */
  let sandbox;
  let contacts;

  before(async () => {
    sandbox = await Sandbox.start({ contacts: CONTACTS, consent: 'auto', flags: ['--search-lag', '0s', '--rate-limit', '10000/10s'] });
  });
  after(() => sandbox?.stop());

  beforeEach(async () => {
    await sandbox.reset();
    contacts = clientOf(sandbox, (await grant(sandbox)).accessToken).crm.contacts;
  });

  describe('tokens', () => {
    it('the state comes back with the code', async () => {
      const callback = await consent(sandbox, 'a state');
      assert.equal(callback.searchParams.get('state'), 'a state');
      assert.ok(callback.searchParams.get('code'));
    });

    it('a code is exchanged for tokens that live half an hour', async () => {
      const tokens = await grant(sandbox);
      assert.equal(tokens.tokenType, 'bearer');
      assert.equal(tokens.expiresIn, 1800);
      assert.ok(tokens.accessToken.length > 0 && tokens.refreshToken.length > 0);
    });

    it('a code is honoured once', async () => {
      const code = (await consent(sandbox)).searchParams.get('code');
      await exchange(sandbox, code);
      await assert.rejects(exchange(sandbox, code), refusal(400, { status: 'BAD_AUTH_CODE', error: 'invalid_grant' }));
    });

    it('a wrong secret is refused', async () => {
      const code = (await consent(sandbox)).searchParams.get('code');
      await assert.rejects(exchange(sandbox, code, 'guessed'), refusal(400, { error: 'invalid_client' }));
    });

    it('a refresh gives a new access token and the same refresh token', async () => {
      const old = await grant(sandbox);
      const fresh = await refresh(sandbox, old.refreshToken);
      assert.notEqual(fresh.accessToken, old.accessToken);
      assert.equal(fresh.refreshToken, old.refreshToken);
      const page = await clientOf(sandbox, fresh.accessToken).crm.contacts.basicApi.getPage(1);
      assert.equal(page.results.length, 1);
    });

    it('a revoked refresh token is refused', async () => {
      const { refreshToken } = await grant(sandbox);
      await clientOf(sandbox).oauth.refreshTokensApi.archive(refreshToken);
      await assert.rejects(refresh(sandbox, refreshToken), refusal(400, { status: 'BAD_REFRESH_TOKEN', error: 'invalid_grant' }));
    });

    it('an access token tells its account and scopes', async () => {
      const { accessToken } = await grant(sandbox);
      const info = await clientOf(sandbox).oauth.accessTokensApi.get(accessToken);
      assert.ok(Number.isInteger(info.hubId));
      assert.ok(info.scopes.includes('crm.objects.contacts.read'));
    });
  });

  describe('contacts', () => {
    it('paging to the end gives every contact once', async () => {
      const all = await contacts.getAll(100);
      assert.equal(all.length, CONTACTS);
      assert.equal(new Set(all.map((contact) => contact.id)).size, CONTACTS);
      const pages = (await sandbox.journal()).filter(({ method, path }) => method === 'GET' && path.endsWith('/contacts'));
      assert.equal(pages.length, 3);
    });

    it('a page has its own size and names the next', async () => {
      const first = await contacts.basicApi.getPage(2);
      const second = await contacts.basicApi.getPage(2, first.paging.next.after);
      assert.equal(first.results.length, 2);
      assert.equal(new Set([...first.results, ...second.results].map(({ id }) => id)).size, 4);
    });

    it('a contact is read by its id, with the properties that were asked for', async () => {
      const { id } = await contacts.basicApi.create({ properties: { email: 'ada@example.com', phone: '+44 20', city: 'London' } });
      const contact = await contacts.basicApi.getById(id, ['phone', 'city']);
      assert.equal(contact.id, id);
      assert.equal(contact.properties.phone, '+44 20');
      assert.equal(contact.properties.city, 'London');
      assert.ok(contact.createdAt instanceof Date && !Number.isNaN(contact.createdAt.valueOf()));
    });

    it('an unknown contact is not found', async () => {
      await assert.rejects(contacts.basicApi.getById('999999999999'), refusal(404, { message: 'resource not found' }));
    });

    it('search finds by e-mail, counts, and pages', async () => {
      await contacts.basicApi.create({ properties: { email: 'grace@search.example', lastname: 'Hopper' } });
      const filter = { propertyName: 'email', operator: 'EQ', value: 'grace@search.example' };
      const found = await contacts.searchApi.doSearch({ filterGroups: [{ filters: [filter] }], properties: ['lastname'] });
      assert.equal(found.total, 1);
      assert.equal(found.results[0].properties.lastname, 'Hopper');

      const every = await contacts.searchApi.doSearch({ limit: 200 });
      assert.equal(every.total, CONTACTS + 1);
      assert.equal(every.results.length, 200);
      const rest = await contacts.searchApi.doSearch({ limit: 200, after: every.paging.next.after });
      assert.equal(rest.results.length, CONTACTS + 1 - 200);
    });

    it('a second contact with the same e-mail is a conflict that names the first', async () => {
      const { id } = await contacts.basicApi.create({ properties: { email: 'twice@example.com' } });
      const again = contacts.basicApi.create({ properties: { email: 'Twice@example.com' } });
      await assert.rejects(again, refusal(409, { category: 'CONFLICT', message: new RegExp(`Existing ID: ${id}$`) }));
    });

    it('an update changes what it names and keeps the rest', async () => {
      const { id } = await contacts.basicApi.create({ properties: { email: 'up@example.com', firstname: 'Up', lastname: 'Date' } });
      await contacts.basicApi.update(id, { properties: { firstname: 'Down' } });
      const { properties } = await contacts.basicApi.getById(id);
      assert.equal(properties.firstname, 'Down');
      assert.equal(properties.lastname, 'Date');
    });

    it('an unknown property is refused by name', async () => {
      const create = contacts.basicApi.create({ properties: { email: 'odd@example.com', testproperty: '1' } });
      await assert.rejects(create, refusal(400, { category: 'VALIDATION_ERROR', message: /"testproperty\\*" does not exist/ }));
    });

    it('an archived contact leaves the list and joins the archive', async () => {
      const { id } = await contacts.basicApi.create({ properties: { email: 'gone@example.com' } });
      await contacts.basicApi.archive(id);
      await assert.rejects(contacts.basicApi.getById(id), refusal(404, {}));
      const [archived] = await contacts.getAll(100, undefined, undefined, undefined, undefined, true);
      assert.equal(archived.id, id);
      assert.equal(archived.archived, true);
    });

    it('a batch reads several at once', async () => {
      const { results } = await contacts.basicApi.getPage(3);
      const inputs = results.map(({ id }) => ({ id }));
      const batch = await contacts.batchApi.read({ inputs, properties: ['email'], propertiesWithHistory: [] });
      assert.deepEqual(batch.results.map(({ id }) => id).toSorted(), inputs.map(({ id }) => id).toSorted());
    });
  });

  describe('refusals', () => {
    it('a token that HubSpot never issued is a 401', async () => {
      const stranger = clientOf(sandbox, 'never-issued').crm.contacts;
      await assert.rejects(stranger.basicApi.getPage(1), refusal(401, { category: 'INVALID_AUTHENTICATION' }));
    });

    it('an expired token is a 401 that says so', async () => {
      await sandbox.expireTokens();
      await assert.rejects(contacts.basicApi.getPage(1), refusal(401, { category: 'EXPIRED_AUTHENTICATION' }));
    });
  });
});

describe("HubSpot's official client in a hurry", () => {
  let sandbox;

  before(async () => {
    sandbox = await Sandbox.start({ contacts: 10, consent: 'auto', flags: ['--rate-limit', '3/10s'] });
  });
  after(() => sandbox?.stop());

  it('one request too many is a 429 that names the policy', async () => {
    const { contacts } = clientOf(sandbox, (await grant(sandbox)).accessToken).crm;
    for (let request = 0; request < 3; request++) await contacts.basicApi.getPage(1);
    await assert.rejects(contacts.basicApi.getPage(1), refusal(429, { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' }));
  });
});
