// oidc-provider as strict as it can be: PKCE, rotation, and a replayed refresh token kills the grant.
import { Provider } from 'oidc-provider';

/** What HubSpot calls its version; the paths below are where Tributary looks for them. */
export const VERSION = '2026-09';
const SCOPES = ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.schemas.companies.read'];

/** The one person here, who consents to everything at once. */
export const PERSON = 'ada@strict.example';

function configuration({ clientId, clientSecret, redirectUri }) {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    scopes: SCOPES,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/consent/${uid}` },
    routes: {
      authorization: '/oauth/authorize',
      token: `/oauth/${VERSION}/token`,
      revocation: `/oauth/${VERSION}/token/revoke`,
    },
    cookies: { keys: ['only a test'] },
    ttl: {
      AccessToken: 1800,
      AuthorizationCode: 60,
      RefreshToken: 86_400,
      Grant: 86_400,
      Interaction: 600,
      Session: 600,
    },
  };
}

/** @param {{issuer: string, clientId: string, clientSecret: string, redirectUri: string}} options */
export function authorizationServer({ issuer, ...client }) {
  return new Provider(issuer, configuration(client));
}

/** Signs in and consents without a question, and sends the browser on. */
export async function consent(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: PERSON, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId: PERSON }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result);
}
