import { describe, expect, it } from 'vitest'
import { toRedisPlace, type RedisPlace } from '../../../server/store/redis-place.ts'

const common = { username: null, password: null, tls: false }
const at = (host: string, port: number) => ({ host, port })
const server = { ...common, kind: 'server', address: at('r', 6379), database: 0 } as const

describe('where a Redis is', () => {
  it.each<[string, RedisPlace]>([
    ['redis://r', server],
    ['redis://r/', server],
    ['redis://r:1/2', { ...server, address: at('r', 1), database: 2 }],
    ['rediss://[::1]:7000', { ...server, tls: true, address: at('::1', 7000) }],
    ['redis://u@r', { ...server, username: 'u' }],
    ['redis://u:@r', { ...server, username: 'u' }],
    ['redis://:p%40%3A%2F@r', { ...server, password: 'p@:/' }],
    ['redis://u:a:b@r', { ...server, username: 'u', password: 'a:b' }],
    [
      'redis+sentinel://a,b:2/main',
      {
        ...common,
        kind: 'sentinel',
        addresses: [at('a', 26379), at('b', 2)],
        master: 'main',
        database: 0,
        sentinelPassword: null,
      },
    ],
    [
      'redis+sentinel://a/main/3',
      {
        ...common,
        kind: 'sentinel',
        addresses: [at('a', 26379)],
        master: 'main',
        database: 3,
        sentinelPassword: null,
      },
    ],
    ['redis+cluster://a,b:2', { ...common, kind: 'cluster', addresses: [at('a', 6379), at('b', 2)] }],
    ['mock', { kind: 'mock' }],
  ])('%s', (text, place) => {
    expect(toRedisPlace(text)).toEqual(place)
  })

  it.each([
    '',
    'r:6379',
    'http://r',
    'redis://',
    'redis://a,b',
    'redis://r/x',
    'redis://r/0/1',
    'redis://r:0',
    'redis://r:65536',
    'redis://::1',
    'redis://u:p%@r',
    'redis+sentinel://a',
    'redis+cluster://a/1',
  ])('is not %j', (text) => {
    expect(toRedisPlace(text)).toBeNull()
  })
})
