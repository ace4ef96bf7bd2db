import { expect, test } from 'vitest'
import { fileOf, typeOf } from '../../main/app-files.ts'

const ROOT = '/app/out/renderer'

test.each([
  ['app://sarangbang/', `${ROOT}/index.html`],
  ['app://sarangbang/index.html?x=1#y', `${ROOT}/index.html`],
  ['app://sarangbang/assets/index-1a2b.js', `${ROOT}/assets/index-1a2b.js`],
  ['app://sarangbang/%EB%B0%A9.svg', `${ROOT}/방.svg`],
  ['app://sarangbang/../../main/main.js', `${ROOT}/main/main.js`],
])('%s is %s', (address, file) => expect(fileOf(address, ROOT)).toBe(file))

test.each([
  'app://sarangbang/..%2f..%2fmain/main.js',
  'app://sarangbang/%2e%2e%2f%2e%2e%2fetc/passwd',
  'app://sarangbang/a%00b',
  'app://sarangbang/%E0%A4%A',
  'app://other/index.html',
  'https://sarangbang/index.html',
  'nonsense',
])('%s is no file', (address) => expect(fileOf(address, ROOT)).toBeNull())

test('types come from the extension', () => {
  expect(typeOf('/a/index.HTML')).toBe('text/html; charset=utf-8')
  expect(typeOf('/a/x.js')).toBe('text/javascript; charset=utf-8')
  expect(typeOf('/a/x.woff2')).toBe('font/woff2')
  expect(typeOf('/a/x.exe')).toBe('application/octet-stream')
})
