// Gets tokens from the sandbox with HubSpot's official client, as an app without PKCE does.
import { Client } from '@hubspot/api-client';

import { Sandbox } from '../stack/sandbox.mjs';

export const REDIRECT_URI = 'http://localhost:3000/integrations/hubspot/oauth2callback';
const SCOPES = 'oauth crm.objects.contacts.read crm.objects.contacts.write crm.schemas.companies.read';

/** The official client, without its brake of 9 requests a second and without its retries. */
export function clientOf(sandbox, accessToken) {
  return new Client({
    accessToken,
    basePath: sandbox.url,
    numberOfApiCallRetries: 0,
    limiterOptions: { minTime: 0, maxConcurrent: 6 },
  });
}

/** Consents (the sandbox must do so by itself) and gives where the browser is sent, with the code. */
export async function consent(sandbox, state) {
  const url = new URL(clientOf(sandbox).oauth.getAuthorizationUrl(Sandbox.CLIENT_ID, REDIRECT_URI, SCOPES, undefined, state));
  const response = await fetch(`${sandbox.url}${url.pathname}${url.search}`, { redirect: 'manual' });
  if (response.status !== 302) throw new Error(`the sandbox did not consent: ${response.status} ${await response.text()}`);
  return new URL(response.headers.get('location'));
}

export function exchange(sandbox, code, secret = Sandbox.CLIENT_SECRET) {
  return clientOf(sandbox).oauth.tokensApi.create('authorization_code', code, REDIRECT_URI, Sandbox.CLIENT_ID, secret);
}

export function refresh(sandbox, refreshToken) {
  const { CLIENT_ID, CLIENT_SECRET } = Sandbox;
  return clientOf(sandbox).oauth.tokensApi.create(
    'refresh_token', undefined, undefined, CLIENT_ID, CLIENT_SECRET, refreshToken,
  );
}

/** A token set, fresh from a consent. */
export async function grant(sandbox) {
  return exchange(sandbox, (await consent(sandbox)).searchParams.get('code'));
}
