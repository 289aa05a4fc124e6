// The auth types that Coffer sends, with their fields: docs/auth.md.

export interface AuthFieldKind {
  key: string;
  label: string;
  kind?: 'secret' | 'check' | 'lines';
  options?: readonly string[]; // one of them; the first is what counts where nothing is said
  help?: string;
}

export interface AuthKind {
  id: string;
  label: string;
  help?: string;
  fields: readonly AuthFieldKind[];
}

const username = { key: 'username', label: 'User name' };
const password = { key: 'password', label: 'Password', kind: 'secret' } as const;
const hashes = ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const signatures = ['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', 'PLAINTEXT'];

export const authKinds: readonly AuthKind[] = [
  { id: 'noauth', label: 'No auth', fields: [] },
  { id: 'basic', label: 'Basic', fields: [username, password] },
  { id: 'bearer', label: 'Bearer token', fields: [{ key: 'token', label: 'Token', kind: 'secret' }] },
  {
    id: 'apikey', label: 'API key',
    fields: [
      { key: 'key', label: 'Name' }, { key: 'value', label: 'Value', kind: 'secret' },
      { key: 'in', label: 'Where', options: ['header', 'query'] },
    ],
  },
  {
    id: 'awsv4', label: 'AWS signature',
    fields: [
      { key: 'accessKey', label: 'Access key ID' }, { key: 'secretKey', label: 'Secret access key', kind: 'secret' },
      { key: 'sessionToken', label: 'Session token', kind: 'secret' }, { key: 'region', label: 'Region' }, { key: 'service', label: 'Service' },
      { key: 'addAuthDataToQuery', label: 'Sign in the URL', kind: 'check' },
    ],
  },
  {
    id: 'oauth2', label: 'OAuth 2.0',
    help: 'A token of your own, or a grant: then Coffer fetches the token before it sends.',
    fields: [
      { key: 'accessToken', label: 'Access token', kind: 'secret' }, { key: 'headerPrefix', label: 'Header prefix', help: 'Bearer, if empty' },
      { key: 'addTokenTo', label: 'Where', options: ['header', 'queryParams'] },
      { key: 'grant_type', label: 'Grant', options: ['', 'client_credentials', 'password_credentials'] },
      { key: 'accessTokenUrl', label: 'Token URL' }, { key: 'clientId', label: 'Client ID' }, { key: 'clientSecret', label: 'Client secret', kind: 'secret' },
      username, password, { key: 'scope', label: 'Scope' }, { key: 'audience', label: 'Audience' }, { key: 'resource', label: 'Resource' },
      { key: 'client_authentication', label: 'Client login', options: ['header', 'body'] },
    ],
  },
  {
    id: 'digest', label: 'Digest',
    fields: [
      username, password,
      { key: 'algorithm', label: 'Algorithm', options: ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess', 'SHA-512-256', 'SHA-512-256-sess'] },
      { key: 'realm', label: 'Realm' }, { key: 'nonce', label: 'Nonce' }, { key: 'qop', label: 'qop' }, { key: 'nonceCount', label: 'Nonce count' },
      { key: 'clientNonce', label: 'Client nonce' }, { key: 'opaque', label: 'Opaque' },
      { key: 'disableRetryRequest', label: 'Do not ask the server first', kind: 'check' },
    ],
  },
  { id: 'ntlm', label: 'NTLM', fields: [username, password, { key: 'domain', label: 'Domain' }] },
  {
    id: 'oauth1', label: 'OAuth 1.0',
    fields: [
      { key: 'signatureMethod', label: 'Signature', options: signatures },
      { key: 'consumerKey', label: 'Consumer key' }, { key: 'consumerSecret', label: 'Consumer secret', kind: 'secret' },
      { key: 'token', label: 'Token' }, { key: 'tokenSecret', label: 'Token secret', kind: 'secret' },
      { key: 'privateKey', label: 'Private key (PEM)', kind: 'lines' }, { key: 'realm', label: 'Realm' }, { key: 'callback', label: 'Callback URL' },
      { key: 'verifier', label: 'Verifier' }, { key: 'addParamsToHeader', label: 'In the header', kind: 'check' },
      { key: 'includeBodyHash', label: 'With a hash of the body', kind: 'check' },
    ],
  },
  {
    id: 'hawk', label: 'Hawk',
    fields: [
      { key: 'authId', label: 'ID' }, { key: 'authKey', label: 'Key', kind: 'secret' }, { key: 'algorithm', label: 'Algorithm', options: ['sha256', 'sha1'] },
      { key: 'extraData', label: 'ext' }, { key: 'app', label: 'app' }, { key: 'delegation', label: 'dlg' },
      { key: 'includePayloadHash', label: 'With a hash of the body', kind: 'check' },
    ],
  },
  {
    id: 'jwt', label: 'JWT bearer',
    fields: [
      { key: 'algorithm', label: 'Algorithm', options: hashes }, { key: 'secret', label: 'Secret', kind: 'secret' },
      { key: 'isSecretBase64Encoded', label: 'The secret is base64', kind: 'check' }, { key: 'privateKey', label: 'Private key (PEM)', kind: 'lines' },
      { key: 'payload', label: 'Payload (JSON)', kind: 'lines' }, { key: 'header', label: 'More headers (JSON)', kind: 'lines' },
      { key: 'addTokenTo', label: 'Where', options: ['header', 'queryParam'] }, { key: 'headerPrefix', label: 'Header prefix' },
      { key: 'queryParamKey', label: 'Query parameter' },
    ],
  },
];
