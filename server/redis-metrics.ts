// The figures of a node's Redis, for /metrics.
import { Histogram, type Registry } from 'prom-client'
import { gauge, total } from './read-metrics.ts'

/** Seconds: from a Redis beside the node to the patience with which an answer is waited for. */
const BUCKETS = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export interface RedisFigures {
  link: {
    /** Whether it can be asked now. */
    readonly up: boolean
    readonly figures: {
      readonly outages: number
      /** Milliseconds. */
      readonly outageTime: number
      readonly reconnections: number
      readonly failures: number
      onAnswer: (milliseconds: number) => void
    }
  }
  /** How the node follows rooms' logs. */
  followed: () => { rooms: number; entriesRead: number; gaps: number }
}

/** Takes `onAnswer` for itself. */
export function measureRedis(registry: Registry, { link, followed }: RedisFigures): void {
  const { figures } = link
  gauge(registry, 'redis_up', 'Whether Redis can be asked now: 1, or 0.', () => Number(link.up))
  total(registry, 'redis_outages', 'How often Redis could no longer be asked.', () => figures.outages)
  total(
    registry,
    'redis_outage_seconds',
    'For how long Redis could not be asked, an outage that lasts still included.',
    () => figures.outageTime / 1_000,
  )
  total(registry, 'redis_reconnections', 'Connections to Redis that came back.', () => figures.reconnections)
  total(
    registry,
    'redis_failures',
    'Scripts that Redis did not answer, or could not do.',
    () => figures.failures,
  )
  measureRoundTrips(registry, figures)
  measureFollowing(registry, followed)
}

function measureRoundTrips(registry: Registry, figures: RedisFigures['link']['figures']): void {
  const duration = new Histogram({
    name: 'sarangbang_redis_round_trip_seconds',
    help: 'Time from asking Redis to do a script to its answer.',
    buckets: BUCKETS,
    registers: [registry],
  })
  figures.onAnswer = (milliseconds) => duration.observe(milliseconds / 1_000)
}

function measureFollowing(registry: Registry, followed: RedisFigures['followed']): void {
  gauge(registry, 'followed_rooms', 'Rooms whose log this node listens to.', () => followed().rooms)
  total(
    registry,
    'log_entries_filled',
    'Entries that were read from a log because they were not heard, or were too large to be told.',
    () => followed().entriesRead,
  )
  total(
    registry,
    'log_gaps',
    'Stretches of followed logs that could not be read any more, or were lost with an epoch.',
    () => followed().gaps,
  )
}
