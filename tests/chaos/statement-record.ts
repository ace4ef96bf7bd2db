// What a database is asked, for tests that judge by the work done and not by the time it took.
import Sqlite from 'better-sqlite3'
import { onTestFinished, vi } from 'vitest'

/** One run of a statement, and how many rows came of it. */
export interface StatementRun {
  sql: string
  rows: number
}

type Ask = (...parameters: unknown[]) => unknown
type Prepare = (this: Sqlite.Database, sql: string) => object

/** Fills the answer with every statement that this process prepares from now on and runs, until the test has finished. */
export function recordStatements(): StatementRun[] {
  const runs: StatementRun[] = []
  const prepare = Reflect.get(Sqlite.prototype, 'prepare') as Prepare
  const spy = vi.spyOn(Sqlite.prototype, 'prepare').mockImplementation(function (this: Sqlite.Database, sql) {
    const statement = prepare.call(this, sql) as Record<'get' | 'all' | 'run', Ask>
    for (const way of ['get', 'all', 'run'] as const) {
      const ask = statement[way].bind(statement)
      statement[way] = (...parameters) => {
        const answer = ask(...parameters)
        runs.push({ sql, rows: rowsIn(way, answer) })
        return answer
      }
    }
    return statement as unknown as Sqlite.Statement
  })
  onTestFinished(() => spy.mockRestore())
  return runs
}

/** How SQLite would find the rows: one line a step (SQLite, EXPLAIN QUERY PLAN). */
export function queryPlan(file: string, sql: string): string[] {
  const database = new Sqlite(file, { readonly: true })
  try {
    const parameters = [...sql.matchAll(/\?/g)].map(() => 1)
    const steps = database
      .prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
    return steps.map(({ detail }) => detail)
  } finally {
    database.close()
  }
}

function rowsIn(way: 'get' | 'all' | 'run', answer: unknown): number {
  if (way === 'run') return 0
  return Array.isArray(answer) ? answer.length : answer === undefined ? 0 : 1
}
