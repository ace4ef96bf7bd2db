// The host's identity: made once, kept for good, and never overwritten when it cannot be read.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DataFolderError } from '../../../server/store/data-folder.ts'
import { openHostFile } from '../../../server/store/host-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const GOOD = {
  version: 1,
  hostId: '0b9f7c46-3b0a-4e0e-9d9e-6f2f5d0f8a11',
  name: '사랑방',
  signingKey: 'A'.repeat(43),
  createdAt: 1_700_000_000_000,
}

const BAD = [
  { why: 'is empty', text: '', code: 'DATA_UNREADABLE' },
  { why: 'was cut off', text: '{"version":1,"hostId":"', code: 'DATA_UNREADABLE' },
  { why: 'is null', text: 'null', code: 'DATA_UNREADABLE' },
  { why: 'is a list', text: '[]', code: 'DATA_UNREADABLE' },
  { why: 'has no key', text: JSON.stringify({ ...GOOD, signingKey: undefined }), code: 'DATA_UNREADABLE' },
  { why: 'has a short key', text: JSON.stringify({ ...GOOD, signingKey: 'AAAA' }), code: 'DATA_UNREADABLE' },
  { why: 'has no name', text: JSON.stringify({ ...GOOD, name: '' }), code: 'DATA_UNREADABLE' },
  { why: 'has a strange id', text: JSON.stringify({ ...GOOD, hostId: '../..' }), code: 'DATA_UNREADABLE' },
  { why: 'is of a later version', text: JSON.stringify({ ...GOOD, version: 2 }), code: 'DATA_TOO_NEW' },
]

describe('openHostFile', () => {
  it('makes an identity on the first start, which only its owner can read', async () => {
    const folder = join(temporaryFolder(), 'data')
    const host = await openHostFile(folder, { name: '서재' })
    expect(host).toMatchObject({ version: 1, name: '서재' })
    expect(Buffer.from(host.signingKey, 'base64url')).toHaveLength(32)
    expect(statSync(join(folder, 'host.json')).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder)).toEqual(['host.json'])
  })

  it('has the same identity at every start, and another in another folder', async () => {
    const [folder, other] = [temporaryFolder(), temporaryFolder()]
    const host = await openHostFile(folder)
    expect(host.name).not.toBe('')
    expect(await openHostFile(folder)).toEqual(host)
    expect((await openHostFile(other)).signingKey).not.toBe(host.signingKey)
  })

  it('takes a given name and keeps it, with the rest of the identity', async () => {
    const folder = temporaryFolder()
    const host = await openHostFile(folder, { name: '서재' })
    const renamed = { ...host, name: '사랑방' }
    expect(await openHostFile(folder, { name: '사랑방' })).toEqual(renamed)
    expect(await openHostFile(folder)).toEqual(renamed)
    expect(statSync(join(folder, 'host.json')).mode & 0o777).toBe(0o600)
  })

  it('reads what an earlier start has written', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'host.json'), JSON.stringify(GOOD))
    expect(await openHostFile(folder)).toEqual(GOOD)
  })

  it.each(BAD)('refuses a file that $why, and leaves it as it is', async ({ text, code }) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'host.json'), text)
    const opened = openHostFile(folder, { name: '서재' })
    await expect(opened).rejects.toBeInstanceOf(DataFolderError)
    await expect(opened).rejects.toMatchObject({ code })
    expect(readFileSync(join(folder, 'host.json'), 'utf8')).toBe(text)
  })
})
