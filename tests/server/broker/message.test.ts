// The bytes of a MESSAGE, spliced together for each subscriber.
import { describe, expect, it } from 'vitest'
import { assemble, encodeTail } from '../../../server/broker/message.ts'
import { read } from '../stomp/reading.ts'
import { bare, marked } from './reader.ts'

const tail = (body: string) =>
  encodeTail({ destination: '/topic/a', messageId: 'm/1', headers: 'seq:1\nepoch:e\n', body })

describe('a MESSAGE', () => {
  it('[BR4] has the subscription, a message-id, the destination, its headers and its length', () => {
    const bytes = assemble([tail('{"가":1}')], { id: 's-1', framing: bare })
    expect(read([bytes])).toEqual({
      fault: null,
      frames: [
        {
          command: 'MESSAGE',
          headers: {
            subscription: 's-1',
            'message-id': 'm/1',
            destination: '/topic/a',
            seq: '1',
            epoch: 'e',
            'content-type': 'application/json',
            'content-length': '9',
          },
          body: '{"가":1}',
        },
      ],
    })
  })

  it('[SE21] has an ack header where it is to be acknowledged, and stays in its frame', () => {
    const frames = (ackId: string | null) =>
      read([assemble([tail('1')], { id: 's', framing: marked }, ackId)]).frames.map(({ headers }) => headers)
    expect(frames('7')).toEqual([{ ...frames(null)[0], ack: '7' }])
  })

  it('[BR2] of a batch stands in one buffer with the others, each wrapped as the transport wants it', () => {
    const bytes = assemble([tail('1'), tail('2')], { id: 's', framing: marked })
    expect(bytes[0]).toBe(0x0a)
    expect(bytes.toString().match(/\nMESSAGE/g)).toHaveLength(2)
    expect(read([bytes]).frames.map(({ body }) => body)).toEqual(['1', '2'])
  })
})
