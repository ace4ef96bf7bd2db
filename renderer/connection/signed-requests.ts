// The requests of somebody who has signed in, each with a token that the host takes.
import type { Static, TSchema } from 'typebox'
import { requestFile, type FileAnswer } from './request-file.ts'
import { request, type RequestOptions } from './request.ts'
import { endsSignIn, type Credentials } from './sign-in.ts'

/** What a request says besides its path. */
export type Ask = Omit<RequestOptions, 'token'>

/** Every request rejects with a RequestFailure. */
export class SignedRequests {
  readonly #origin: string
  readonly #credentials: Credentials

  constructor(origin: string, credentials: Credentials) {
    this.#origin = origin
    this.#credentials = credentials
  }

  /** `path`: below /api. A POST where there is a body and no method is given. */
  call<S extends TSchema>(shape: S, path: string, ask: Ask = {}): Promise<Static<S>> {
    return this.#signed((token) => request(shape, `${this.#origin}/api${path}`, { ...ask, token }))
  }

  /** A file to take away, whole. */
  file(path: string): Promise<FileAnswer> {
    return this.#signed((token) => requestFile(`${this.#origin}/api${path}`, token))
  }

  /** A token that the host no longer takes is renewed once: this computer's clock may differ from the host's. */
  async #signed<T>(send: (token: string) => Promise<T>): Promise<T> {
    try {
      return await send(await this.#credentials.token())
    } catch (error) {
      if (!endsSignIn(error)) throw error
      await this.#credentials.renew()
      return send(await this.#credentials.token())
    }
  }
}
