// Folders for tests that write files: each its own, gone when the test is.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new empty folder, removed when the running test has finished and closed what it opened in it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
