import { expect, test } from 'vitest'
import { CONTENT_POLICY } from '../../main/content-policy.ts'

test('the window’s page runs the program’s own code alone, but may make the worker of its heart-beats', () => {
  const directives = CONTENT_POLICY.split('; ')
  expect(directives).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", 'worker-src blob:']),
  )
})
