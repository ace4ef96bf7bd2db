import { expect, test } from 'vitest'
import { hostArguments } from '../../main/host-arguments.ts'

test("takes the data folder from among Electron's own arguments", () => {
  const argv = ['electron', '.', '--no-sandbox', '--data', '/srv/chat', '--inspect=0']
  expect(hostArguments(argv, null)).toEqual(['--data=/srv/chat'])
  expect(hostArguments(['electron', '.', '--data=-odd'], null)).toEqual(['--data=-odd'])
})

test('gives nothing where there is none', () => {
  expect(hostArguments(['/opt/Sarangbang/sarangbang'], null)).toEqual([])
  expect(hostArguments(['electron', '.', '--data'], null)).toEqual([])
})

test("lets Vite's page talk to the host while developing", () => {
  expect(hostArguments(['electron', '.'], 'http://localhost:5173/')).toEqual([
    '--origin=http://localhost:5173',
  ])
})
