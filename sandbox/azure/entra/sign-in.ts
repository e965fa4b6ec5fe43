import {createPublicKey} from 'node:crypto'
import {jwtVerify} from 'jose'
import type {PrincipalEntry, World} from '../world.ts'
import {EntraError} from './entra-error.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (value === null || value === '') {
    throw new EntraError(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`)
  }
  return value
}

/** Signed by the application's own certificate, or by an issuer that the application trusts. */
async function acceptsAssertion(
  {clientId, keys = [], federation}: PrincipalEntry,
  assertion: string,
  tokenEndpoint: string,
): Promise<boolean> {
  const accepted = [
    ...keys.map(key => ({key, claims: {audience: tokenEndpoint, subject: clientId}})),
    ...(federation === undefined
      ? []
      : [{key: federation.key, claims: {audience: 'api://AzureADTokenExchange', issuer: federation.issuer, subject: federation.subject}}]),
  ]
  // Clocks differ: MSAL rounds up to the next second.
  for (const {key, claims} of accepted) {
    if (
      await jwtVerify(assertion, createPublicKey(key), {...claims, clockTolerance: 300}).then(
        () => true,
        () => false,
      )
    )
      return true
  }
  return false
}

async function provesItself(principal: PrincipalEntry, form: URLSearchParams, tokenEndpoint: string): Promise<void> {
  const assertion = form.get('client_assertion')
  if (assertion !== null && form.get('client_assertion_type') === assertionType) {
    if (await acceptsAssertion(principal, assertion, tokenEndpoint)) return
    throw new EntraError(
      401,
      'invalid_client',
      700027,
      'The certificate with identifier used to sign the client assertion is not registered on application.',
    )
  }
  const secret = form.get('client_secret')
  if (secret === null || secret === '') {
    throw new EntraError(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    )
  }
  if (principal.secrets?.includes(secret) !== true) {
    throw new EntraError(
      401,
      'invalid_client',
      7000215,
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, ' +
        `for a secret added to app '${principal.clientId}'.`,
    )
  }
}

/**
 * The principal that signs in with the client credentials grant, and the audience of its token. `audiences`: those that the tenant knows.
 * Throws EntraError.
 */
export async function signIn(
  world: World,
  form: URLSearchParams,
  {tokenEndpoint, audiences}: {readonly tokenEndpoint: string; readonly audiences: readonly string[]},
): Promise<{readonly principal: PrincipalEntry; readonly audience: string}> {
  const grant = required(form, 'grant_type')
  if (grant !== 'client_credentials') {
    throw new EntraError(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`)
  }
  const clientId = required(form, 'client_id')
  const principal = world.principals.find(one => one.kind === 'application' && one.clientId === clientId.toLowerCase())
  if (principal === undefined) {
    throw new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${world.tenantId}'. This can happen if the application has not been ` +
        'installed by the administrator of the tenant or consented to by any user in the tenant. ' +
        'You may have sent your authentication request to the wrong tenant.',
    )
  }
  await provesItself(principal, form, tokenEndpoint)
  const scope = form
    .get('scope')
    ?.split(' ')
    .find(one => one.endsWith('/.default'))
  if (scope === undefined) {
    throw new EntraError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${form.get('scope') ?? ''} is not valid. ` +
        'Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
    )
  }
  const resource = scope.slice(0, -'/.default'.length)
  const audience = audiences.find(one => one === resource || one === `${resource}/`)
  if (audience === undefined) {
    throw new EntraError(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${world.tenantId}.`,
    )
  }
  return {principal, audience}
}
