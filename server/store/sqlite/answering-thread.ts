// A thread that answers what it is asked, as the thread that serves people has it. Its other end is answer-asked.ts.
import { Worker } from 'node:worker_threads'
import { Refusal } from '../../../protocol/errors.ts'

/** What can be asked of a thread: for each kind of question what is sent with it, and what comes back. */
export type Questions = Record<string, { asked: unknown; answered: unknown }>

/** To the thread: a question, which is answered with its own number, or that it is to end. */
export type Order = { number: number; kind: string; asked: unknown } | 'stop'

/** From it. `news`: a sentence for whoever runs the host. */
export type Report = { number: number; answered: unknown } | { news: string }

export interface AnsweringThreadOptions {
  /** Is told, in a sentence, what whoever runs the host should know. */
  tell: (news: string) => void
  /** Is told what the thread ended with where it failed. The next question starts another. */
  reportFailure: (error: unknown) => void
}

interface Waiting {
  resolve: (answered: unknown) => void
  reject: (reason: Refusal) => void
}

/** Runs a program in a thread, and keeps the process alive for it only while it is being closed. */
export class AnsweringThread<Known extends Questions> {
  readonly #program: URL
  readonly #data: unknown
  readonly #options: AnsweringThreadOptions
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0
  #closed = false
  #thread: Worker | null

  /** `data`: what the program is started with. */
  constructor(program: URL, data: unknown, options: AnsweringThreadOptions) {
    this.#program = program
    this.#data = data
    this.#options = options
    this.#thread = this.#start()
  }

  /** How many questions wait for their answers. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** Questions are answered in their order. Refuses UNAVAILABLE where the thread ends before it has answered, or is closed. */
  ask<Kind extends keyof Known & string>(
    kind: Kind,
    asked: Known[Kind]['asked'],
  ): Promise<Known[Kind]['answered']> {
    if (this.#closed) return Promise.reject(new Refusal('UNAVAILABLE'))
    this.#thread ??= this.#start()
    this.#asked += 1
    const number = this.#asked
    this.#order(this.#thread, { number, kind, asked })
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }))
  }

  /** Resolves when the thread has ended. May be called again. */
  async close(): Promise<void> {
    this.#closed = true
    const thread = this.#thread
    if (thread === null) return
    const ended = new Promise((resolve) => thread.once('exit', resolve))
    thread.ref()
    this.#order(thread, 'stop')
    await ended
  }

  #order(thread: Worker, order: Order): void {
    thread.postMessage(order)
  }

  #start(): Worker {
    const thread = new Worker(this.#program, { workerData: this.#data })
    thread.unref()
    thread.on('message', (report: Report) => this.#hear(report))
    thread.once('error', (error: Error) => this.#options.reportFailure(error))
    thread.once('exit', () => this.#ended(thread))
    return thread
  }

  #hear(report: Report): void {
    if ('news' in report) this.#options.tell(report.news)
    else this.#taken(report.number)?.resolve(report.answered)
  }

  #taken(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    return waiting
  }

  #ended(thread: Worker): void {
    if (this.#thread === thread) this.#thread = null
    for (const number of [...this.#waiting.keys()]) this.#taken(number)?.reject(new Refusal('UNAVAILABLE'))
  }
}
