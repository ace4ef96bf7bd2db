// A frame's headers: the first of a name stands, whichever way one looks.
import { describe, expect, it } from 'vitest'
import { HeaderList } from '../../../server/stomp/header-list.ts'

function listOf(...pairs: [string, string][]): HeaderList {
  const list = new HeaderList()
  for (const [name, value] of pairs) list.add(name, value)
  return list
}

describe('HeaderList', () => {
  const list = listOf(['a', '1'], ['b', ''], ['a', '2'], ['1', 'a'])

  it('[ST7] has of a repeated header the first', () => {
    expect(list.get('a')).toBe('1')
    expect([...list]).toEqual([
      ['a', '1'],
      ['b', ''],
      ['1', 'a'],
    ])
  })

  it('tells an empty value from none, and names from values', () => {
    expect([list.has('b'), list.get('b')]).toEqual([true, ''])
    expect([list.has('2'), list.get('2')]).toEqual([false, undefined])
    expect(list.get('1')).toBe('a')
  })

  it('is a map to whoever reads it', () => {
    const map = new Map(list)
    expect(list.size).toBe(map.size)
    expect([...list.keys()]).toEqual([...map.keys()])
    expect([...list.values()]).toEqual([...map.values()])
    const seen: string[] = []
    list.forEach((value, name) => seen.push(`${name}=${value}`))
    expect(seen).toEqual(['a=1', 'b=', '1=a'])
  })

  it('is empty at first', () => {
    expect([new HeaderList().size, new HeaderList().get('a')]).toEqual([0, undefined])
  })
})
