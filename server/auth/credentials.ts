// What somebody shows to say who they are, before anything of it is believed.

/**
 * The parts of a CONNECT frame that speak of its sender. Null: not given. `address`: where they come from, an IP address.
 * `unnamedGuests`: whether whoever gives nothing of it is a guest all the same, where they come in.
 */
export interface Credentials {
  bearer: string | null
  nickname: string | null
  hostPassword: string | null
  login: string | null
  passcode: string | null
  address: string
  unnamedGuests: boolean
}

/**
 * The token of an `Authorization: Bearer TOKEN` (RFC 6750 §2.1), or of its alias `X-AUTH-TOKEN: TOKEN`; null where there is
 * neither. Another scheme in Authorization is no token. Tokens are not looked into here.
 */
export function bearerOf(authorization: string | null, authToken: string | null): string | null {
  const token = authorization === null ? authToken?.trim() : /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  return token === undefined || token === '' ? null : token
}
