// Gets tokens from the sandbox's Airtable, whose official client knows no OAuth: by hand, with PKCE.
import { createHash, randomBytes } from 'node:crypto';

import Airtable from 'airtable';

import { Sandbox } from '../stack/sandbox.mjs';

const REDIRECT_URI = 'http://localhost:3000/integrations/airtable/oauth2callback';
const SCOPES = 'schema.bases:read data.records:read';

/** Consents (the sandbox must do so by itself) and redeems the code; gives an access token. */
export async function airtableToken(airtable) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: Sandbox.CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: SCOPES,
    state: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const consent = await fetch(`${airtable.url}/oauth2/v1/authorize?${query}`, { redirect: 'manual' });
  const code = new URL(consent.headers.get('location')).searchParams.get('code');
  const credentials = Buffer.from(`${Sandbox.CLIENT_ID}:${Sandbox.CLIENT_SECRET}`).toString('base64');
  const answer = await fetch(`${airtable.url}/oauth2/v1/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: verifier }),
  });
  return (await answer.json()).access_token;
}

/** The official client, without its retries. */
export function clientOf(airtable, accessToken) {
  return new Airtable({ endpointUrl: airtable.url, apiKey: accessToken, noRetryIfRateLimited: true });
}

/** The bases and their tables, which the official client does not read. */
export async function schemaOf(airtable, accessToken) {
  const read = async (path) =>
    (await fetch(`${airtable.url}/v0/meta/${path}`, { headers: { authorization: `Bearer ${accessToken}` } })).json();
  const { bases } = await read('bases');
  return Promise.all(bases.map(async (base) => ({ ...base, ...(await read(`bases/${base.id}/tables`)) })));
}
