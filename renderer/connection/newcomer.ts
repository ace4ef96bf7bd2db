// The ways in to a host: as a guest, with an account, and by making one.
import { SignedIn } from '../../protocol/rest.ts'
import { request, type RequestOptions } from './request.ts'

/** Who knows the password is the owner of the account. */
export interface AccountKey {
  login: string
  password: string
}

/** Somebody who wants to come in. `signup` makes an account, `login` has one. */
export type Newcomer =
  | { way: 'guest'; nickname: string }
  | ({ way: 'login' } & AccountKey)
  | ({ way: 'signup'; nickname: string } & AccountKey)

/** `hostPassword`: null where the host has none. Rejects with a RequestFailure. */
export function signIn(origin: string, newcomer: Newcomer, hostPassword: string | null): Promise<SignedIn> {
  switch (newcomer.way) {
    case 'guest':
      return ask(origin, 'guest', { nickname: newcomer.nickname, ...optional('password', hostPassword) })
    case 'login': {
      const { login, password } = newcomer
      return ask(origin, 'login', { login, password, ...optional('hostPassword', hostPassword) })
    }
    case 'signup': {
      const { nickname, login, password } = newcomer
      const account = { nickname, login, password }
      return ask(origin, 'signup', { ...account, ...optional('hostPassword', hostPassword) })
    }
  }
}

/** Makes an account for the guest whose token it is; they stay who they are. Rejects with a RequestFailure. */
export function signUpAs(
  origin: string,
  token: string,
  nickname: string,
  { login, password }: AccountKey,
): Promise<SignedIn> {
  return ask(origin, 'signup', { nickname, login, password }, token)
}

function ask(origin: string, way: Newcomer['way'], body: object, token?: string): Promise<SignedIn> {
  const options: RequestOptions = token === undefined ? { body } : { body, token }
  return request(SignedIn, `${origin}/api/auth/${way}`, options)
}

function optional(name: string, value: string | null): object {
  return value === null ? {} : { [name]: value }
}
