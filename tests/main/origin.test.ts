import { describe, expect, test } from 'vitest'
import { APP_URL, isOurPage, opensOutside } from '../../main/origin.ts'
import { isPermitted } from '../../main/permissions.ts'

const DEV = 'http://localhost:5173'

test('our page is ours, with whatever path', () => {
  expect(isOurPage(APP_URL, null)).toBe(true)
  expect(isOurPage('app://sarangbang/rooms#a', null)).toBe(true)
})

test.each([
  'https://sarangbang/',
  'app://other/',
  'app://sarangbang.evil/',
  'file:///index.html',
  'about:blank',
  '',
  DEV,
])('%j is not ours', (url) => expect(isOurPage(url, null)).toBe(false))

test("while developing, Vite's page is ours and its neighbours are not", () => {
  expect(isOurPage(`${DEV}/index.html`, DEV)).toBe(true)
  expect(isOurPage('http://localhost:5174/', DEV)).toBe(false)
})

test.each([
  ['https://example.com/', true],
  ['http://192.168.0.2:7420/', true],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['smb://share/x', false],
  ['mailto:a@b.c', false],
  ['no address', false],
])('%j opens outside: %j', (url, opens) => expect(opensOutside(url)).toBe(opens))

describe('permissions', () => {
  test.each([
    'notifications',
    'local-network-access',
    'local-network',
    'loopback-network',
    'clipboard-sanitized-write',
  ])('our page may have %s, others may not', (permission) => {
    expect(isPermitted(permission, 'app://sarangbang/', null)).toBe(true)
    expect(isPermitted(permission, 'https://example.com/', null)).toBe(false)
  })

  test.each([
    'media',
    'geolocation',
    'clipboard-read',
    'openExternal',
    'hid',
    'usb',
    'display-capture',
    'unknown',
  ])('nobody may have %s', (permission) =>
    expect(isPermitted(permission, 'app://sarangbang/', null)).toBe(false),
  )
})
