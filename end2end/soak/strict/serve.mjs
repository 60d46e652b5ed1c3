// The strict provider as a program: `node serve.mjs PORT TOKENS_TAKE_MS REDIRECT_URI CLIENT_ID CLIENT_SECRET`.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { answerApi } from './api.mjs';
import { VERSION, authorizationServer, consent } from './authorization-server.mjs';
import { Ledger } from './ledger.mjs';

const [port, tokensTake, redirectUri, clientId, clientSecret] = process.argv.slice(2);
const provider = authorizationServer({ issuer: `http://localhost:${port}`, clientId, clientSecret, redirectUri });
const ledger = new Ledger(provider);
const oauth = provider.callback();

const CONTROL = {
  'GET /_strict/tally': () => ledger.tally,
  'DELETE /_strict/tally': () => ledger.forget(),
  'POST /_strict/expire': () => ledger.expireTokens(),
};

async function answer(request, response) {
  const control = CONTROL[`${request.method} ${request.url}`];
  if (control) return response.end(JSON.stringify((await control()) ?? null));
  if (request.url.startsWith('/consent/')) return consent(provider, request, response);
  if (await answerApi(provider, request, response)) return;
  if (request.url === `/oauth/${VERSION}/token`) await pause(Number(tokensTake));
  oauth(request, response);
}

const server = createServer((request, response) =>
  answer(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  }),
);
// Nobody may find a connection closed just as it is used again.
server.keepAliveTimeout = 0;
server.listen(Number(port), '127.0.0.1');
