// Gets tokens from the sandbox's Notion with the official client.
import { Client } from '@notionhq/client';

import { Sandbox } from '../stack/sandbox.mjs';

const REDIRECT_URI = 'http://localhost:3000/integrations/notion/oauth2callback';
/** What the client needs to speak for the registered app. */
export const APP = { client_id: Sandbox.CLIENT_ID, client_secret: Sandbox.CLIENT_SECRET };

/** The official client, silent and without its retries. */
export function clientOf(notion, accessToken) {
  return new Client({ baseUrl: notion.url, auth: accessToken, retry: false, logger: () => {} });
}

/** Consents (the sandbox must do so by itself); gives the code. */
export async function consent(notion) {
  const query = new URLSearchParams({
    client_id: Sandbox.CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    owner: 'user',
    state: 'a state',
  });
  const response = await fetch(`${notion.url}/v1/oauth/authorize?${query}`, { redirect: 'manual' });
  return new URL(response.headers.get('location')).searchParams.get('code');
}

export function exchange(notion, code, app = APP) {
  const body = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
  return clientOf(notion).oauth.token({ ...app, ...body });
}

export function refresh(notion, refreshToken) {
  return clientOf(notion).oauth.token({ ...APP, grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** A token set, fresh from a consent. */
export async function grant(notion) {
  return exchange(notion, await consent(notion));
}
