import { expect, test } from 'vitest'
import { dataArguments } from '../../main/data-arguments.ts'

test("takes the data folder from among Electron's own arguments", () => {
  expect(dataArguments(['electron', '.', '--no-sandbox', '--data', '/srv/chat', '--inspect=0'])).toEqual([
    '--data=/srv/chat',
  ])
  expect(dataArguments(['electron', '.', '--data=-odd'])).toEqual(['--data=-odd'])
})

test('gives nothing where there is none', () => {
  expect(dataArguments(['/opt/Sarangbang/sarangbang'])).toEqual([])
  expect(dataArguments(['electron', '.', '--data'])).toEqual([])
})
