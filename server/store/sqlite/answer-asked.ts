// The inside of a thread that answering-thread.ts runs: answers in the order of the questions, and between them works by itself.
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { Order, Questions, Report } from './answering-thread.ts'

/** What a turn has left to do: more at once, or nothing until somebody asks or a while has passed. */
export type Pace = 'more' | 'idle'

/** Milliseconds between two turns while there is nothing to do. */
const LOOK = 2_000

/** How much the thread gives way to the one that serves people, where they have to share a CPU. Somebody waits for it too. */
const NICE = 10

export interface Work<Known extends Questions> {
  answers: { [Kind in keyof Known]: (asked: Known[Kind]['asked']) => Known[Kind]['answered'] }
  /** Does a portion of what there is to do: some tens of milliseconds, for which questions wait. */
  turn: () => Pace
  close: () => void
}

/** Has whoever runs the host told something, in a sentence. */
export function tellNews(news: string): void {
  report({ news })
}

/** Begins. What an answer or a turn throws ends the thread. */
export function answerAsked<Known extends Questions>({ answers, turn, close }: Work<Known>): void {
  // Linux knows a priority of each thread; elsewhere it would be the whole process's.
  if (process.platform === 'linux') setPriority(NICE)
  let next = setTimeout(look, 0)
  parentPort?.on('message', (order: Order) => {
    if (order === 'stop') return stop()
    const { number, kind, asked } = order
    report({ number, answered: answers[kind as keyof Known](asked) })
  })

  /** One portion at a time: between two of them orders are heard. */
  function look(): void {
    next = setTimeout(look, turn() === 'more' ? 0 : LOOK)
  }

  function stop(): void {
    clearTimeout(next)
    parentPort?.close()
    close()
  }
}

function report(report: Report): void {
  parentPort?.postMessage(report)
}
