// The figures of a whole host at /metrics: those of a Redis where it is on one, each of them explained to whoever runs it.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { appHere } from '../support/app-here.ts'

/** The names of our own figures, as Prometheus gets them. */
async function figuresOf(...args: string[]): Promise<string[]> {
  const { http } = await appHere(...args)
  const text = await (await fetch(`${http}/metrics`)).text()
  return [...text.matchAll(/^# TYPE (sarangbang_\S+)/gm)].map(([, name = '']) => name)
}

const ofRedis = (name: string): boolean => /redis|followed|log_/.test(name)

it('a node on a Redis tells how that is, and how it follows the logs there', async () => {
  const figures = await figuresOf('--redis', 'mock')
  expect(figures.filter(ofRedis).toSorted()).toEqual([
    'sarangbang_followed_rooms',
    'sarangbang_log_entries_filled_total',
    'sarangbang_log_gaps_total',
    'sarangbang_redis_failures_total',
    'sarangbang_redis_outage_seconds_total',
    'sarangbang_redis_outages_total',
    'sarangbang_redis_reconnections_total',
    'sarangbang_redis_round_trip_seconds',
    'sarangbang_redis_up',
  ])
})

it('a host in a folder tells nothing of that', async () => {
  const figures = await figuresOf()
  expect(figures.length).toBeGreaterThan(0)
  expect(figures.filter(ofRedis)).toEqual([])
})

it('all of them are explained in the page for operators', async () => {
  const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  const unexplained = (await figuresOf('--redis', 'mock')).filter((name) => !page.includes(`\`${name}\``))
  expect(unexplained).toEqual([])
})
