import { expect, it } from 'vitest'
import { bootId } from '../../../../server/store/sqlite/boot-id.ts'

it('tells the boot by a short text', () => {
  expect(bootId()).toMatch(/^[0-9a-f-]{8,36}$/)
})

it.runIf(process.platform === 'linux')('tells the same boot by the same text', () => {
  expect(bootId()).toBe(bootId())
})
