import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { NonceSchema } from '../../../protocol/ids.ts'
import { newNonce } from '../../../renderer/connection/nonce.ts'

test('every nonce is another one, in the shape that the host takes', () => {
  const nonces = Array.from({ length: 1_000 }, newNonce)
  expect(new Set(nonces).size).toBe(nonces.length)
  expect(nonces.every((nonce) => Value.Check(NonceSchema, nonce))).toBe(true)
})
