import { expect, test } from 'vitest'
import { hostEnvironment } from '../../main/host-environment.ts'

const OURS = { PATH: '/bin', SARANGBANG_PASSWORD: 'of another host' }

test('a host has a password only where this start gives it one', () => {
  expect(hostEnvironment(OURS, {})).toEqual({ PATH: '/bin' })
  expect(hostEnvironment(OURS, { SARANGBANG_PASSWORD: 'ours' })).toEqual({
    PATH: '/bin',
    SARANGBANG_PASSWORD: 'ours',
  })
})
