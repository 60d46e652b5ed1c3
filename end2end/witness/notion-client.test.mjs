// Notion's official client, a client that we did not write, gets along with the sandbox's Notion.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import {
  APIErrorCode,
  collectPaginatedAPI,
  isFullDatabase,
  isFullDataSource,
  isFullPage,
  isNotionClientError,
} from '@notionhq/client';

import { Sandbox } from '../stack/sandbox.mjs';
import { APP, clientOf, consent, exchange, grant, refresh } from './notion-grant.mjs';

const PAGES = 250;

/** Matches the client's error. */
function refusal(status, code) {
  return (error) => {
    assert.ok(isNotionClientError(error), `${error}`);
    assert.deepEqual([error.status, error.code], [status, code], error.message);
    return true;
  };
}

/** Matches a refusal of the token endpoint, whose body the client hands on unread. */
function tokenRefusal(status, error) {
  return (thrown) => {
    assert.equal(thrown.status, status);
    assert.equal(JSON.parse(thrown.body).error, error);
    return true;
  };
}

const plain = (rich) => rich.map(({ plain_text }) => plain_text).join('');

describe("Notion's official client against the sandbox", () => {
  /** @type {Sandbox} */
  let sandbox;
  let notion;
  let client;

  before(async () => {
    sandbox = await Sandbox.start({ contacts: 0, consent: 'auto', notion: { pages: PAGES, 'rate-limit': 'off' } });
    notion = sandbox.notion;
  });
  after(() => sandbox?.stop());

  beforeEach(async () => {
    await notion.reset();
    client = clientOf(notion, (await grant(notion)).access_token);
  });

  describe('tokens', () => {
    it('a code is exchanged for a token of a workspace', async () => {
      const tokens = await grant(notion);
      assert.equal(tokens.token_type, 'bearer');
      assert.equal(tokens.workspace_name, 'Northwind Notes');
      assert.equal(tokens.owner.user.person.email, 'ada@northwind.example');
      const me = await clientOf(notion, tokens.access_token).users.me({});
      assert.deepEqual([me.id, me.type], [tokens.bot_id, 'bot']);
    });

    it('a code is honoured once', async () => {
      const code = await consent(notion);
      await exchange(notion, code);
      await assert.rejects(exchange(notion, code), tokenRefusal(400, 'invalid_grant'));
    });

    it('a wrong secret is refused', async () => {
      const wrong = { ...APP, client_secret: 'guessed' };
      await assert.rejects(exchange(notion, await consent(notion), wrong), tokenRefusal(401, 'invalid_client'));
    });

    it('a refresh gives two new tokens, and the old refresh token is worth nothing', async () => {
      const old = await grant(notion);
      const fresh = await refresh(notion, old.refresh_token);
      assert.notEqual(fresh.access_token, old.access_token);
      assert.notEqual(fresh.refresh_token, old.refresh_token);
      assert.equal((await clientOf(notion, fresh.access_token).users.me({})).object, 'user');
      await assert.rejects(refresh(notion, old.refresh_token), tokenRefusal(400, 'invalid_grant'));
    });

    it('a revoked token is inactive and worth nothing', async () => {
      const { access_token: token } = await grant(notion);
      const { oauth } = clientOf(notion);
      assert.equal((await oauth.introspect({ ...APP, token })).active, true);
      await oauth.revoke({ ...APP, token });
      assert.equal((await oauth.introspect({ ...APP, token })).active, false);
      await assert.rejects(clientOf(notion, token).users.me({}), refusal(401, APIErrorCode.Unauthorized));
    });
  });

  describe('what there is', () => {
    it('search finds every page and data source once', async () => {
      const found = await collectPaginatedAPI(client.search, {});
      assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
      assert.equal(found.filter(isFullPage).length, PAGES);
      assert.equal(found.filter(isFullPage).length + found.filter(isFullDataSource).length, found.length);
    });

    it('search looks at titles, and one kind can be asked for', async () => {
      const filter = { property: 'object', value: 'data_source' };
      const sources = await collectPaginatedAPI(client.search, { query: 'contacts', filter });
      assert.ok(sources.length > 0);
      assert.ok(sources.every(({ title }) => /contacts/i.test(plain(title))));
    });

    it('a page and its parents are read by their ids', async () => {
      const pages = await collectPaginatedAPI(client.search, { filter: { property: 'object', value: 'page' } });
      const row = pages.find(({ parent }) => parent.type === 'data_source_id');
      assert.deepEqual(await client.pages.retrieve({ page_id: row.id }), row);
      const source = await client.dataSources.retrieve({ data_source_id: row.parent.data_source_id });
      assert.ok(isFullDataSource(source));
      const database = await client.databases.retrieve({ database_id: row.parent.database_id });
      assert.ok(isFullDatabase(database));
      assert.ok(database.data_sources.some(({ id }) => id === source.id));
    });

    it('the rows of a data source come to the end, with its properties', async () => {
      const [source] = (await client.search({ filter: { property: 'object', value: 'data_source' } })).results;
      const rows = await collectPaginatedAPI(client.dataSources.query, { data_source_id: source.id, page_size: 10 });
      assert.ok(rows.length > 10 && rows.every(isFullPage));
      const names = Object.keys(source.properties).toSorted();
      assert.ok(rows.every(({ properties }) => JSON.stringify(Object.keys(properties).toSorted()) === JSON.stringify(names)));
    });

    it('a title stands under any name, in several pieces when it is long', async () => {
      const pages = await collectPaginatedAPI(client.search, { filter: { property: 'object', value: 'page' } });
      const titles = pages.map(({ properties }) => Object.values(properties).find(({ type }) => type === 'title').title);
      assert.ok(titles.some((title) => title.length === 5 && plain(title).length === 10_000));
      assert.ok(titles.some((title) => title.length === 0));
    });

    it('the children of a page are blocks', async () => {
      const pages = await collectPaginatedAPI(client.search, { query: 'Home' });
      const home = pages.find(({ properties }) => plain(properties.title?.title ?? []) === 'Home');
      const blocks = await collectPaginatedAPI(client.blocks.children.list, { block_id: home.id });
      assert.ok(blocks.some(({ type }) => type === 'child_page'));
    });
  });

  describe('refusals', () => {
    it('an unknown page is not found', async () => {
      const page_id = '00000000-0000-4000-8000-000000000000';
      await assert.rejects(client.pages.retrieve({ page_id }), refusal(404, APIErrorCode.ObjectNotFound));
    });

    it('what is no id is invalid', async () => {
      await assert.rejects(client.pages.retrieve({ page_id: 'nonsense' }), refusal(400, APIErrorCode.ValidationError));
    });

    it('a page of a list has an end', async () => {
      await assert.rejects(client.search({ page_size: 101 }), refusal(400, APIErrorCode.ValidationError));
    });

    it('an expired token is unauthorized', async () => {
      await notion.expireTokens();
      await assert.rejects(client.users.me({}), refusal(401, APIErrorCode.Unauthorized));
    });
  });
});

describe("Notion's official client in a hurry", () => {
  let sandbox;

  before(async () => {
    sandbox = await Sandbox.start({ contacts: 0, consent: 'auto', notion: { pages: 10, 'rate-limit': '2/1s' } });
  });
  after(() => sandbox?.stop());

  it('one request too many is refused with the seconds to wait, and the client waits by itself', async () => {
    const { access_token: auth } = await grant(sandbox.notion);
    const hasty = clientOf(sandbox.notion, auth);
    await hasty.users.me({});
    await hasty.users.me({});
    await assert.rejects(hasty.users.me({}), (error) => {
      assert.equal(error.headers.get('retry-after'), '1');
      return refusal(429, APIErrorCode.RateLimited)(error);
    });
    const { Client } = await import('@notionhq/client');
    const patient = new Client({ baseUrl: sandbox.notion.url, auth, logger: () => {} });
    assert.equal((await patient.users.me({})).object, 'user');
  });
});
