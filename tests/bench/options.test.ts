// The command line of the bench.
import { describe, expect, it } from 'vitest'
import { HELP, readOptions } from '../../bench/options.ts'

describe('the options', () => {
  it('are three runs of everything where nothing is said', () => {
    expect(readOptions([], {})).toMatchObject({ runs: 3, seconds: 2, meters: ['own'], stompload: null })
    expect(readOptions([], {})?.peers).toEqual(['loop', 'stomp-broker-js', 'rabbitmq'])
  })

  it('choose scenarios and peers, in the table’s order', () => {
    const options = readOptions(['--only', 'C,A', '--peers=rabbitmq'], {})
    expect(options).toMatchObject({ scenarios: ['A', 'C'], codec: false, search: false, peers: ['rabbitmq'] })
    expect(readOptions(['--only=codec'], {})).toMatchObject({ scenarios: [], codec: true, search: false })
    expect(readOptions(['--only=search'], {})).toMatchObject({ scenarios: [], codec: false, search: true })
    expect(readOptions(['--only=my-rooms'], {})).toMatchObject({
      scenarios: [],
      search: false,
      myRooms: true,
      nodes: false,
    })
    expect(readOptions(['--only=nodes'], {})).toMatchObject({ scenarios: [], myRooms: false, nodes: true })
  })

  it('take the outside program from the line before the environment', () => {
    expect(readOptions([], { STOMPLOAD: '/a' })).toMatchObject({
      stompload: '/a',
      meters: ['own', 'stompload'],
    })
    expect(readOptions(['--stompload=/b'], { STOMPLOAD: '/a' })).toMatchObject({ stompload: '/b' })
  })

  it.each([
    [['--runs=0'], '--runs must be a whole number'],
    [['--seconds=1.5'], '--seconds must be a whole number'],
    [['--only=A,Z'], '--only has no Z; there are codec, search, my-rooms, nodes, A,'],
    [['--peers=nats'], '--peers has no nats; there are loop,'],
  ])('refuse %j', (argv, sentence) => {
    expect(() => readOptions(argv, {})).toThrow(sentence)
  })

  it('are all in the help', () => {
    expect(readOptions(['--help'], {})).toBeNull()
    for (const option of ['--runs', '--seconds', '--only', '--peers', '--stompload'])
      expect(HELP).toContain(option)
  })
})
