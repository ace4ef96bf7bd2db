// The frames that the codec is measured with are what they are said to be.
import { describe, expect, it } from 'vitest'
import { ours, stompjs } from '../../../bench/codec/codecs.ts'
import { cut, frameOf, frameWithBody, repeated } from '../../../bench/codec/frames.ts'

describe('a frame for the codec', () => {
  it.each([130, 200, 210, 1_200])('has %i bytes', (bytes) => {
    expect(frameOf(bytes)).toHaveLength(bytes)
  })

  it.each([frameOf(200), frameWithBody(1_024)])('is read by both codecs, however it is cut', (frame) => {
    const stream = repeated(frame, 10 * frame.length)
    for (const size of [1, 100, stream.length]) {
      expect(ours.decode(cut(stream, size))).toBe(10)
      expect(stompjs.decode(cut(stream, size))).toBe(10)
    }
  })

  it('is written by both codecs in as many bytes', () => {
    const message = { headers: { destination: '/topic/a:b', subscription: '1' }, body: '사랑방' }
    expect(ours.encode(message)).toBe(stompjs.encode(message))
  })
})
