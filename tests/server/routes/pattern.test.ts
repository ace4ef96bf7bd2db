// Which destinations have a pattern's form.
import { describe, expect, it } from 'vitest'
import { matcher } from '../../../server/routes/pattern.ts'

describe('a pattern', () => {
  const match = matcher('/app/rooms/{roomId}/talk')

  it('[RT1] matches one segment of any text for each name', () => {
    expect(match('/app/rooms/a/talk')).toEqual({ roomId: 'a' })
    expect(match('/app/rooms/가 :\\/talk')).toEqual({ roomId: '가 :\\' })
    expect(matcher('/{a}/x/{b}')('/1/x/2')).toEqual({ a: '1', b: '2' })
  })

  it.each([
    '',
    '/app/rooms//talk',
    '/app/rooms/a/b/talk',
    '/app/rooms/a/talk/',
    '/app/rooms/a/talk\n',
    'x/app/rooms/a/talk',
    '/APP/rooms/a/talk',
    '/app/rooms/a/talks',
  ])('[RT1] does not match %j', (destination) => {
    expect(match(destination)).toBeNull()
  })

  it('[RT5] takes one segment or more for a trailing **', () => {
    const rest = matcher('/user/{userId}/queue/**')
    expect(rest('/user/u/queue/a')).toEqual({ userId: 'u', rest: 'a' })
    expect(rest('/user/u/queue/a/b c/가')).toEqual({ userId: 'u', rest: 'a/b c/가' })
    for (const none of ['/user/u/queue', '/user/u/queue/', '/user/u/queue/a/', '/user/u/queue/a//b'])
      expect(rest(none)).toBeNull()
  })

  it('[RT1] takes nothing but a UUID for {name:uuid}', () => {
    const topic = matcher('/topic/{roomId:uuid}')
    const roomId = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'
    expect(topic(`/topic/${roomId}`)).toEqual({ roomId })
    for (const none of ['rooms', roomId.toUpperCase(), `${roomId}0`, roomId.slice(1), `${roomId}/live`])
      expect(topic(`/topic/${none}`)).toBeNull()
  })

  it('[RT1] has no other special characters', () => {
    expect(matcher('/a.b')('/axb')).toBeNull()
    expect(matcher('/a.b')('/a.b')).toEqual({})
  })
})
