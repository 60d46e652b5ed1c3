// The rest of HubSpot that Tributary calls, over the strict server's tokens.
import { PERSON, VERSION } from './authorization-server.mjs';

const PORTAL = 71_717;
const RECORD = { id: '1', properties: { firstname: 'Ada', email: PERSON }, archived: false };

/** The most that the server believes, and keeps to. */
const BUDGET = {
  'x-hubspot-ratelimit-max': '10000',
  'x-hubspot-ratelimit-interval-milliseconds': '1000',
};

async function isLive(provider, token) {
  return Boolean(token && (await provider.AccessToken.find(token)));
}

async function formOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

async function introspect(provider, request) {
  const active = await isLive(provider, (await formOf(request)).get('token'));
  return [200, { active, hub_id: PORTAL, user: PERSON, hub_domain: 'strict.example' }];
}

async function withToken(provider, request, answer) {
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return (await isLive(provider, token)) ? [200, answer] : [401, { category: 'EXPIRED_AUTHENTICATION' }];
}

const ROUTES = {
  [`POST /oauth/${VERSION}/token/introspect`]: introspect,
  [`GET /account-info/${VERSION}/details`]: (provider, request) =>
    withToken(provider, request, { portalId: PORTAL, portalName: 'Strict', uiDomain: 'app.hubspot.com' }),
  [`GET /crm/objects/${VERSION}/contacts`]: (provider, request) => withToken(provider, request, { results: [RECORD] }),
};

/** Answers what is ours to answer; gives whether it was. */
export async function answerApi(provider, request, response) {
  const route = ROUTES[`${request.method} ${request.url.split('?')[0]}`];
  if (!route) return false;
  const [status, body] = await route(provider, request);
  response.writeHead(status, { 'content-type': 'application/json', ...BUDGET }).end(JSON.stringify(body));
  return true;
}
