// Counts what the token endpoint was asked, and knows which access tokens are out.

export class Ledger {
  /** @param {import('oidc-provider').Provider} provider */
  constructor(provider) {
    this.provider = provider;
    this.issued = new Set();
    this.forget();
    provider.on('access_token.saved', (token) => this.issued.add(token.jti));
    provider.on('grant.success', (context) => this.count(context, false));
    provider.on('grant.error', (context) => this.count(context, true));
  }

  count({ oidc }, refused) {
    this.tally[oidc.params?.grant_type === 'refresh_token' ? 'refreshes' : 'exchanges'] += 1;
    if (refused) this.tally.refused += 1;
  }

  forget() {
    this.tally = { refreshes: 0, exchanges: 0, refused: 0 };
  }

  /** Every access token that is out has ended; the grants live on. */
  async expireTokens() {
    for (const id of this.issued) await (await this.provider.AccessToken.find(id))?.destroy();
    this.issued.clear();
  }
}
